import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../support/story.ts';
import { type Benchmark, type Spread, spreadOf } from './benchmark.ts';
import { startAppQueue } from './support/app-queue.ts';
import { arrivalsOf, messagesOf, releasesOf } from './support/messages.ts';
import { startOurs } from './support/ours.ts';
import { agentFleet, callerFleet, channelsOf, type Exchange } from './support/rig.ts';

const AGENTS = 20;
const WAITING = 20;
const ROUNDS = 3;
const TURN_MS = 20_000;
const WARM_UP_MS = 2_000;
const ARRIVALS_PER_SECOND = 10;
const NEVER_MS = 3_600_000;

type Times = { release: number[]; arrival: number[] };

/**
 * How long a free agent waits for the next call, and a call for a free agent; ours and `app_queue` in turns. SIPp
 * plays all telephones; the times are those at which it sent and received the messages, to the microsecond, all on
 * the clock of this machine.
 */
export const handoff: Benchmark = {
  name: 'handoff',
  what: 'ms from an agent’s BYE to the next INVITE there, and from a caller’s INVITE to the agent’s; ours and app_queue in turns',
  run: async () => {
    const ours = await startOurs(AGENTS, 12_000);
    const exchanges: Exchange[] = [ours];
    try {
      exchanges.push(await startAppQueue(AGENTS, 16_000));
      const times = new Map<string, Times>(exchanges.map(({ name }) => [name, { release: [], arrival: [] }]));
      await inTurns(exchanges, release, (name, values) => times.get(name)?.release.push(...values));
      await inTurns(exchanges, arrival, (name, values) => times.get(name)?.arrival.push(...values));
      const spreads = new Map([...times].map(([name, { release, arrival }]) => [name, spread(release, arrival)]));
      const calls = [...times.values()].reduce((sum, one) => sum + one.release.length + one.arrival.length, 0);
      return {
        table: [...times].flatMap(([name, { release, arrival }]) => [
          { exchange: name, 'ms from': 'agent’s BYE to next INVITE', calls: release.length, ...spreadOf(release) },
          { exchange: name, 'ms from': 'caller’s INVITE to agent’s', calls: arrival.length, ...spreadOf(arrival) },
        ]),
        json: { ours: spreads.get('ours'), app_queue: spreads.get('app_queue'), calls },
      };
    } finally {
      for (const one of exchanges) await one.close();
    }
  },
};

const spread = (release: readonly number[], arrival: readonly number[]): Record<string, Spread> => ({
  release_ms: spreadOf(release),
  arrival_ms: spreadOf(arrival),
});

async function inTurns(
  exchanges: readonly Exchange[],
  measure: (exchange: Exchange) => Promise<readonly number[]>,
  take: (name: string, values: readonly number[]) => void,
): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1)
    for (const exchange of exchanges) take(exchange.name, await measure(exchange));
}

/** Callers always wait; agents leave their conversations after a second or so. */
async function release(exchange: Exchange): Promise<readonly number[]> {
  const agents = await agentFleet(exchange, exchange.agents, { ring: 1, settle: 400, talk: 800 }, { traced: true });
  await exchange.ready();
  const callers = await callerFleet(exchange, { stay: NEVER_MS }, { rate: 100, limit: AGENTS + WAITING });
  await sleep(WARM_UP_MS);
  const from = Date.now();
  await sleep(TURN_MS);
  const to = Date.now();
  await callers.leave();
  await until('the last callers to be served', () => callers.hasEnded);
  await quiet(exchange);
  const times = releasesOf(messagesOf(agents.messages), from, to);
  await Promise.all([callers.close(), agents.close()]);
  return times;
}

/** Agents are idle; callers come now and then and leave soon. */
async function arrival(exchange: Exchange): Promise<readonly number[]> {
  const agents = await agentFleet(exchange, exchange.agents, { ring: 1, settle: 1, talk: NEVER_MS }, { traced: true });
  await exchange.ready();
  const callers = await callerFleet(
    exchange,
    { stay: 500 },
    { rate: ARRIVALS_PER_SECOND, limit: AGENTS - 2, traced: true },
  );
  await sleep(WARM_UP_MS + TURN_MS);
  await callers.leave();
  await until('the last callers to leave', () => callers.hasEnded);
  await quiet(exchange);
  const times = arrivalsOf(messagesOf(callers.messages), messagesOf(agents.messages));
  await Promise.all([callers.close(), agents.close()]);
  return times.slice(ARRIVALS_PER_SECOND);
}

async function quiet(exchange: Exchange): Promise<void> {
  await until('an Asterisk without channels', async () => (await channelsOf(exchange)) === 0);
}
