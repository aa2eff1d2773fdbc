import type { Recorded } from './event.ts';
import { evolveAgent } from './evolve-agent.ts';
import { evolveCall } from './evolve-call.ts';
import { evolveQueue } from './evolve-queue.ts';
import type { World } from './world.ts';

/** Folds one event into the world, in place. The only function that changes a world; it knows no site and no clock. */
export function evolve(world: World, recorded: Recorded): void {
  const { event, at } = recorded;
  world.seq = recorded.seq;
  if (event.type === 'asterisk-lost') world.telephony = false;
  if (event.type === 'asterisk-found') {
    world.telephony = true;
    world.asteriskStartedAt = event.startedAt;
  }
  evolveQueue(world, event, at);
  evolveCall(world, event, at);
  evolveAgent(world, event, at);
}
