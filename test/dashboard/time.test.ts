import { describe, expect, it } from 'vitest';
import { clockText, offsetText, secondsLeft } from '../../dashboard/src/format/time.ts';
import { dateIn, endOfDate, momentIn, startOfDate } from '../../dashboard/src/format/zone.ts';

describe('times as people read them', () => {
  it.each([
    [-1, '0:00'],
    [999, '0:00'],
    [61_000, '1:01'],
    [3_599_999, '59:59'],
    [3_600_000, '1:00:00'],
    [36_061_000, '10:01:01'],
  ])('%i ms is %s', (ms, text) => expect(clockText(ms)).toBe(text));

  it('rounds the seconds left up, and never below zero', () => {
    expect(secondsLeft(10_000, 8_500)).toBe(2);
    expect(secondsLeft(10_000, 10_000)).toBe(0);
    expect(secondsLeft(10_000, 12_000)).toBe(0);
  });

  it('tells an offset with tenths, before the start too', () => {
    expect(offsetText(62_340)).toBe('1:02.3');
    expect(offsetText(-1_250)).toBe('−0:01.2');
  });
});

describe('dates of the site', () => {
  const hour = 3_600_000;

  it('begin and end at its midnight, not at this machine’s', () => {
    expect(startOfDate('2026-11-22', 'Europe/Madrid')).toBe(Date.UTC(2026, 10, 21, 23));
    expect(endOfDate('2026-11-22', 'Europe/Madrid')).toBe(Date.UTC(2026, 10, 22, 23));
    expect(startOfDate('2026-11-22', 'America/Lima')).toBe(Date.UTC(2026, 10, 22, 5));
  });

  it('have 23 or 25 hours when the clocks change', () => {
    const length = (date: string) => endOfDate(date, 'Europe/Madrid') - startOfDate(date, 'Europe/Madrid');
    expect(length('2026-03-29')).toBe(23 * hour);
    expect(length('2026-10-25')).toBe(25 * hour);
  });

  it('are those of the site at any moment', () => {
    expect(dateIn('Europe/Madrid', Date.UTC(2026, 10, 21, 23, 30))).toBe('2026-11-22');
    expect(dateIn('America/Lima', Date.UTC(2026, 10, 22, 4, 30))).toBe('2026-11-21');
  });
});

describe('momentIn', () => {
  it('is the hour of that zone, whatever the clock of this device', () => {
    expect(momentIn('2026-07-01', '09:30', 'Europe/Madrid')).toBe(Date.parse('2026-07-01T07:30:00Z'));
    expect(momentIn('2026-12-01', '09:30', 'Atlantic/Canary')).toBe(Date.parse('2026-12-01T09:30:00Z'));
  });

  it('is nothing while one of them is not written', () => {
    expect(momentIn('2026-07-01', '', 'Europe/Madrid')).toBe(null);
    expect(momentIn('', '09:30', 'Europe/Madrid')).toBe(null);
  });
});
