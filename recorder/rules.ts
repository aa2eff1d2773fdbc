import type { RuleHours } from '../config/publication-schema.ts';
import type { PublicationRule, SiteFile } from '../config/site.ts';
import { localTime, type Weekday } from '../services/core/schedule.ts';
import type { CallRow } from '../services/http/protocol.ts';

/** What rules look at. */
export type RuleFacts = Pick<CallRow, 'serviceId' | 'queueId' | 'outcome' | 'result' | 'rangAt'>;

const MINUTE_MS = 60_000;
const WEEK_MINUTES = 7 * 24 * 60;
const days: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** Destinations that the site's rules name for a recording, each with the rule that holds there: the first that fits. */
export function rulesFor(site: SiteFile, facts: RuleFacts): readonly PublicationRule[] {
  const first = new Map<string, PublicationRule>();
  for (const rule of site.publication) {
    if (!first.has(rule.destination) && fits(site, rule, facts)) first.set(rule.destination, rule);
  }
  return [...first.values()].filter((rule) => site.destinations.some((one) => one.id === rule.destination));
}

/** The rule for one destination; the sealed file as it is where no rule names it, as when somebody asks for a copy. */
export function ruleOf(site: SiteFile, facts: RuleFacts, destination: string): PublicationRule {
  return rulesFor(site, facts).find((rule) => rule.destination === destination) ?? { destination };
}

/** Whether a rule waits for what is known only after the call. */
export const isLate = (rule: PublicationRule) => rule.outcomes !== undefined || rule.results !== undefined;

function fits(site: SiteFile, rule: PublicationRule, facts: RuleFacts): boolean {
  const among = (list: readonly string[] | undefined, value: string | null) =>
    list === undefined || (value !== null && list.includes(value));
  return (
    among(rule.services, facts.serviceId) &&
    among(rule.queues, facts.queueId) &&
    among(rule.outcomes, facts.outcome) &&
    among(rule.results, facts.result) &&
    (rule.called === undefined || isWithin(rule.called, facts.rangAt, zoneOf(site, facts.serviceId)))
  );
}

/** The clock that a service's rules go by. */
export function zoneOf(site: SiteFile, serviceId: string): string {
  return site.services.find((one) => one.id === serviceId)?.hours.timeZone ?? 'UTC';
}

/** Whether an instant (ms since the epoch) lies within the hours, by the clock of a time zone. */
export function isWithin(hours: RuleHours, at: number, timeZone: string): boolean {
  const { weekday, minute } = localTime(at, timeZone);
  const yesterday = days[(days.indexOf(weekday) + 6) % 7] ?? 'mon';
  const takes = (day: Weekday) => hours.days === undefined || hours.days.includes(day);
  return (hours.hours ?? ['00:00-24:00']).some((span) => {
    const [from = 0, to = 0] = span.split('-').map(minuteOf);
    if (from < to) return takes(weekday) && minute >= from && minute < to;
    // Past midnight: the evening of this day, or the morning after the day before.
    return (takes(weekday) && minute >= from) || (takes(yesterday) && minute < to);
  });
}

/** The next instant within the hours: now, or the full minute at which they begin again. */
export function nextWithin(hours: RuleHours, now: number, timeZone: string): number {
  if (isWithin(hours, now, timeZone)) return now;
  const minute = Math.floor(now / MINUTE_MS);
  for (let ahead = 1; ahead <= WEEK_MINUTES; ahead += 1) {
    const at = (minute + ahead) * MINUTE_MS;
    if (isWithin(hours, at, timeZone)) return at;
  }
  return now;
}

function minuteOf(clock: string): number {
  const [hours = '0', minutes = '0'] = clock.split(':');
  return Number(hours) * 60 + Number(minutes);
}
