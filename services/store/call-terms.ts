import type { CallSearch } from '../http/protocol.ts';
import type { CallStepsTable, CallsTable, RecordingsTable } from './schema.ts';

/**
 * The index over calls knows which calls have a *term*: passed this step, pressed that key, waited this long at least. A
 * search asks it for the calls that have all of its terms, newest first, and looks at those alone; so a term may stand for
 * more calls than the search means, and never for fewer.
 */

/** What the terms of a call are made from. */
export type Indexed = Pick<
  CallsTable,
  | 'direction'
  | 'service_id'
  | 'queue_id'
  | 'number_digits'
  | 'local_minute'
  | 'duration_ms'
  | 'wait_ms'
  | 'talk_ms'
  | 'hold_ms'
  | 'transfers'
  | 'missed_offers'
  | 'keys'
  | 'consent'
  | 'left_in'
  | 'result'
  | 'ended_by'
  | 'end_reason'
  | 'cause'
  | 'outcome'
  | 'note'
  | 'recording_id'
  | 'flow'
> & {
  readonly recording_state: RecordingsTable['state'] | null;
  readonly agents: readonly string[];
  /** Of the recording. */
  readonly labels: readonly { readonly kind: 'tag' | 'ticket'; readonly value: string }[];
  readonly notes: readonly string[];
  /** Of evaluations that stand. */
  readonly evaluations: readonly { readonly evaluator: string; readonly score: number | null }[];
  readonly legalHold: boolean;
  readonly destinations: readonly string[];
  readonly steps: readonly Pick<CallStepsTable, 'flow' | 'version' | 'step' | 'exit' | 'keys'>[];
};

/** Seconds and counts for which there is a term "at least so much". */
const marks = [0, 1, 2, 3, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 300, 420, 600, 900, 1_800, 3_600];
const measures = { duration: 'd', wait: 'w', talk: 't', hold: 'o' } as const;

const keyNames: Readonly<Record<string, string>> = { '*': 'star', '#': 'hash', '•': 'dot' };
const keyName = (key: string) => keyNames[key] ?? key;

/** A term of one word, whatever the ids are made of. */
const term = (kind: string, ...ids: readonly (string | number)[]): string => [kind, ...ids.map(written)].join('_');

const written = (id: string | number): string =>
  String(id).replace(/[^A-Za-z0-9]/gu, (other) => `_${other.codePointAt(0)?.toString(16) ?? ''}_`);

const atLeast = (kind: string, ms: number | null): readonly string[] =>
  ms === null ? [] : marks.filter((mark) => ms >= mark * 1_000).map((mark) => term(kind, mark));

/** A score has the terms of its step of five and of all below. */
const SCORE_STEP = 5;
const scoreTerms = (score: number | null): readonly string[] =>
  score === null
    ? []
    : Array.from({ length: Math.floor(score / SCORE_STEP) + 1 }, (_, index) => term('score', index * SCORE_STEP));

