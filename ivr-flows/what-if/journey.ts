import type { EventOf, EventType, Recorded } from '../../services/core/event.ts';
import type { Value } from '../../services/core/variable.ts';

/** A key, and how long after the step was entered, in ms. */
export type Pressed = { readonly digit: string; readonly afterMs: number };

/** One passage of a call through a step. */
export type Passage = {
  readonly flow: string;
  readonly step: string;
  readonly enteredAt: number;
  readonly lastedMs: number;
  /** Null: not left by a way out. */
  readonly exit: string | null;
  /** The caller hung up here, having reached nobody. */
  readonly hungUp: boolean;
  readonly keys: readonly Pressed[];
  /** How things stood when it was entered. */
  readonly variables: Readonly<Record<string, Value>>;
  readonly language: string;
  readonly consent: 'given' | 'refused' | null;
};

/** What a caller did, as the journal has it. */
export type Journey = {
  readonly callId: string;
  readonly number: string;
  readonly callerName: string;
  readonly dialled: string;
  readonly rangAt: number;
  readonly flow: string;
  readonly version: string;
  readonly passages: readonly Passage[];
};

/** The events that a journey is made of. */
export const journeyEvents = [
  'call-rang',
  'step-entered',
  'step-left',
  'digit-pressed',
  'ahead-taken',
  'variables-set',
  'language-chosen',
  'consent-given',
  'consent-refused',
  'call-connected',
  'call-ended',
] as const satisfies readonly EventType[];

type Open = { -readonly [K in keyof Passage]: Passage[K] } & { keys: Pressed[]; answered: boolean; open: boolean };

/** Reads the events of one call, in order. Null: it did not come in through a flow, or has not ended. */
export function journeyOf(events: readonly Pick<Recorded, 'at' | 'event'>[]): Journey | null {
  const rang = events.find(({ event }) => event.type === 'call-rang')?.event as EventOf<'call-rang'> | undefined;
  if (rang?.direction !== 'inbound' || !events.some(({ event }) => event.type === 'call-ended')) return null;
  const passages: Open[] = [];
  const ahead: string[] = [];
  let variables: Readonly<Record<string, Value>> = {};
  let { language } = rang;
  let consent: Passage['consent'] = null;
  const press = (digit: string, at: number) => {
    const present = passages.findLast((one) => one.open);
    present?.keys.push({ digit, afterMs: Math.max(0, at - present.enteredAt) });
  };
  for (const { at, event } of events)
    switch (event.type) {
      case 'step-entered':
        passages.push({
          ...{ flow: event.flow ?? rang.flow, step: event.step, enteredAt: at, lastedMs: 0, exit: null, hungUp: false },
          ...{ keys: [], variables, language, consent, answered: false, open: true },
        });
        break;
      case 'step-left': {
        const left = passages.findLast((one) => one.open && one.step === event.step);
        if (left) Object.assign(left, { exit: event.exit, lastedMs: at - left.enteredAt, open: false });
        break;
      }
      case 'digit-pressed':
        if (event.ahead) ahead.push(event.digit);
        else press(event.digit, at);
        break;
      case 'ahead-taken': {
        const digit = ahead.shift();
        if (digit !== undefined) press(event.digit ?? digit, at);
        break;
      }
      case 'variables-set':
        variables = changed(variables, event.values);
        break;
      case 'language-chosen':
        ({ language } = event);
        break;
      case 'consent-given':
        consent = 'given';
        break;
      case 'consent-refused':
        consent = 'refused';
        break;
      case 'call-connected': {
        const present = passages.findLast((one) => one.open);
        if (present) present.answered = true;
        break;
      }
      case 'call-ended':
        for (const one of passages)
          if (one.open)
            Object.assign(one, {
              lastedMs: at - one.enteredAt,
              hungUp: event.by === 'caller' && !one.answered,
              open: false,
            });
        break;
      default:
    }
  const { callId, number, callerName, dialled, rangAt, flow, flowVersion } = rang;
  return {
    ...{ callId, number, callerName, dialled, rangAt, flow, version: flowVersion },
    passages: passages.map(({ answered: _, open: __, ...one }) => one),
  };
}

const changed = (
  before: Readonly<Record<string, Value>>,
  values: Readonly<Record<string, Value | null>>,
): Readonly<Record<string, Value>> =>
  Object.fromEntries(Object.entries({ ...before, ...values }).filter((one): one is [string, Value] => one[1] !== null));
