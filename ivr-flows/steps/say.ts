import { z } from 'zod';
import type { FlowContext } from '../../services/core/flow.ts';
import type { Prompt } from '../../services/core/prompt.ts';
import { isDate, type Value, type VariableType } from '../../services/core/variable.ts';
import { promptsOf, type StepType } from '../step.ts';
import { namesIn, valueSchema, worth } from './values.ts';

const part = z.union([
  z.strictObject({ prompt: z.string().min(1) }),
  z.strictObject({ number: valueSchema }),
  z.strictObject({ date: valueSchema }),
  z.strictObject({ time: valueSchema }),
  z.strictObject({ currency: valueSchema, unit: z.enum(['EUR', 'USD', 'MXN']).default('EUR') }),
  z.strictObject({ spelled: valueSchema }),
  z.strictObject({ digits: valueSchema }),
]);
export type Part = z.infer<typeof part>;

const schema = z.strictObject({
  /** In order: prompts, and values said as a person would. */
  parts: z.array(part).min(1).max(20),
});

/** What is written of a part that is no prompt. */
export function writtenIn(one: Part): Value | null {
  if ('prompt' in one) return null;
  if ('number' in one) return one.number;
  if ('date' in one) return one.date;
  if ('time' in one) return one.time;
  if ('currency' in one) return one.currency;
  return 'spelled' in one ? one.spelled : one.digits;
}

function typesOf(one: Part): { types?: readonly VariableType[] } {
  if ('number' in one || 'currency' in one) return { types: ['number', 'text'] };
  if ('date' in one) return { types: ['date', 'text'] };
  return 'time' in one ? { types: ['time', 'text'] } : {};
}

/** A value as it is said; null where it is none of that kind, and nothing is said then. */
export function spoken(one: Part, value: Value | undefined): Prompt | null {
  const text = String(value ?? '').trim();
  const number = text === '' ? Number.NaN : Number(text);
  if ('number' in one) return Number.isFinite(number) ? { kind: 'number', value: number } : null;
  if ('currency' in one) return Number.isFinite(number) ? { kind: 'currency', value: number, unit: one.unit } : null;
  if ('date' in one) return isDate(text) ? { kind: 'date', value: text } : null;
  if ('time' in one) return /^([01]\d|2[0-3]):[0-5]\d$/.test(text) ? { kind: 'time', value: text } : null;
  if ('spelled' in one) return text === '' ? null : { kind: 'spelled', value: text.slice(0, 60) };
  const digits = text.replace(/[^\d*#]/g, '').slice(0, 60);
  return digits === '' ? null : { kind: 'digits', value: digits };
}

function promptsFor(context: FlowContext, parts: readonly Part[]): { prompts: readonly Prompt[]; secret: boolean } {
  let secret = false;
  const prompts = parts.flatMap((one) => {
    if ('prompt' in one) return promptsOf([one.prompt]);
    const read = worth(context, writtenIn(one) ?? '');
    secret ||= read.secret;
    return spoken(one, read.value) ?? [];
  });
  return { prompts, secret };
}

/** Says prompts and values, and goes on. A value that is unset is passed over. A key cuts it short. */
export const say: StepType<z.infer<typeof schema>> = {
  type: 'say',
  docs: 'Says prompts and values: numbers, dates, times, amounts, letters and digits, as they are said in the language.',
  example: `
say:
  type: say
  parts: [{ prompt: queue-position }, { number: 21 }, { date: "{{today}}" }, { time: "{{time}}" }, { digits: "{{caller.number}}" }]
  exits: { done: next }
`,
  pace: 'waits',
  schema,
  exits: () => ['done'],
  references: ({ parts }) => ({ prompts: parts.flatMap((one) => ('prompt' in one ? [one.prompt] : [])), queues: [] }),
  variables: ({ parts }) => {
    const reads = parts.flatMap((one) => {
      const written = writtenIn(one);
      return typeof written === 'string' ? namesIn(written).map((name) => ({ name, ...typesOf(one) })) : [];
    });
    return { reads, sets: [], aloud: reads.map(({ name }) => name) };
  },
  listens: false,
  cutByKeys: true,
  on: (context, config, input) => {
    const done = [{ do: 'answer' }, { do: 'exit', exit: 'done' }] as const;
    if (input.type !== 'enter' || context.ahead > 0) return done;
    const { prompts, secret } = promptsFor(context, config.parts);
    return prompts.length === 0 ? done : [{ do: 'answer' }, { do: 'play', prompts, secret }];
  },
};
