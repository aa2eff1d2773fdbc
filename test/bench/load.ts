import { setTimeout as sleep } from 'node:timers/promises';
import { JournalReader } from '../chaos/journal-reader.ts';
import { bridgeCount } from '../support/asterisk.ts';
import type { Fleet } from '../support/fleet/fleet.ts';
import { until } from '../support/story.ts';
import type { Benchmark } from './benchmark.ts';
import { numberAfter } from './options.ts';
import { startAppQueue } from './support/app-queue.ts';
import { type Ours, startOurs } from './support/ours.ts';
import { agentFleet, callerFleet, channelsOf, type Exchange, usageOf } from './support/rig.ts';

/** Enough for the fastest step of the ramp: calls per second × a cycle of an agent. */
const AGENTS = 150;
const TALK_MS = 300;
const STEP_MS = 10_000;
const FIRST_RATE = 20;
const RATE_STEP = 10;
const NEVER_MS = 86_400_000;
/** A call that has not ended so long after the last one began is stuck. */
const DRAIN_MS = 60_000;

const HOLD_QUEUE = 200;
const HOLD_AGENTS = 40;
/** An agent of the hold takes a call every 2 s: 40 of them make 20 calls a second. */
const HOLD_TALK_MS = 1_960;

/**
 * How many calls a second an exchange bears, and whether it bears 20 a second with 200 waiting for long. SIPp plays
 * callers who call at a fixed rate and stay until their agent hangs up, and agents who answer at once.
 */
export const load: Benchmark = {
  name: 'load',
  what: 'calls per second until the first is lost or stuck, ours and app_queue; at most --to N (200); then 20 a second with 200 waiting for --minutes N (30)',
  run: async () => {
    const minutes = numberAfter('--minutes', 30);
    const [ours, appQueue] = await ramps(numberAfter('--to', 200));
    const held = await hold(await startOurs(HOLD_AGENTS, 12_000), minutes);
    const { failed, stuckCalls, stuckAgents, stuckChannels, cps } = held;
    return {
      table: [
        { what: 'ours', ...ours },
        { what: 'app_queue', ...appQueue },
        { what: `ours, ${HOLD_QUEUE} waiting, ${minutes} min`, ...held },
      ],
      json: {
        ours: { max_cps: ours.maxCps, cpu_ms_per_call: round(ours.controllerMs + ours.asteriskMs) },
        app_queue: { max_cps: appQueue.maxCps, cpu_ms_per_call: round(appQueue.asteriskMs) },
        hold: {
          cps,
          queued: HOLD_QUEUE,
          minutes,
          failed,
          stuck_calls: stuckCalls,
          stuck_agents: stuckAgents,
          stuck_channels: stuckChannels,
        },
      },
    };
  },
};

const round = (value: number) => Math.round(value * 10) / 10;

type Step = { readonly calls: number; readonly failed: number; readonly stuck: number };
type Ramp = {
  readonly maxCps: number;
  readonly endedBy: string;
  /** Processor time of one call, at the last rate that was borne; ms. */
  readonly controllerMs: number;
  readonly asteriskMs: number;
};

/** Raises the rate up to `lastRate`, ours and `app_queue` in turns, until each has lost or stuck a call. */
async function ramps(lastRate: number): Promise<readonly [Ramp, Ramp]> {
  const exchanges: Exchange[] = [];
  const fleets: Fleet[] = [];
  try {
    exchanges.push(await startOurs(AGENTS, 12_000), await startAppQueue(AGENTS, 16_000));
    const nothing: Ramp = { maxCps: 0, endedBy: `none up to ${lastRate} calls/s`, controllerMs: 0, asteriskMs: 0 };
    const best = exchanges.map(() => nothing);
    const going = new Set(exchanges.keys());
    for (const exchange of exchanges) {
      fleets.push(await agentFleet(exchange, exchange.agents, { ring: 1, settle: 1, talk: TALK_MS }));
      await exchange.ready();
    }
    for (let rate = FIRST_RATE; rate <= lastRate && going.size > 0; rate += RATE_STEP)
      for (const [index, exchange] of exchanges.entries()) {
        if (!going.has(index)) continue;
        const before = usage(exchange);
        const { calls, failed, stuck } = await step(exchange, rate);
        const after = usage(exchange);
        console.error(`${exchange.name}: ${rate} calls/s: ${calls} calls, ${failed} lost, ${stuck} stuck`);
        if (failed + stuck > 0) {
          best[index] = { ...(best[index] ?? nothing), endedBy: `${rate} calls/s: ${failed} lost, ${stuck} stuck` };
          going.delete(index);
          continue;
        }
        best[index] = {
          ...(best[index] ?? nothing),
          maxCps: rate,
          controllerMs: round((after.controller - before.controller) / calls),
          asteriskMs: round((after.asterisk - before.asterisk) / calls),
        };
      }
    return [best[0] ?? nothing, best[1] ?? nothing];
  } finally {
    for (const one of [...fleets, ...exchanges]) await one.close();
  }
}

