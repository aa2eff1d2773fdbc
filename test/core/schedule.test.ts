import { describe, expect, it } from 'vitest';
import { dayOf, isOpen, localTime, type OpeningHours } from '../../services/core/schedule.ts';
import { demoSurroundings, Scene } from '../support/scene.ts';

const office: OpeningHours = {
  timeZone: 'Europe/Madrid',
  week: { mon: ['09:00-14:00', '16:00-19:00'], fri: ['09:00-24:00'] },
  holidays: ['2026-11-09'],
};
/** Madrid is one hour ahead of UTC in November, two in July. */
const madrid = (day: number, hour: number, minute = 0) => Date.UTC(2026, 10, day, hour - 1, minute);

describe('opening hours', () => {
  it.each([
    ['before the first span', madrid(2, 8, 59), false],
    ['at its first minute', madrid(2, 9), true],
    ['at its end', madrid(2, 14), false],
    ['in the second span', madrid(2, 18, 59), true],
    ['on a day that is not listed', madrid(3, 10), false],
    ['on a holiday', madrid(9, 10), false],
    ['in the last minute before midnight', madrid(6, 23, 59), true],
    ['in the same clock hour of summer', Date.UTC(2026, 6, 6, 7, 0), true],
  ])('%s', (_when, at, open) => {
    expect(isOpen(office, at)).toBe(open);
  });

  it('reads the wall clock of the zone on the day on which it changes', () => {
    expect(localTime(Date.UTC(2026, 9, 25, 0, 30), 'Europe/Madrid')).toEqual({
      date: '2026-10-25',
      weekday: 'sun',
      minute: 150,
    });
    expect(localTime(Date.UTC(2026, 9, 25, 1, 30), 'Europe/Madrid')).toEqual({
      date: '2026-10-25',
      weekday: 'sun',
      minute: 150,
    });
  });
});

describe('a day', () => {
  it('has its first and its last instant, on days of 23, 24 and 25 hours', () => {
    const hours = (iso: string) => {
      const now = Date.parse(iso);
      const { date, startsAt, endsAt } = dayOf(now, 'Europe/Madrid');
      expect(localTime(startsAt, 'Europe/Madrid')).toMatchObject({ date, minute: 0 });
      expect(localTime(startsAt - 1, 'Europe/Madrid').date < date).toBe(true);
      expect(localTime(endsAt - 1, 'Europe/Madrid').date).toBe(date);
      expect(localTime(endsAt, 'Europe/Madrid').date > date).toBe(true);
      return (endsAt - startsAt) / 3_600_000;
    };
    expect(hours('2026-03-29T10:00:00Z')).toBe(23);
    expect(hours('2026-11-04T10:00:00Z')).toBe(24);
    expect(hours('2026-10-25T22:59:59Z')).toBe(25);
    // Back again: what was kept of a later day is not taken for an earlier one.
    expect(dayOf(Date.parse('2026-03-28T10:00:00Z'), 'Europe/Madrid').date).toBe('2026-03-28');
  });
});

describe('a call outside the hours', () => {
  it('is told so and may leave a message', () => {
    const surroundings = demoSurroundings((site) => ({
      ...site,
      services: site.services.map((service) => ({ ...service, hours: { ...office, week: {} } })),
    }));
    const scene = new Scene(surroundings);
    scene.signIn('ana');
    scene.ring('c1');
    scene.pass(1);
    scene.promptEnds('c1');
    scene.press('c1', '1', '1');
    expect(scene.call('c1').path.at(-1)).toMatchObject({ step: 'closed' });
    scene.promptEnds('c1');
    scene.promptEnds('c1');
    expect(scene.call('c1').voicemail).toBe('recording');
    expect(scene.types()).not.toContain('queue-entered');
  });
});
