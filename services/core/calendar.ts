import { type LocalTime, localTime, type OpeningHours } from './schedule.ts';
import type { LocalText } from './site.ts';

/** Holidays of a region. A day is `YYYY-MM-DD`, `MM-DD` of every year, or so many days from Easter Sunday: `easter-2`. */
export type Holidays = { readonly id: string; readonly name: LocalText; readonly days: readonly string[] };

/** *Calendar*: when something is open, on its own clock. */
export type Calendar = {
  readonly id: string;
  readonly name: LocalText;
  readonly timeZone: string;
  readonly week: OpeningHours['week'];
  /** Regions whose holidays are kept. */
  readonly regions: readonly string[];
  /** Days that are otherwise than the week and the holidays say; none open: closed all day. */
  readonly exceptions: readonly { readonly date: string; readonly open: readonly string[] }[];
};

export type CalendarState = 'open' | 'closed' | 'holiday';

/** How a calendar stands at an instant (ms since the epoch). `holiday`: closed because it is one. */
export function calendarAt(calendar: Calendar, holidays: readonly Holidays[], now: number): CalendarState {
  const local = localTime(now, calendar.timeZone);
  const exception = calendar.exceptions.find(({ date }) => date === local.date);
  if (exception) return isWithin(exception.open, local) ? 'open' : 'closed';
  const kept = holidays.filter(({ id }) => calendar.regions.includes(id));
  if (kept.some(({ days }) => days.some((day) => isDay(day, local.date)))) return 'holiday';
  return isWithin(calendar.week[local.weekday] ?? [], local) ? 'open' : 'closed';
}

const toMinute = (clock: string) => {
  const [hours = '0', minutes = '0'] = clock.split(':');
  return Number(hours) * 60 + Number(minutes);
};

function isWithin(spans: readonly string[], { minute }: LocalTime): boolean {
  return spans.some((span) => {
    const [from = '', to = ''] = span.split('-');
    return minute >= toMinute(from) && minute < toMinute(to);
  });
}

/** How a day of a holiday list is written. */
export const dayPattern = /^(\d{4}-\d{2}-\d{2}|\d{2}-\d{2}|easter([+-]\d{1,2})?)$/;

function isDay(written: string, date: string): boolean {
  if (!written.startsWith('easter')) return written === date || written === date.slice(5);
  const year = Number(date.slice(0, 4));
  const away = Number(written.slice('easter'.length) || '0');
  return new Date(easterSunday(year) + away * 86_400_000).toISOString().slice(0, 10) === date;
}

/** Easter Sunday of the Gregorian calendar (ms since the epoch, UTC): Butcher's method, Nature 1876. */
export function easterSunday(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3);
  const h = (19 * a + d + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return Date.UTC(year, Math.floor(n / 31) - 1, (n % 31) + 1);
}
