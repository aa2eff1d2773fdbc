/** Opening hours of a service, in the service's own time zone. */
export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';

export type OpeningHours = {
  /** IANA name, such as `Europe/Madrid`. */
  readonly timeZone: string;
  /** Spans `HH:MM-HH:MM`; an end of `24:00` is midnight. A day that is not listed is closed. */
  readonly week: Readonly<Partial<Record<Weekday, readonly string[]>>>;
  /** Local dates `YYYY-MM-DD` on which the service is closed. */
  readonly holidays: readonly string[];
};

const weekdays: Readonly<Record<string, Weekday>> = {
  Mon: 'mon',
  Tue: 'tue',
  Wed: 'wed',
  Thu: 'thu',
  Fri: 'fri',
  Sat: 'sat',
  Sun: 'sun',
};

/** Wall-clock reading of an instant in a time zone. */
export type LocalTime = { readonly date: string; readonly weekday: Weekday; readonly minute: number };

/**
 * Reads an instant (ms since the epoch) as the wall clock of a time zone.
 * @throws RangeError when the time zone has no such name.
 */
export function localTime(now: number, timeZone: string): LocalTime {
  const minute = Math.floor(now / 60_000);
  const known = lastRead.get(timeZone);
  if (known?.minute === minute) return known.local;
  const local = readClock(now, formatOf(timeZone));
  lastRead.set(timeZone, { minute, local });
  return local;
}

/** Reading a clock takes a third of a millisecond, and every call does: the last minute read in each zone is kept. */
const lastRead = new Map<string, { readonly minute: number; readonly local: LocalTime }>();
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  formats.set(timeZone, made);
  return made;
}

function readClock(now: number, format: Intl.DateTimeFormat): LocalTime {
  const parts = format.formatToParts(now);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return {
    date: `${part('year')}-${part('month')}-${part('day')}`,
    weekday: weekdays[part('weekday')] ?? 'mon',
    minute: Number(part('hour')) * 60 + Number(part('minute')),
  };
}

const toMinute = (clock: string) => {
  const [hours = '0', minutes = '0'] = clock.split(':');
  return Number(hours) * 60 + Number(minutes);
};

/** Whether a service is open at an instant (ms since the epoch). */
export function isOpen(hours: OpeningHours, now: number): boolean {
  const local = localTime(now, hours.timeZone);
  if (hours.holidays.includes(local.date)) return false;
  return (hours.week[local.weekday] ?? []).some((span) => {
    const [from = '', to = ''] = span.split('-');
    return local.minute >= toMinute(from) && local.minute < toMinute(to);
  });
}

/** How far ahead a next opening is looked for, in days: over any holidays. */
const openingWithin = 60;

/**
 * The instant itself when it is open then, or else the next opening (ms since the epoch); the instant itself again when
 * there is none for weeks.
 */
export function nextOpening(hours: OpeningHours, from: number): number {
  if (isOpen(hours, from)) return from;
  let day = dayOf(from, hours.timeZone);
  for (let ahead = 0; ahead < openingWithin; ahead += 1) {
    const { startsAt } = day;
    const openings = (hours.week[localTime(startsAt, hours.timeZone).weekday] ?? [])
      .map((span) => {
        const minute = toMinute(span.split('-')[0] ?? '');
        const at = startsAt + minute * 60_000;
        // A day on which the clock was changed: by as much as the clock is off.
        return at + (minute - localTime(at, hours.timeZone).minute) * 60_000;
      })
      .filter((at) => at > from && isOpen(hours, at));
    if (openings.length > 0) return Math.min(...openings);
    day = dayOf(day.endsAt, hours.timeZone);
  }
  return from;
}

type Day = { readonly date: string; readonly startsAt: number; readonly endsAt: number };
const days = new Map<string, Day>();

/**
 * The local date at an instant (ms since the epoch), with its first instant and the first of the next: days have 23, 24
 * or 25 hours. The answer of each zone is kept while it holds, because reading a wall clock is slow.
 * @throws RangeError when the time zone has no such name.
 */
export function dayOf(now: number, timeZone: string): Day {
  const known = days.get(timeZone);
  if (known && now >= known.startsAt && now < known.endsAt) return known;
  const { date } = localTime(now, timeZone);
  const day = { date, startsAt: edge(now, timeZone, date, -1), endsAt: edge(now, timeZone, date, 1) };
  days.set(timeZone, day);
  return day;
}

/** The first instant of the date (`direction` -1) or the first after it (1), to the minute. */
function edge(now: number, timeZone: string, date: string, direction: 1 | -1): number {
  const minute = 60_000;
  const onDate = (at: number) => localTime(at, timeZone).date === date;
  let inside = Math.floor(now / minute);
  let outside = inside + direction * 26 * 60;
  while (Math.abs(outside - inside) > 1) {
    const middle = Math.trunc((inside + outside) / 2);
    if (onDate(middle * minute)) inside = middle;
    else outside = middle;
  }
  return (direction === 1 ? outside : inside) * minute;
}