/** Words as they are compared: without accents and capitals. */
export function wordsOf(text: string): readonly string[] {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Every third of a number's digits, so that any part of it can be sought. */
const threesOf = (digits: string): readonly string[] =>
  Array.from({ length: Math.max(0, digits.length - 2) }, (_, at) => term('n', digits.slice(at, at + 3)));

export function termsOf(call: Indexed): readonly string[] {
  const has = (kind: string, value: string | number | null) => (value === null ? [] : [term(kind, value)]);
  const found = [
    'call',
    term('dir', call.direction),
    term('srv', call.service_id),
    ...has('q', call.queue_id),
    ...has('r', call.result),
    ...has('by', call.ended_by),
    ...has('why', call.end_reason),
    ...has('cause', call.cause),
    ...has('out', call.outcome),
    ...has('left', call.left_in),
    ...has('rec', call.recording_state),
    ...(call.recording_id === null ? [] : ['recorded']),
    ...(call.transfers > 0 ? ['transferred'] : []),
    ...marks.filter((mark) => mark > 0 && call.missed_offers >= mark).map((mark) => term('missed', mark)),
    term('consent', call.consent),
    term('hour', Math.floor(call.local_minute / 60)),
    ...atLeast(measures.duration, call.duration_ms),
    ...atLeast(measures.wait, call.wait_ms),
    ...atLeast(measures.talk, call.talk_ms),
    ...atLeast(measures.hold, call.hold_ms),
    ...call.agents.map((agent) => term('agent', agent)),
    ...threesOf(call.number_digits),
    ...[call.note, ...call.notes].flatMap(wordsOf).map((word) => term('word', word)),
    ...call.labels.map(({ kind, value }) => term(kind, value)),
    ...call.evaluations.map(({ evaluator }) => term('eval', evaluator)),
    ...call.evaluations.flatMap(({ score }) => scoreTerms(score)),
    ...(call.legalHold ? ['legalhold'] : []),
    ...(call.destinations.length > 0 ? ['published'] : []),
    ...call.destinations.map((one) => term('pub', one)),
    ...[...call.keys].map((key) => term('key', keyName(key))),
    ...call.steps.flatMap((step) => [
      term('flow', step.flow),
      term('version', step.version),
      term('step', step.step),
      ...(step.exit === null ? [] : [term('exit', step.step, step.exit)]),
      ...[...step.keys].map((key) => term('at', step.step, keyName(key))),
    ]),
  ];
  return [...new Set(found)];
}

/** What a call must have to be looked at. */
export type Asked = {
  /** All of these. */
  readonly wanted: readonly string[];
  /** A term that begins so, for each. */
  readonly beginnings: readonly string[];
  /** One of these at least; null: whatever. */
  readonly oneOf: readonly string[] | null;
  /** None of these. */
  readonly unwanted: readonly string[];
};

/** What to ask the index for a search; null when it has no term, and everything is looked at. */
export function askedOf(search: CallSearch): Asked | null {
  const wanted: string[] = [];
  const unwanted: string[] = [];
  const is = (kind: string, value: string | number | undefined) => {
    if (value !== undefined) wanted.push(term(kind, value));
  };
  const flag = (name: string, value: boolean | undefined) => {
    if (value === true) wanted.push(name);
    if (value === false) unwanted.push(name);
  };
  const span = (kind: string, min: number | undefined, max: number | undefined) => {
    if (min === undefined && max === undefined) return;
    wanted.push(term(kind, marks.findLast((mark) => mark <= (min ?? 0)) ?? 0));
    const over = max === undefined ? undefined : marks.find((mark) => mark > max);
    if (over !== undefined) unwanted.push(term(kind, over));
  };
  is('dir', search.direction);
  is('srv', search.service);
  is('q', search.queue);
  is('r', search.result);
  is('by', search.endedBy);
  is('why', search.reason);
  is('cause', search.cause);
  is('out', search.outcome);
  is('left', search.leftIn);
  is('rec', search.recording);
  is('consent', search.consent);
  is('agent', search.agent);
  is('tag', search.tag);
  is('ticket', search.ticket);
  is('eval', search.evaluator);
  is('pub', search.destination);
  flag('legalhold', search.legalHold);
  flag('published', search.published);
  // One of several may be worse than asked for: an upper bound is looked at in the rows alone.
  if (search.minScore !== undefined || search.maxScore !== undefined)
    wanted.push(term('score', Math.floor((search.minScore ?? 0) / SCORE_STEP) * SCORE_STEP));
  is('flow', search.flow);
  is('version', search.version);
  is('step', search.step);
  if (search.exit !== undefined && search.step !== undefined) wanted.push(term('exit', search.step, search.exit));
  for (const key of search.key ?? '')
    wanted.push(search.step === undefined ? term('key', keyName(key)) : term('at', search.step, keyName(key)));
  flag('recorded', search.recorded);
  flag('transferred', search.transferred);
  flag(term(measures.hold, 0), search.held);
  const missed = marks.findLast((mark) => mark > 0 && mark <= (search.missed ?? 0));
  if (missed !== undefined) is('missed', missed);
  span(measures.duration, search.minDuration, search.maxDuration);
  span(measures.wait, search.minWait, search.maxWait);
  span(measures.talk, search.minTalk, search.maxTalk);
  span(measures.hold, search.minHold, search.maxHold);
  wanted.push(...threesOf((search.number ?? '').replace(/\D/g, '')));
  const beginnings = wordsOf(search.text ?? '').map((word) => term('word', word));
  const oneOf = hoursOf(search);
  if (wanted.length + beginnings.length + unwanted.length === 0 && oneOf === null) return null;
  return { wanted: [...new Set(wanted)], beginnings, oneOf, unwanted };
}

function hoursOf({ hourFrom, hourTo }: CallSearch): readonly string[] | null {
  const from = hourFrom === undefined ? 0 : minuteOf(hourFrom);
  const to = hourTo === undefined ? 24 * 60 : minuteOf(hourTo);
  const within = (hour: number) => {
    const [first, last] = [hour * 60, hour * 60 + 59];
    return from <= to ? last >= from && first < to : last >= from || first < to;
  };
  const hours = Array.from({ length: 24 }, (_, hour) => hour).filter(within);
  return hours.length === 24 ? null : hours.map((hour) => term('hour', hour));
}

export function minuteOf(clock: string): number {
  const [hour = '0', minute = '0'] = clock.split(':');
  return Number(hour) * 60 + Number(minute);
}
