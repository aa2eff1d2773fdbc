import { setTimeout as sleep } from 'node:timers/promises';
import type { Caller } from '../../../config/demo-site/telephones/caller.ts';
import { until } from '../../support/story.ts';
import { type ConsentHouse, TONES } from './house.ts';
import type { Done, Made } from './ways.ts';

/** There is one agent for call-backs: one at a time. */
let before: Promise<unknown> = Promise.resolve();

/**
 * The caller waits in the queue, asks to be called back, and is: the call-back is another call, in which nothing is kept
 * until the agent notes the consent. Resolves with both.
 */
export function callbackWay(
  scene: ConsentHouse,
  caller: Caller,
  of: { readonly id: string; readonly recorded: boolean },
  done: Done,
): Promise<readonly Made[]> {
  const made = before.then(() => oneCallback(scene, caller, of, done));
  before = made.catch(() => undefined);
  return made;
}

async function oneCallback(
  { backAgent, farEnd, next, last, all }: ConsentHouse,
  caller: Caller,
  { id, recorded }: { readonly id: string; readonly recorded: boolean },
  done: Done,
): Promise<readonly Made[]> {
  await caller.press('4');
  const { seq } = await next(id, 'queue-entered');
  await caller.press('9');
  await next(id, 'step-entered', seq);
  await caller.press('1');
  await caller.ended;
  const { callId: back, number } = await until(
    `the call-back of ${id}`,
    () => all('callback-requested').find(({ event }) => event.originId === id)?.event,
  );
  await backAgent.person.command({ name: 'set-availability', availability: { kind: 'available' } });
  await next(back, 'call-connected');
  await sleep(500);
  await backAgent.rest();
  farEnd.toneTo(number, TONES.outside);
  await sleep(250);
  await backAgent.person.command({ name: 'give-consent', basis: 'spoken', note: 'dicho al descolgar' });
  await next(back, 'recording-started');
  await sleep(700);
  const after = last();
  await backAgent.person.command({ name: 'hang-up' });
  await next(back, 'call-ended', after);
  await backAgent.desk.until('nothing to do', ({ call }) => call === null);
  done.callbacks += 1;
  return [
    { id, recorded, parts: 1, outside: null },
    { id: back, recorded: true, parts: 1, outside: 'left' },
  ];
}
