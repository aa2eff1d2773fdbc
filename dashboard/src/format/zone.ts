import dayjs from 'dayjs';
import timezone from 'dayjs/plugin/timezone.js';
import utc from 'dayjs/plugin/utc.js';

dayjs.extend(utc);
dayjs.extend(timezone);

/** The first moment of a date (`2026-11-22`) in a time zone, ms since the epoch. */
export function startOfDate(date: string, timeZone: string): number {
  return dayjs.tz(`${date} 00:00`, timeZone).valueOf();
}

/** The moment after the last of a date: days of 23 and 25 hours included. */
export function endOfDate(date: string, timeZone: string): number {
  return startOfDate(dayjs(date).add(1, 'day').format('YYYY-MM-DD'), timeZone);
}

/** Today's date in a time zone. */
export function dateIn(timeZone: string, now: number): string {
  return dayjs(now).tz(timeZone).format('YYYY-MM-DD');
}

/** A date and an hour (`14:30`) of a time zone, ms since the epoch; null while one of them is not written. */
export function momentIn(date: string, hour: string, timeZone: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || !/^\d{2}:\d{2}/.test(hour)) return null;
  return dayjs.tz(`${date} ${hour.slice(0, 5)}`, timeZone).valueOf();
}
