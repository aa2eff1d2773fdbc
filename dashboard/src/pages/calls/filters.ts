import type { Consent } from '../../../../services/core/call.ts';
import type { CallResult, Side } from '../../../../services/core/event.ts';
import type { CallSearch, RecordingState } from '../../../../services/http/protocol.ts';
import { dateIn, endOfDate, startOfDate } from '../../format/zone.ts';

/** What the page's address holds: the search as a person gave it. All are texts; '' is "any". */
export type Filters = {
  readonly number: string;
  /** Dates of the site's time zone, `YYYY-MM-DD`. */
  readonly from: string;
  readonly to: string;
  readonly hourFrom: string;
  readonly hourTo: string;
  readonly service: string;
  readonly queue: string;
  readonly agent: string;
  readonly direction: string;
  readonly result: string;
  readonly recorded: string;
  readonly minDuration: string;
  readonly maxDuration: string;
  /** Days up to now instead of dates: `1` is today. A search that is kept stays fresh by it. */
  readonly days: string;
  readonly recording: string;
  /** Seconds. */
  readonly minWait: string;
  readonly maxWait: string;
  readonly minTalk: string;
  readonly minHold: string;
  /** `yes`, `no`. */
  readonly held: string;
  readonly transferred: string;
  readonly missed: string;
  readonly consent: string;
  readonly endedBy: string;
  readonly cause: string;
  readonly outcome: string;
  readonly text: string;
  /** One passage of a step of a flow. */
  readonly flow: string;
  readonly version: string;
  readonly step: string;
  readonly exit: string;
  readonly key: string;
  readonly leftIn: string;
  readonly tag: string;
  readonly ticket: string;
  /** Of a hundred. */
  readonly minScore: string;
  readonly maxScore: string;
  readonly evaluator: string;
  readonly legalHold: string;
  readonly published: string;
};

export const noFilters: Filters = {
  number: '',
  from: '',
  to: '',
  hourFrom: '',
  hourTo: '',
  service: '',
  queue: '',
  agent: '',
  direction: '',
  result: '',
  recorded: '',
  minDuration: '',
  maxDuration: '',
  days: '',
  recording: '',
  minWait: '',
  maxWait: '',
  minTalk: '',
  minHold: '',
  held: '',
  transferred: '',
  missed: '',
  consent: '',
  endedBy: '',
  cause: '',
  outcome: '',
  text: '',
  flow: '',
  version: '',
  step: '',
  exit: '',
  key: '',
  leftIn: '',
  tag: '',
  ticket: '',
  minScore: '',
  maxScore: '',
  evaluator: '',
  legalHold: '',
  published: '',
};

/** In the order of the address, which is that of the chips. */
export const filterNames = Object.keys(noFilters) as (keyof Filters)[];

export function readFilters(parameters: URLSearchParams): Filters {
  const read = Object.fromEntries(filterNames.map((name) => [name, parameters.get(name) ?? '']));
  return { ...noFilters, ...read };
}

/** Only what is set, so that an address stays short enough to send to somebody. */
export function writeFilters(filters: Filters): URLSearchParams {
  const set = filterNames.filter((name) => filters[name] !== '');
  return new URLSearchParams(set.map((name): [string, string] => [name, filters[name]]));
}

export function countFilters(filters: Filters): number {
  return filterNames.filter((name) => filters[name] !== '').length;
}

export const results = [
  'answered',
  'abandoned',
  'voicemail',
  'menu',
  'callback',
  'callback-failed',
] as const satisfies readonly CallResult[];

export const recordingStates = ['recording', 'ended', 'sealed', 'failed'] as const satisfies readonly RecordingState[];
export const consents = ['unknown', 'asked', 'given', 'refused', 'withdrawn'] as const satisfies readonly Consent[];
export const sides = ['caller', 'agent', 'system'] as const satisfies readonly Side[];
const directions = ['inbound', 'outbound', 'callback'] as const;

