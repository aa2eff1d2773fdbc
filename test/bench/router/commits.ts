import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Signal } from '../../../services/core/signal.ts';
import type { Surroundings } from '../../../services/core/turn.ts';
import { worldFormat } from '../../../services/core/world.ts';
import { Engine } from '../../../services/engine.ts';
import { openSqlite } from '../../../services/store/database.ts';
import { saveWorld } from '../../../services/store/snapshots.ts';
import { openStore } from '../../../services/store/store.ts';
import type { Measured } from './decisions.ts';

const settleSeconds = 5;

export type Commits = {
  /** From handing a signal over until its events are durable, in ms. */
  readonly times: readonly number[];
  readonly events: number;
  readonly snapshots: number;
  /** Loading the world from its snapshot, in ms. */
  readonly startMs: number;
  readonly callsPerSecond: number;
};

/** The whole engine with its journal on a real SQLite file, paced by the clock. */
export async function measureCommits(
  surroundings: Surroundings,
  { world, crowd }: Measured,
  callsPerSecond: number,
  seconds: number,
): Promise<Commits> {
  const folder = mkdtempSync(join(tmpdir(), 'centralita-router-'));
  const file = join(folder, 'centralita.sqlite');
  // The journal begins here: what came before is in the snapshot.
  world.seq = 0;
  const database = await openSqlite(file);
  await saveWorld(database, worldFormat, world);
  await database.close();
  const store = await openStore({
    file,
    site: () => surroundings.site,
    promptText: () => '',
    worldFormat,
  });
  try {
    let snapshots = 0;
    let events = 0;
    const times: number[] = [];
    const failures: unknown[] = [];
    const saveSnapshot: typeof store.journal.saveSnapshot = async (seq) => {
      await store.journal.saveSnapshot(seq);
      snapshots += 1;
    };
    const from = performance.now();
    const engine: Engine = await Engine.start({
      journal: { ...store.journal, saveSnapshot },
      surroundings: () => surroundings,
      committed: (recorded) => {
        events += recorded.length;
        crowd.read(recorded.map(({ event }) => event));
      },
      // As Asterisk's answers come: on a later turn of the loop.
      runEffects: (effects) => {
        const answers = crowd.answers(effects);
        if (answers.length > 0) setImmediate(() => answers.forEach(tell));
      },
      fatal: (error) => failures.push(error),
    });
    const startMs = performance.now() - from;
    let open = 0;
    function tell(signal: Signal): void {
      const told = performance.now();
      open += 1;
      engine.tell(signal).then(
        (recorded) => {
          // What means nothing is not made durable either.
          if (recorded.length > 0) times.push(performance.now() - told);
          open -= 1;
        },
        (error: unknown) => failures.push(error),
      );
    }
    /** So many seconds of calls; how many there were a second. */
    async function pace(length: number): Promise<number> {
      const began = performance.now();
      const seconds = () => (performance.now() - began) / 1000;
      let calls = 0;
      while (seconds() < length && failures.length === 0) {
        for (const due = seconds() * callsPerSecond; calls < due; calls += 1) {
          const crowded = calls % 2 === 0;
          const ending = crowd.ending(crowded);
          if (ending) tell(ending);
          tell(crowd.arrival(crowded, Date.now()));
        }
        for (let timer = crowd.due(Date.now()); timer; timer = crowd.due(Date.now())) tell(timer);
        await sleep(1);
      }
      const rate = calls / seconds();
      while (open > 0 && failures.length === 0) await sleep(10);
      return rate;
    }
    // What came due while the centre was built is done first, and the program runs warm.
    await pace(settleSeconds);
    times.length = 0;
    const rate = await pace(seconds);
    if (failures.length > 0) throw failures[0];
    await engine.stop();
    return { times, events, snapshots, startMs, callsPerSecond: rate };
  } finally {
    await store.close();
    rmSync(folder, { recursive: true });
  }
}
