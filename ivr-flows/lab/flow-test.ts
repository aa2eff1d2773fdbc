import { z } from 'zod';
import { formFindings } from '../check/form.ts';
import { inOrder, type Problem } from '../check/problem.ts';
import { readSource } from '../source.ts';
import type { Given, Staff, WebAnswer } from './given.ts';
import { instantOf } from './local-time.ts';
import type { Action } from './script.ts';

const duration = z.union([
  z.number().min(0),
  z.string().regex(/^\d+(\.\d+)?(ms|s|m|h)$/, 'write a time such as 30s, 2m or 1h'),
]);
const keys = z.union([z.string(), z.int().min(0)]).transform((written) =>
  String(written)
    .split('')
    .filter((one) => one !== ',' && one !== ' '),
);
const onlyKeys = keys.refine((list) => list.length > 0 && list.every((one) => /^[0-9*#]$/.test(one)), {
  message: 'write keys 0-9, * and #, such as "1,2,#"',
});
const staff = z.enum(['none', 'busy', 'ready']);
const value = z.union([z.string(), z.number(), z.boolean()]);

const webSchema = z.strictObject({
  url: z.string().optional(),
  status: z.int().min(100).max(599).optional(),
  body: z.json().optional(),
  fails: z.enum(['timeout', 'failed', 'open', 'invalid']).optional(),
  after: duration.optional(),
});

const givenSchema = z.strictObject({
  time: z
    .string()
    .regex(
      /^\d{4}-\d\d-\d\dT\d\d:\d\d(Z|[+-]\d\d:\d\d)?$/,
      "write a time such as 2026-11-04T10:00, on the service's clock",
    )
    .optional(),
  caller: z.string().optional(),
  callerName: z.string().optional(),
  dialled: z.union([z.string(), z.int()]).transform(String).optional(),
  language: z.string().optional(),
  consent: z.enum(['given', 'refused']).optional(),
  variables: z.record(z.string(), value).optional(),
  web: z.array(webSchema).optional(),
  agents: staff.optional(),
  queues: z
    .record(z.string(), z.strictObject({ agents: staff.optional(), waiting: z.int().min(0).max(100).optional() }))
    .optional(),
  open: z.boolean().optional(),
  callsOut: z.boolean().optional(),
  outside: z.enum(['answers', 'busy', 'no-answer']).optional(),
  dice: z.number().min(0).max(0.999_999).optional(),
  hears: z.boolean().optional(),
});

const actionSchema = z.union([
  z.strictObject({ keys: onlyKeys }),
  z.strictObject({ ahead: onlyKeys }),
  z.strictObject({ say: z.string().min(1) }),
  z.strictObject({ silence: z.int().min(1).max(50) }),
  z.strictObject({ wait: duration }),
  z.strictObject({ agent: z.enum(['answers', 'hangs-up']) }),
  z.enum(['hang-up', 'silence']),
]);

const thenSchema = z.strictObject({
  /** Every step, in order; those of a sub-flow as `flow/step`. */
  path: z.array(z.string()).optional(),
  /** Prompts (keys, or parts of their texts) in the order in which they are said; others may come between. */
  hears: z.array(z.union([z.string(), z.number()]).transform(String)).optional(),
  /** Prompts that are not said. */
  silent: z.array(z.string()).optional(),
  /** How the call stands at last: where it is, or who ended it. */
  end: z.enum(['flow', 'caller', 'agent', 'fault', 'menu', 'queue', 'talk', 'outside']).optional(),
  queue: z.string().optional(),
  exit: z
    .string()
    .regex(/^[^.]+\..+$/, 'write step.exit')
    .optional(),
  language: z.string().optional(),
  consent: z.enum(['unknown', 'asked', 'given', 'refused', 'withdrawn']).optional(),
  result: z.enum(['answered', 'abandoned', 'voicemail', 'menu', 'callback', 'callback-failed']).optional(),
  variables: z.record(z.string(), value.nullable()).optional(),
  /** Types of events, or events with some of their fields, in order; others may come between. */
  events: z.array(z.union([z.string(), z.looseObject({ type: z.string() })])).optional(),
});

const caseSchema = z.strictObject({
  name: z.string().min(1),
  given: givenSchema.default({}),
  when: z.array(actionSchema).default([]),
  // biome-ignore lint/suspicious/noThenProperty: given, when, then are the words of a test; nobody awaits one.
  then: thenSchema,
  /** False: not tried with real calls. */
  real: z.boolean().default(true),
});

const fileSchema = z.strictObject({
  flow: z.string(),
  /** Holds for every test that does not say otherwise. */
  given: givenSchema.default({}),
  tests: z.array(caseSchema).min(1),
});

type WrittenGiven = z.infer<typeof givenSchema>;
export type Then = z.infer<typeof thenSchema>;

/** A test of a flow, as written. */
export type FlowTest = {
  readonly name: string;
  readonly line: number;
  readonly given: (timeZone: string) => Given;
  /** What real calls cannot be given; empty when they can have it all. */
  readonly unreal: readonly string[];
  readonly when: readonly Action[];
  readonly then: Then;
  /** The line of a part of `then`. */
  readonly lineOf: (part: keyof Then) => number;
};

export type FlowTestFile = { readonly file: string; readonly flow: string; readonly tests: readonly FlowTest[] };

/** Reads a `*.flow-test.yaml`. */
export function readFlowTests(
  text: string,
  file: string,
): { readonly tests: FlowTestFile } | { readonly problems: readonly Problem[] } {
  const read = readSource(text, file);
  if ('problems' in read) return read;
  const { source } = read;
  const parsed = fileSchema.safeParse(source.content, { reportInput: true });
  if (!parsed.success) return { problems: inOrder(formFindings(parsed.error.issues, [], []).map(source.at)) };
  const lineAt = (path: readonly (string | number)[]) => source.at({ code: '', severity: 'error', path }).line;
  const tests = parsed.data.tests.map(({ name, given, when, then, real }, index): FlowTest => {
    const whole = { ...parsed.data.given, ...given };
    return {
      name,
      line: lineAt(['tests', index]),
      given: (timeZone) => givenOf(whole, timeZone),
      unreal: real ? unrealOf(whole) : ['real: false'],
      when: when.map((one, at) => ({ line: lineAt(['tests', index, 'when', at]), ...actionOf(one) })),
      then,
      lineOf: (part) => lineAt(['tests', index, 'then', part]),
    };
  });
  return { tests: { file, flow: parsed.data.flow, tests } };
}

function actionOf(written: z.infer<typeof actionSchema>) {
  if (written === 'hang-up') return { do: 'hang-up' } as const;
  if (written === 'silence') return { do: 'silence', times: 1 } as const;
  if ('keys' in written) return { do: 'keys', keys: written.keys } as const;
  if ('ahead' in written) return { do: 'ahead', keys: written.ahead } as const;
  if ('say' in written) return { do: 'say', words: written.say } as const;
  if ('silence' in written) return { do: 'silence', times: written.silence } as const;
  if ('agent' in written) return { do: 'agent', what: written.agent } as const;
  return { do: 'wait', ms: msOf(written.wait) } as const;
}

const units = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const;

/** `30s`, `2m`; a plain number is seconds. */
export function msOf(written: string | number): number {
  if (typeof written === 'number') return written * 1_000;
  const [, count = '0', unit = 's'] = /^([\d.]+)(ms|s|m|h)$/.exec(written) ?? [];
  return Number(count) * units[unit as keyof typeof units];
}

/** A Wednesday in the morning: most services are open then. */
const usualTime = '2026-11-04T10:00';

/** What is given where nothing is said. */
export function givenOf(written: WrittenGiven, timeZone: string): Given {
  return {
    now: instantOf(written.time ?? usualTime, timeZone),
    caller: written.caller ?? '600111222',
    callerName: written.callerName ?? '',
    dialled: written.dialled ?? null,
    language: written.language ?? null,
    consent: written.consent ?? null,
    variables: written.variables ?? {},
    web: (written.web ?? []).map(webAnswer),
    staff: written.agents ?? 'busy',
    queues: Object.fromEntries(
      Object.entries(written.queues ?? {}).map(
        ([id, one]): [string, { staff?: Staff | undefined; waiting?: number | undefined }] => [
          id,
          { staff: one.agents, waiting: one.waiting },
        ],
      ),
    ),
    open: written.open ?? null,
    callsOut: written.callsOut ?? null,
    outside: written.outside ?? 'answers',
    dice: written.dice ?? 0,
    hears: written.hears ?? false,
  };
}

function webAnswer({ url, status, body, fails, after }: z.infer<typeof webSchema>): WebAnswer {
  const afterMs = after === undefined ? 0 : msOf(after);
  if (fails !== undefined) return { url, how: fails, status: status ?? null, body: null, afterMs };
  return { url, how: 'answered', status: status ?? 200, body: body ?? {}, afterMs };
}

/** What a real call cannot be given: the clock, the dice, and what lies outside the installation. */
const unrealOf = (given: WrittenGiven): readonly string[] =>
  (
    [
      'time',
      'dialled',
      'language',
      'consent',
      'variables',
      'web',
      'queues',
      'open',
      'callsOut',
      'outside',
      'dice',
      'hears',
    ] as const
  ).filter((name) => given[name] !== undefined);
