import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../../support/story.ts';
import { callerFleet, channelsOf } from '../support/rig.ts';
import type { RecorderScene } from './scene.ts';
import { spent, type Usage } from './usage.ts';

/** New calls in a second while a round fills. */
const RATE = 40;
/** After the last is connected: nothing of its beginning is in the figures of the time in which all talk. */
const SETTLE_MS = 1_500;
const PROBE_EVERY_MS = 100;
const DRAIN_MS = 60_000;

export type Round = {
  readonly calls: number;
  /** Calls that SIPp counts as failed, or that never reached an agent. */
  readonly failed: number;
  /** Used while all talked, and how long that was; ms. */
  readonly talking: Usage;
  readonly talkingMs: number;
  /** Used from before the first call until Asterisk was empty. */
  readonly whole: Usage;
  readonly wholeMs: number;
  /** How long the controller took to answer a request of the page, while all talked; ms. */
  readonly answers: readonly number[];
  /** Numbers of the journal before the round and after it. */
  readonly from: number;
  readonly to: number;
};

/** So many calls at once, all with sound both ways, for `holdMs`; then all have ended. */
export async function round(
  scene: RecorderScene,
  line: string,
  calls: number,
  holdMs: number,
  asks: 'asks' | 'is quiet' = 'asks',
): Promise<Round> {
  const { ours, journal } = scene;
  const from = journal.last();
  const began = Date.now();
  const start = scene.usage();
  // As many seconds as the slowest beginning takes, so that nobody leaves before the time is over.
  const stay = holdMs + (calls / RATE) * 1000 + 4_000;
  const callers = await callerFleet(
    ours,
    { stay },
    { line, rate: RATE, limit: calls, calls, sound: scene.callerSound },
  );
  try {
    const connected = () => journal.since(from).filter(({ event }) => event.type === 'call-connected').length;
    await until(`${calls} conversations`, () => connected() === calls, stay, 250).catch(() => undefined);
    await sleep(SETTLE_MS);
    const before = scene.usage(callers);
    const talkingFrom = performance.now();
    const answers: number[] = [];
    // A request costs the controller more than a call does in a second: where the cost is taken, nobody asks.
    if (asks === 'is quiet') await sleep(holdMs);
    while (performance.now() - talkingFrom < holdMs) {
      const asked = performance.now();
      await fetch(`${ours.house.url}/health`).then((answer) => answer.arrayBuffer());
      answers.push(performance.now() - asked);
      await sleep(PROBE_EVERY_MS);
    }
    const talkingMs = performance.now() - talkingFrom;
    const talking = spent(before, scene.usage(callers));
    const reached = connected();
    await Promise.race([callers.exited, sleep(stay + DRAIN_MS, null, { ref: false })]);
    const callersMs = talking.telephones;
    await until('an Asterisk without channels', async () => (await channelsOf(ours)) === 0);
    const { succeeded } = callers.counts;
    // Of the callers' process nothing is known once it has ended: its share is told for the time in which all talked.
    const whole = { ...spent(start, scene.usage()), telephones: callersMs };
    return {
      calls,
      failed: calls - Math.min(succeeded, reached),
      talking,
      talkingMs,
      whole,
      wholeMs: Date.now() - began,
      answers,
      from,
      to: journal.last(),
    };
  } finally {
    await callers.close();
  }
}
