import { setTimeout as sleep } from 'node:timers/promises';
import { type Spread, spreadOf } from '../bench/benchmark.ts';
import { bridgeCount } from '../support/asterisk.ts';
import { channelCount } from '../support/faults.ts';
import { until } from '../support/story.ts';
import { type Crowd, type Scene, startScene } from './crowd.ts';
import { JournalReader } from './journal-reader.ts';
import { judge } from './judge.ts';

export type ChaosOptions = {
  readonly kills: number;
  readonly cuts: number;
  /** How often the websocket is half-open, and how often it stands still. */
  readonly deadLines: number;
  /** Asterisk is killed at the end. */
  readonly asterisk: boolean;
  readonly crowd: Crowd;
  readonly tell: (line: string) => void;
};

/** What one kind of fault did. Times in ms. */
export type Round = {
  readonly fault: string;
  readonly times: number;
  /** Fewest callers on the system when it came. */
  readonly liveCalls: number;
  /** From the fault until the journal says that Asterisk is lost. */
  readonly noticed: Spread | null;
  /** From the fault (from its end, where it lasts) until world and Asterisk were compared. */
  readonly control: Spread;
};

export type Outcome = {
  readonly rounds: readonly Round[];
  readonly dropped: readonly string[];
  readonly lostPlaces: readonly string[];
  readonly doubleOffers: readonly string[];
  readonly stuckAgents: readonly string[];
  /** Calls, channels and bridges that are left when nothing should be. */
  readonly left: readonly string[];
  readonly callers: number;
};

/** A program that ends within 2 s of its start is given more time before the next: that is not what is measured. */
const STABLE_MS = 2_000;
const DEAD_LINE_MS = 6_000;

export async function chaos(options: ChaosOptions): Promise<Outcome> {
  const scene = await startScene(options.crowd);
  const journal = new JournalReader(scene.house);
  try {
    const rounds: Round[] = [];
    const round = async (fault: string, times: number, once: Fault) => {
      if (times === 0) return;
      const made = await repeat(scene, fault, times, () => once(scene, journal));
      options.tell(`${fault}: ${JSON.stringify(made)}`);
      rounds.push(made);
    };
    await round('controller killed', options.kills, killController);
    await round('websocket cut', options.cuts, cut);
    await round('websocket half-open', options.deadLines, (...both) => dead(...both, () => scene.proxy.swallow()));
    await round('websocket stalled', options.deadLines, (...both) => dead(...both, () => scene.proxy.stall()));
    await scene.stopChurn();
    await scene.servePatient();
    const stuckAgents = await scene.stuckAgents();
    const { crowd } = options;
    const lasting = crowd.menus + crowd.talks;
    const legs = lasting + crowd.talks;
    const left = [
      ...(await differs('callers', lasting, () => scene.tally.live)),
      ...(await differs('channels', legs, () => channelCount(scene.house))),
      // Who is on hold has left the bridge, which stays.
      ...(await differs('bridges', crowd.talks, () => bridgeCount(scene.house))),
      ...(await differs('calls in the world', lasting, () => openCalls(journal).length)),
    ];
    const { lostPlaces, doubleOffers } = judge(journal.since(0));
    const { dropped, doubleCalls, callers } = scene.tally;
    const outcome = {
      dropped,
      lostPlaces,
      doubleOffers: [...doubleOffers, ...doubleCalls],
      stuckAgents,
      left,
      callers,
    };
    if (options.asterisk) await round('Asterisk killed', 1, killAsterisk);
    return { ...outcome, rounds };
  } finally {
    journal.close();
    await scene.close();
  }
}

type Times = { readonly noticed: number | null; readonly control: number };
type Fault = (scene: Scene, journal: JournalReader) => Promise<Times>;

async function repeat(scene: Scene, fault: string, times: number, once: () => Promise<Times>): Promise<Round> {
  const noticed: number[] = [];
  const control: number[] = [];
  let liveCalls = Number.POSITIVE_INFINITY;
  for (let count = 0; count < times; count += 1) {
    await sleep(STABLE_MS + Math.random() * 3_000);
    liveCalls = Math.min(liveCalls, scene.tally.live);
    const one = await once();
    if (one.noticed !== null) noticed.push(one.noticed);
    control.push(one.control);
  }
  return {
    fault,
    times,
    liveCalls,
    noticed: noticed.length > 0 ? spreadOf(noticed) : null,
    control: spreadOf(control),
  };
}

async function killController(scene: Scene, journal: JournalReader): Promise<Times> {
  const after = journal.last();
  const at = Date.now();
  scene.house.system.controller().kill();
  const found = await journal.next('asterisk-found', after);
  return { noticed: null, control: found.at - at };
}

async function cut(scene: Scene, journal: JournalReader): Promise<Times> {
  const after = journal.last();
  const at = Date.now();
  scene.proxy.cut();
  const lost = await journal.next('asterisk-lost', after);
  const found = await journal.next('asterisk-found', lost.seq);
  return { noticed: lost.at - at, control: found.at - at };
}

/** The line is dead for a while, and nobody is told. */
async function dead(scene: Scene, journal: JournalReader, die: () => void): Promise<Times> {
  const after = journal.last();
  const at = Date.now();
  die();
  const lost = await journal.next('asterisk-lost', after);
  await sleep(Math.max(0, at + DEAD_LINE_MS - Date.now()));
  const healed = Date.now();
  scene.proxy.heal();
  const found = await journal.next('asterisk-found', lost.seq);
  return { noticed: lost.at - at, control: found.at - healed };
}

/** Its calls drop: the journal must say so and close them. Control is from its return to the last of them closed. */
async function killAsterisk(scene: Scene, journal: JournalReader): Promise<Times> {
  const open = openCalls(journal);
  const after = journal.last();
  const at = Date.now();
  scene.house.system.asterisk()?.kill();
  await scene.endCallers();
  const lost = await journal.next('asterisk-lost', after);
  const found = await journal.next('asterisk-found', lost.seq, 120_000);
  if (found.event.type !== 'asterisk-found' || !found.event.restarted)
    throw new Error('The journal does not say that Asterisk was restarted.');
  await until('all its calls to be closed', () => openCalls(journal).every((one) => !open.includes(one)), 30_000);
  const endings = journal.since(after).flatMap(({ at: endedAt, event }) => {
    if (event.type !== 'call-ended' || !open.includes(event.callId)) return [];
    if (event.by !== 'system' || event.reason !== 'asterisk-restarted')
      throw new Error(`A call that died with Asterisk was closed otherwise: ${JSON.stringify(event)}`);
    return [endedAt];
  });
  return { noticed: lost.at - at, control: Math.max(...endings) - found.at };
}

function openCalls(journal: JournalReader): readonly string[] {
  const open = new Set<string>();
  for (const { event } of journal.since(0)) {
    if (event.type === 'call-rang') open.add(event.callId);
    if (event.type === 'call-ended') open.delete(event.callId);
  }
  return [...open];
}

/** Waits until a figure is what it should be; says what it is when it never is. */
async function differs(what: string, wanted: number, look: () => Promise<number> | number): Promise<readonly string[]> {
  let last = Number.NaN;
  try {
    await until(
      what,
      async () => {
        last = await look();
        return last === wanted;
      },
      15_000,
    );
    return [];
  } catch {
    return [`${what}: ${last} instead of ${wanted}`];
  }
}