/** The search as the server takes it. What an address typed by hand got wrong is left out. */
export function searchOf(filters: Filters, timeZone: string, now: number): CallSearch {
  return {
    ...whenOf(filters, timeZone, now),
    ...whoOf(filters),
    ...lengthsOf(filters),
    ...recordingOf(filters),
    ...wayOf(filters),
  };
}

function whenOf(filters: Filters, timeZone: string, now: number): CallSearch {
  const date = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text);
  const hour = (text: string) => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
  const days = /^\d{1,3}$/.test(filters.days) && filters.days !== '0' ? Number(filters.days) : null;
  return {
    ...(filters.number.trim() === '' ? {} : { number: filters.number.trim() }),
    ...(days === null ? {} : { from: startOfDate(dateIn(timeZone, now - (days - 1) * dayMs), timeZone) }),
    ...(date(filters.from) ? { from: startOfDate(filters.from, timeZone) } : {}),
    ...(date(filters.to) ? { to: endOfDate(filters.to, timeZone) } : {}),
    ...(hour(filters.hourFrom) ? { hourFrom: filters.hourFrom } : {}),
    ...(hour(filters.hourTo) ? { hourTo: filters.hourTo } : {}),
  };
}

const dayMs = 86_400_000;

function whoOf(filters: Filters): CallSearch {
  return {
    ...given('service', filters.service),
    ...given('queue', filters.queue),
    ...given('agent', filters.agent),
    ...oneOf('direction', filters.direction, directions),
    ...oneOf('result', filters.result, results),
    ...oneOf('endedBy', filters.endedBy, sides),
    ...(/^\d{1,3}$/.test(filters.cause) && Number(filters.cause) <= 127 ? { cause: Number(filters.cause) } : {}),
    ...given('outcome', filters.outcome),
    ...given('text', filters.text.trim()),
    ...yesNo('transferred', filters.transferred),
    ...(/^[1-9]\d{0,2}$/.test(filters.missed) ? { missed: Number(filters.missed) } : {}),
  };
}

function recordingOf(filters: Filters): CallSearch {
  return {
    ...yesNo('recorded', filters.recorded),
    ...oneOf('recording', filters.recording, recordingStates),
    ...oneOf('consent', filters.consent, consents),
    ...given('tag', filters.tag.trim()),
    ...given('ticket', filters.ticket.trim()),
    ...seconds('minScore', filters.minScore),
    ...seconds('maxScore', filters.maxScore),
    ...given('evaluator', filters.evaluator),
    ...yesNo('legalHold', filters.legalHold),
    ...yesNo('published', filters.published),
  };
}

function lengthsOf(filters: Filters): CallSearch {
  return {
    ...seconds('minDuration', filters.minDuration),
    ...seconds('maxDuration', filters.maxDuration),
    ...seconds('minWait', filters.minWait),
    ...seconds('maxWait', filters.maxWait),
    ...seconds('minTalk', filters.minTalk),
    ...seconds('minHold', filters.minHold),
    ...yesNo('held', filters.held),
  };
}

function wayOf(filters: Filters): CallSearch {
  return {
    ...given('flow', filters.flow),
    ...given('version', filters.version),
    ...given('step', filters.step),
    ...given('exit', filters.exit),
    ...(/^[0-9A-D*#•]{1,32}$/.test(filters.key) ? { key: filters.key } : {}),
    ...given('leftIn', filters.leftIn),
  };
}

const given = <N extends keyof CallSearch>(name: N, text: string): CallSearch => (text === '' ? {} : { [name]: text });

function oneOf<N extends keyof CallSearch>(name: N, text: string, some: readonly string[]): CallSearch {
  return some.includes(text) ? { [name]: text } : {};
}

const yesNo = <N extends keyof CallSearch>(name: N, text: string): CallSearch =>
  text === 'yes' || text === 'no' ? { [name]: text === 'yes' } : {};

function seconds<N extends keyof CallSearch>(name: N, text: string): CallSearch {
  return text !== '' && Number.isFinite(Number(text)) && Number(text) >= 0 ? { [name]: Number(text) } : {};
}

export function queryText(search: CallSearch): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) if (value !== undefined) parameters.set(name, String(value));
  return parameters.toString();
}
