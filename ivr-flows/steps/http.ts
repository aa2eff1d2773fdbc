import { z } from 'zod';
import type { FlowAction, FlowContext, FlowInput } from '../../services/core/flow.ts';
import type { Value } from '../../services/core/variable.ts';
import { promptsOf, type StepType } from '../step.ts';
import { insert, namesIn, readsOf, secretsIn, variableSchema, worth } from './values.ts';

const path = z.string().regex(/^[\w-]+(\.[\w-]+)*$/, 'write a path such as order.lines.0.price');

const schema = z.strictObject({
  method: z.enum(['GET', 'POST']).default('GET'),
  /** The host is written out; `{{name}}` may stand behind it, and is encoded. */
  url: z
    .string()
    .max(1_000)
    .regex(/^https?:\/\/[^/?#{}@\s]+([/?#]\S*)?$/, 'write an http(s) address whose host is written out'),
  /** Values may name `{{variables}}` and `{{secret.name}}` of the settings. */
  headers: z.record(z.string().regex(/^[A-Za-z][\w-]*$/, 'is no name of a header'), z.string().max(1_000)).default({}),
  /** Sent as JSON by POST; a text that is nothing but `{{name}}` becomes that value. */
  body: z.json().optional(),
  /** Variable → path in the JSON that is answered. */
  get: z.record(variableSchema, path).default({}),
  timeoutSeconds: z.number().min(0.5).max(30).default(5),
  /** Said meanwhile; what is begun is said to its end. */
  prompts: z.array(z.string()).default([]),
});
type Config = z.infer<typeof schema>;
type Memory = { readonly waits: true; readonly exit: string | null };

/** What the step waits for longer than the request may take: an answer that is lost with a connection never comes. */
const graceMs = 1_000;

/**
 * Asks a web service. `done`: it answered with a status of success and JSON. Anything else is `failed`; a flow may tell
 * `timeout` and `not-found` (status 404) apart.
 */
export const http: StepType<Config> = {
  type: 'http',
  docs: 'Asks a web service by GET or POST, and puts what it answers (JSON) into variables.',
  example: `
http:
  type: http
  method: POST
  url: https://crm.example.com/orders/{{order}}
  headers: { Authorization: "Bearer {{secret.crm}}" }
  body: { caller: "{{caller.number}}" }
  get: { state: order.state }
  timeoutSeconds: 5
  exits: { done: next, failed: next, not-found: next }
`,
  pace: 'waits',
  schema,
  exits: () => ['done', 'failed'],
  optionalExits: ['timeout', 'not-found'],
  references: ({ prompts, headers }) => ({
    prompts,
    queues: [],
    secrets: [...new Set(Object.values(headers).flatMap(secretsIn))],
  }),
  variables: ({ url, headers, body, get }) => ({
    reads: [
      ...readsOf(url, ...Object.values(headers)),
      ...textsIn(body)
        .flatMap(namesIn)
        .map((name) => ({ name })),
    ],
    sets: Object.keys(get).map((name) => ({ name })),
    aloud: [],
  }),
  listens: false,
  on: (context, config, input) => {
    const memory = context.data as Memory | null;
    switch (input.type) {
      case 'enter':
        // Begun anew after a restart: what was asked is not asked twice.
        return memory ? leave('timeout') : ask(context, config);
      case 'answered':
        return conclude(context, config, input);
      case 'prompt-done':
        return memory?.exit ? leave(memory.exit) : [];
      case 'wake':
        return leave(memory?.exit ?? 'timeout');
      default:
        return [];
    }
  },
};

const leave = (exit: string): readonly FlowAction[] => [{ do: 'exit', exit, or: 'failed' }];

function ask(context: FlowContext, config: Config): readonly FlowAction[] {
  const timeoutMs = Math.round(config.timeoutSeconds * 1000);
  const headers = Object.entries(config.headers).map(
    ([name, value]) => [name, insert(context, value, withoutBreaks).text] as const,
  );
  const { method } = config;
  return [
    { do: 'answer' },
    { do: 'remember', data: { waits: true, exit: null } satisfies Memory, wakeAt: context.now + timeoutMs + graceMs },
    {
      do: 'web',
      method,
      url: insert(context, config.url, encodeURIComponent).text,
      headers: Object.fromEntries(headers),
      body: method === 'POST' && config.body !== undefined ? JSON.stringify(filled(context, config.body)) : null,
      timeoutMs,
    },
    ...(config.prompts.length > 0 ? [{ do: 'play', prompts: promptsOf(config.prompts) } as const] : []),
  ];
}

/** A value cannot begin another header. */
const withoutBreaks = (value: string) => value.replace(/\p{Cc}/gu, ' ');

type Answer = Extract<FlowInput, { type: 'answered' }>;

function conclude(context: FlowContext, config: Config, answer: Answer): readonly FlowAction[] {
  const { exit, values } = outcome(config, answer);
  const set: readonly FlowAction[] = [{ do: 'set', values }];
  if (!context.playing) return [...set, ...leave(exit)];
  // What is being said is not cut short by a quick answer.
  const wakeAt = context.now + 15_000;
  return [...set, { do: 'remember', data: { waits: true, exit } satisfies Memory, wakeAt }];
}

/** Where an answer leads, and what it says; nothing of one that is no success is kept. */
function outcome(
  config: Config,
  { how, status, body }: Answer,
): { exit: string; values: Record<string, Value | undefined> } {
  const none = Object.fromEntries(Object.keys(config.get).map((name) => [name, undefined]));
  if (how !== 'answered') return { exit: how === 'timeout' ? 'timeout' : 'failed', values: none };
  if (status === 404) return { exit: 'not-found', values: none };
  if (status === null || status < 200 || status > 299) return { exit: 'failed', values: none };
  const values: Record<string, Value | undefined> = {};
  for (const [name, where] of Object.entries(config.get)) {
    const found = at(body, where);
    if (found === null || found === undefined) values[name] = undefined;
    else if (typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean') values[name] = found;
    // A list where a value should be: another service than the flow was written for.
    else return { exit: 'failed', values: none };
  }
  return { exit: 'done', values };
}

function at(body: unknown, where: string): unknown {
  return where
    .split('.')
    .reduce<unknown>(
      (inside, key) =>
        typeof inside === 'object' && inside !== null && Object.hasOwn(inside, key)
          ? (inside as Readonly<Record<string, unknown>>)[key]
          : undefined,
      body,
    );
}

type Json = z.infer<ReturnType<typeof z.json>>;

function filled(context: FlowContext, body: Json): Json {
  if (typeof body === 'string') return worth(context, body).value ?? null;
  if (Array.isArray(body)) return body.map((one) => filled(context, one));
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(Object.entries(body).map(([key, one]) => [key, filled(context, one)]));
}

function textsIn(body: Json | undefined): readonly string[] {
  if (typeof body === 'string') return [body];
  return typeof body === 'object' && body !== null ? Object.values(body).flatMap(textsIn) : [];
}
