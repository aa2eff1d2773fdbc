import { z } from 'zod';
import type { FlowContext, Read } from '../../services/core/flow.ts';
import { localTime } from '../../services/core/schedule.ts';
import { indexOf } from '../../services/core/site-index.ts';
import type { Value, VariableType } from '../../services/core/variable.ts';

/** Names that every flow may read and none may set. `now` is `YYYY-MM-DDTHH:MM` on the service's clock. */
export const builtIns = {
  'caller.number': 'text',
  'caller.name': 'text',
  dialled: 'text',
  service: 'text',
  language: 'text',
  consent: 'text',
  now: 'text',
  today: 'date',
  time: 'time',
} as const satisfies Readonly<Record<string, VariableType>>;

type BuiltIn = keyof typeof builtIns;
const isBuiltIn = (name: string): name is BuiltIn => Object.hasOwn(builtIns, name);

/** What a name stands for: a built-in, or a variable of the flow. */
export function read(context: FlowContext, name: string): Read {
  return isBuiltIn(name) ? { value: builtIn(context, name), secret: false } : context.variable(name);
}

function builtIn(context: FlowContext, name: BuiltIn): Value {
  switch (name) {
    case 'caller.number':
      return context.callerNumber;
    case 'caller.name':
      return context.callerName;
    case 'dialled':
    case 'language':
    case 'consent':
      return context[name];
    case 'service':
      return context.serviceId;
    default: {
      const zone = indexOf(context.site).services.get(context.serviceId)?.hours.timeZone ?? 'UTC';
      const { date, minute } = localTime(context.now, zone);
      const pad = (number: number) => String(number).padStart(2, '0');
      const time = `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`;
      return name === 'today' ? date : name === 'time' ? time : `${date}T${time}`;
    }
  }
}

/** `{{name}}` in a setting; `{{secret.…}}` is put in where a request is sent, and means nothing here. */
const inserted = /\{\{\s*([a-z][a-z0-9_.]*)\s*\}\}/g;
const isSecret = (name: string) => name.startsWith('secret.');

/** The variables and built-ins that a text names. */
export function namesIn(text: string): readonly string[] {
  return [...text.matchAll(inserted)].map(([, name = '']) => name).filter((name) => !isSecret(name));
}

/** The secrets of the settings that a text names. */
export function secretsIn(text: string): readonly string[] {
  return [...text.matchAll(inserted)].flatMap(([, name = '']) =>
    isSecret(name) ? [name.slice('secret.'.length)] : [],
  );
}

/** The variables among names, for a step type's `variables`. */
export function readsOf(...texts: readonly string[]): readonly { readonly name: string }[] {
  return texts.flatMap(namesIn).map((name) => ({ name }));
}

/**
 * A text with its values put in; an unset variable is an empty text.
 * @param write how a value is written there, such as `encodeURIComponent`.
 */
export function insert(
  context: FlowContext,
  text: string,
  write: (value: string) => string = (value) => value,
): { readonly text: string; readonly secret: boolean } {
  let secret = false;
  const filled = text.replace(inserted, (whole, name: string) => {
    if (isSecret(name)) return whole;
    const one = read(context, name);
    secret ||= one.secret;
    return write(String(one.value ?? ''));
  });
  return { text: filled, secret };
}

/** A value as a setting has it: a literal, or a text; one that is nothing but `{{name}}` keeps that variable's value. */
export function worth(context: FlowContext, written: Value): Read {
  if (typeof written !== 'string') return { value: written, secret: false };
  const only = /^\{\{\s*([a-z][a-z0-9_.]*)\s*\}\}$/.exec(written)?.[1];
  if (only !== undefined) return read(context, only);
  const { text, secret } = insert(context, written);
  return { value: text, secret };
}

export const valueSchema = z.union([z.string().max(500), z.number(), z.boolean()]);
export const nameSchema = z.string().regex(/^[a-z][a-z0-9_.]{0,40}$/, 'is no name of a variable');
/** A variable that the flow declares, and may set. */
export const variableSchema = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,40}$/, 'use lower-case letters, digits and _')
  .refine((name) => !isBuiltIn(name), 'is a name of every flow and cannot be set; choose another');

/** A pattern that a value must match as a whole. Those that could take for ever on a long value are refused. */
export const patternSchema = z
  .string()
  .max(200)
  .refine((pattern) => {
    try {
      new RegExp(pattern, 'u');
      return !/\([^)]*[+*}][^)]*\)[+*{]/.test(pattern);
    } catch {
      return false;
    }
  }, 'is no pattern, or repeats what it repeats already; write one such as [A-Z]{2}\\d{6}');

/** Whether a text is as a pattern says, from its first character to its last. */
export const matches = (pattern: string, text: string): boolean => new RegExp(`^(?:${pattern})$`, 'u').test(text);
