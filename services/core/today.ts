import type { QueueId } from './ids.ts';
import type { QueueDay, World } from './world.ts';

/** A queue's figures before the first call of a day. */
export function emptyDay(day: string): QueueDay {
  return {
    day,
    offered: 0,
    answered: 0,
    answeredWithin: 0,
    abandoned: 0,
    shortAbandoned: 0,
    voicemail: 0,
    overflowed: 0,
    moved: 0,
    callbacks: 0,
    waitMs: 0,
    talks: 0,
    talkMs: 0,
  };
}

/** Counts on the day to which the call belongs: the one on which it was offered. An older day's late facts are left to the reports. */
export function countToday(
  world: World,
  queueId: QueueId,
  day: string,
  to: (today: QueueDay) => Partial<QueueDay>,
): void {
  const known = world.today.get(queueId);
  if (known && known.day > day) return;
  const today = known?.day === day ? known : emptyDay(day);
  world.today.set(queueId, Object.assign({ ...today }, to(today)));
}
