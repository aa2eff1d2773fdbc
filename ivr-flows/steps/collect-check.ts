import { z } from 'zod';
import type { FlowContext } from '../../services/core/flow.ts';
import { indexOf } from '../../services/core/site-index.ts';
import { isDate, type VariableType } from '../../services/core/variable.ts';
import { matches, patternSchema } from './values.ts';

/** What typed digits must be. */
export const checkSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('pattern'), pattern: patternSchema }),
  /** The check digit of cards (ISO/IEC 7812). */
  z.strictObject({ kind: z.literal('luhn') }),
  /** A number that exists; kept as E.164. */
  z.strictObject({ kind: z.literal('phone') }),
  /** A day of the calendar; kept as `YYYY-MM-DD`. Two digits of a year are of this century. */
  z.strictObject({
    kind: z.literal('date'),
    format: z.enum(['DDMMYYYY', 'DDMMYY', 'MMDDYYYY', 'YYYYMMDD']).default('DDMMYYYY'),
  }),
  /** Hours and minutes; kept as `HH:MM`. */
  z.strictObject({ kind: z.literal('time') }),
  /** Stands in a list of the site. */
  z.strictObject({ kind: z.literal('list'), list: z.string() }),
  /** Is a key of a table of the site. */
  z.strictObject({ kind: z.literal('table'), table: z.string() }),
]);
export type Check = z.infer<typeof checkSchema>;

/** Types of variables that digits checked so can fill. */
export function typesOf(check: Check | undefined): readonly VariableType[] {
  if (check?.kind === 'phone') return ['phone', 'text'];
  if (check?.kind === 'date') return ['date', 'text'];
  return check?.kind === 'time' ? ['time', 'text'] : ['text', 'number'];
}

/** What was typed, as it is kept; null where it will not do. */
export function checked(context: FlowContext, check: Check | undefined, typed: string): string | null {
  switch (check?.kind) {
    case undefined:
      return typed;
    case 'pattern':
      return matches(check.pattern, typed) ? typed : null;
    case 'luhn':
      return isLuhn(typed) ? typed : null;
    case 'phone':
      return context.phone(typed);
    case 'date':
      return dateOf(typed, check.format);
    case 'time': {
      const written = typed.padStart(4, '0');
      const time = `${written.slice(0, 2)}:${written.slice(2)}`;
      return /^([01]\d|2[0-3]):[0-5]\d$/.test(time) ? time : null;
    }
    case 'list': {
      const numbers = indexOf(context.site).lists.get(check.list);
      return numbers?.has(typed) || numbers?.has(context.phone(typed) ?? '') ? typed : null;
    }
    case 'table':
      return indexOf(context.site).tables.get(check.table)?.has(typed) ? typed : null;
  }
}

/** Whether the last digit is the check digit of those before it: ISO/IEC 7812-1, annex B. */
export function isLuhn(digits: string): boolean {
  if (!/^\d{2,}$/.test(digits)) return false;
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const twice = digit * 2;
    sum += index % 2 === 0 ? digit : twice > 9 ? twice - 9 : twice;
  }
  return sum % 10 === 0;
}

function dateOf(typed: string, format: 'DDMMYYYY' | 'DDMMYY' | 'MMDDYYYY' | 'YYYYMMDD'): string | null {
  if (typed.length !== format.length) return null;
  const part = (letter: string) => {
    const from = format.indexOf(letter);
    return typed.slice(from, format.lastIndexOf(letter) + 1);
  };
  const year = part('Y');
  const date = `${year.length === 2 ? `20${year}` : year}-${part('M')}-${part('D')}`;
  return isDate(date) ? date : null;
}
