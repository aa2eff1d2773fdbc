import type { CallResult } from '../../../../services/core/event.ts';
import type { CallSearch } from '../../../../services/http/protocol.ts';
import { endOfDate, startOfDate } from '../../format/zone.ts';

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
};

const names = Object.keys(noFilters) as (keyof Filters)[];

export function readFilters(parameters: URLSearchParams): Filters {
  const read = Object.fromEntries(names.map((name) => [name, parameters.get(name) ?? '']));
  return { ...noFilters, ...read };
}

/** Only what is set, so that an address stays short enough to send to somebody. */
export function writeFilters(filters: Filters): URLSearchParams {
  const set = names.filter((name) => filters[name] !== '');
  return new URLSearchParams(set.map((name): [string, string] => [name, filters[name]]));
}

export function countFilters(filters: Filters): number {
  return names.filter((name) => filters[name] !== '').length;
}

export const results = [
  'answered',
  'abandoned',
  'voicemail',
  'menu',
  'callback',
  'callback-failed',
] as const satisfies readonly CallResult[];

/** The search as the server takes it. What an address typed by hand got wrong is left out. */
export function searchOf(filters: Filters, timeZone: string): CallSearch {
  const date = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text);
  const hour = (text: string) => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
  const seconds = (text: string) => text !== '' && Number.isFinite(Number(text)) && Number(text) >= 0;
  const result = results.find((one) => one === filters.result);
  return {
    ...(filters.number.trim() === '' ? {} : { number: filters.number.trim() }),
    ...(date(filters.from) ? { from: startOfDate(filters.from, timeZone) } : {}),
    ...(date(filters.to) ? { to: endOfDate(filters.to, timeZone) } : {}),
    ...(hour(filters.hourFrom) ? { hourFrom: filters.hourFrom } : {}),
    ...(hour(filters.hourTo) ? { hourTo: filters.hourTo } : {}),
    ...(filters.service === '' ? {} : { service: filters.service }),
    ...(filters.queue === '' ? {} : { queue: filters.queue }),
    ...(filters.agent === '' ? {} : { agent: filters.agent }),
    ...(filters.direction === 'inbound' || filters.direction === 'outbound' ? { direction: filters.direction } : {}),
    ...(result === undefined ? {} : { result }),
    ...(filters.recorded === 'yes' || filters.recorded === 'no' ? { recorded: filters.recorded === 'yes' } : {}),
    ...(seconds(filters.minDuration) ? { minDuration: Number(filters.minDuration) } : {}),
    ...(seconds(filters.maxDuration) ? { maxDuration: Number(filters.maxDuration) } : {}),
  };
}

export function queryText(search: CallSearch): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) if (value !== undefined) parameters.set(name, String(value));
  return parameters.toString();
}