/** One rate for a while; then all have to end. What SIPp counts, and what is left in Asterisk. */
async function step(exchange: Exchange, rate: number): Promise<Step> {
  const calls = Math.round((rate * STEP_MS) / 1000);
  const callers = await callerFleet(exchange, { stay: NEVER_MS }, { rate, limit: 4_000, calls });
  const late = sleep(STEP_MS + DRAIN_MS, 'late' as const, { ref: false });
  const stuck = (await Promise.race([callers.exited, late])) === 'late';
  const counts = callers.counts;
  await callers.close();
  let left = 0;
  await until('an Asterisk without channels', async () => {
    left = await channelsOf(exchange);
    return left === 0;
  }).catch(() => undefined);
  const lost = stuck ? counts.failed : calls - counts.succeeded;
  return { calls, failed: lost, stuck: (stuck ? calls - counts.succeeded - counts.failed : 0) + left };
}

function usage(exchange: Exchange) {
  const pid = exchange.controllerPid();
  return { asterisk: usageOf(exchange.asteriskPid()).cpuMs, controller: pid === null ? 0 : usageOf(pid).cpuMs };
}

type Hold = {
  readonly calls: number;
  readonly cps: number;
  readonly failed: number;
  readonly stuckCalls: number;
  readonly stuckAgents: number;
  readonly stuckChannels: number;
  readonly controllerMs: number;
  readonly asteriskMs: number;
  readonly memoryMb: number;
};

/**
 * As many callers as agents and places in the queue: who is served is replaced at once, so that the agents' pace is the
 * rate. In the end SIPp's count, Asterisk's channels and the journal must agree.
 */
async function hold(ours: Ours, minutes: number): Promise<Hold> {
  try {
    const agents = await agentFleet(ours, ours.agents, { ring: 1, settle: 1, talk: HOLD_TALK_MS });
    await ours.ready();
    const before = usage(ours);
    const callers = await callerFleet(ours, { stay: NEVER_MS }, { rate: 50, limit: HOLD_QUEUE + HOLD_AGENTS });
    await until('a full queue', () => callers.counts.begun >= HOLD_QUEUE + HOLD_AGENTS);
    const [began, servedBefore] = [Date.now(), callers.counts.succeeded];
    await sleep(minutes * 60_000);
    const cps = round((1_000 * (callers.counts.succeeded - servedBefore)) / (Date.now() - began));
    await callers.leave();
    await until('the last callers to be served', () => callers.hasEnded, DRAIN_MS).catch(() => undefined);
    const { begun, succeeded: served, failed } = callers.counts;
    const after = usage(ours);
    const reader = new JournalReader(ours.house);
    const rang = new Set<string>();
    const answered = new Set<string>();
    const open = new Set<string>();
    const read = () => {
      for (const { event } of reader.since(0)) {
        if (event.type === 'call-rang') rang.add(event.callId);
        if (event.type === 'call-rang') open.add(event.callId);
        if (event.type === 'call-connected') answered.add(event.callId);
        if (event.type === 'call-ended') open.delete(event.callId);
      }
    };
    let channels = Number.NaN;
    await until('an empty Asterisk', async () => {
      channels = (await channelsOf(ours)) + (await bridgeCount(ours.house));
      return channels === 0;
    }).catch(() => undefined);
    read();
    reader.close();
    const stuckAgents = await ours.notFree();
    await callers.close();
    await agents.close();
    const controllerPid = ours.controllerPid();
    // Whom the journal does not know, or knows otherwise than SIPp, has failed as well.
    const astray = Math.abs(begun - rang.size) + Math.abs(served - answered.size);
    return {
      calls: begun,
      cps,
      failed: failed + astray,
      stuckCalls: open.size + (begun - served - failed),
      stuckAgents,
      stuckChannels: channels,
      controllerMs: round((after.controller - before.controller) / begun),
      asteriskMs: round((after.asterisk - before.asterisk) / begun),
      memoryMb: controllerPid === null ? Number.NaN : Math.round(usageOf(controllerPid).memory / 2 ** 20),
    };
  } finally {
    await ours.close();
  }
}
