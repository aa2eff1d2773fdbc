import type { FlowAction } from '../../services/core/flow.ts';
import type { Value } from '../../services/core/variable.ts';
import type { Flow, FlowStep } from '../flow.ts';

/** Somebody there for a queue: nobody signed in; signed in and on a break, so that callers wait; ready to answer. */
export type Staff = 'none' | 'busy' | 'ready';

/** A web service's answer. */
export type WebAnswer = {
  /** A part of the address that is asked. Missing: whatever is asked next. */
  readonly url?: string | undefined;
  readonly how: 'answered' | 'timeout' | 'failed' | 'open' | 'invalid';
  readonly status: number | null;
  readonly body: unknown;
  readonly afterMs: number;
};

/** How things stand when a call comes in. */
export type Given = {
  /** Ms since the epoch. */
  readonly now: number;
  readonly caller: string;
  readonly callerName: string;
  /** Null: a number of the flow's own service. */
  readonly dialled: string | null;
  readonly language: string | null;
  readonly consent: 'given' | 'refused' | null;
  readonly variables: Readonly<Record<string, Value>>;
  readonly web: readonly WebAnswer[];
  /** Of every queue that is not named. */
  readonly staff: Staff;
  readonly queues: Readonly<
    Record<string, { readonly staff?: Staff | undefined; readonly waiting?: number | undefined }>
  >;
  /** Whether the service is open; null: by its hours and the clock. */
  readonly open: boolean | null;
  /** Whether the centre has a line for calls to outside numbers; null: as the site has it. */
  readonly callsOut: boolean | null;
  /** Outside numbers that are called. */
  readonly outside: 'answers' | 'busy' | 'no-answer';
  /** What every throw of the dice gives, in [0, 1). */
  readonly dice: number;
  /** Whether a recogniser listens. */
  readonly hears: boolean;
};

/** The step that a call goes through before the flow's first where something is given; no test sees it. */
export const givenStep = '(given)';

/** A flow that begins with what is given: set as its own steps would set it. */
export function withGiven(flow: Flow, { variables, consent, language }: Given): Flow {
  if (Object.keys(variables).length === 0 && consent === null && language === null) return flow;
  const actions: readonly FlowAction[] = [
    ...(language === null ? [] : [{ do: 'language', language } as const]),
    ...(consent === null ? [] : [{ do: 'consent', how: consent, wording: '', version: 'given', digit: null } as const]),
    ...(Object.keys(variables).length === 0 ? [] : [{ do: 'set', values: variables } as const]),
    { do: 'exit', exit: 'done' },
  ];
  const step: FlowStep = {
    type: 'set',
    label: {},
    next: { done: flow.start },
    listens: false,
    listensInQueue: false,
    cutByKeys: false,
    exits: ['done'],
    optionalExits: [],
    references: { prompts: [], queues: [] },
    variables: { reads: [], sets: [], aloud: [] },
    pace: 'at-once',
    exitsUnasked: [],
    goesInto: null,
    returns: null,
    sensitive: false,
    on: (_context, input) => (input.type === 'enter' ? actions : []),
  };
  return { ...flow, start: givenStep, steps: new Map([...flow.steps, [givenStep, step]]) };
}
