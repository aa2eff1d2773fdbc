import { type Benchmark, spreadOf } from './benchmark.ts';
import { numberAfter } from './options.ts';
import { type Judged, judge, sealedIn } from './recorder/judge.ts';
import { type Round, round } from './recorder/round.ts';
import { PLAIN_LINE, RECORDED_LINE, type RecorderScene, startRecorderScene } from './recorder/scene.ts';

const SEAL_LIMIT_MS = 600_000;

/**
 * How many calls are recorded at once before a frame of 20 ms is lost, and what recording takes of the processor. SIPp plays
 * all telephones with sound both ways; every recording is opened and searched for every frame that was sounded. While a
 * step talks, the recordings of the one before are being sealed.
 */
export const recorder: Benchmark = {
  name: 'recorder',
  what: 'calls recorded at once until a frame is lost, --from N (50) to N (300), and CPU of a recorded second; --quick',
  run: async () => {
    const quick = process.argv.includes('--quick');
    const to = numberAfter('--to', quick ? 20 : 300);
    const holdMs = numberAfter('--hold', quick ? 5 : 15) * 1000;
    const at = Math.min(to, numberAfter('--at', quick ? 10 : 100));
    const scene = await startRecorderScene(to);
    try {
      // What a call costs by itself, however long it is, weighs less in a longer one.
      const costHoldMs = numberAfter('--cost-hold', holdMs / 1000) * 1000;
      const cost = await costs(scene, at, costHoldMs);
      const from = Math.min(to, numberAfter('--from', quick ? 10 : 50));
      const steps = await climb(scene, [...stepsTo(from, to, quick ? 10 : 50)], holdMs);
      const best = steps.findLast((one) => isWhole(one) && steps.indexOf(one) === steps.filter(isWhole).indexOf(one));
      return {
        table: [...cost.table, ...steps.map(rowOf)],
        json: {
          concurrent: best?.round.calls ?? 0,
          lost_frames: best?.judged.lost ?? 0,
          cpu_ms_per_call_second: cost.json,
        },
      };
    } finally {
      await scene.close();
    }
  },
};

type Step = { readonly round: Round; readonly judged: Judged };

const isWhole = ({ round: { failed }, judged: { lost, broken } }: Step) => failed + lost + broken === 0;

function* stepsTo(first: number, last: number, by: number): Generator<number> {
  for (let calls = first; calls < last; calls += by) yield calls;
  yield last;
}

/** Each step is judged after the next one, so that sealing goes on beside calls. */
async function climb(scene: RecorderScene, steps: readonly number[], holdMs: number): Promise<readonly Step[]> {
  const done: Step[] = [];
  let open: Round | null = null;
  const judgeOpen = async () => {
    if (open === null) return true;
    const sealed = await timed(`sealing of ${open.calls}`, sealedIn(scene, open, SEAL_LIMIT_MS));
    const step = { round: open, judged: await timed(`reading of ${open.calls}`, judge(scene, open, sealed)) };
    open = null;
    done.push(step);
    console.error(JSON.stringify(rowOf(step)));
    return isWhole(step);
  };
  for (const calls of steps) {
    const now = await timed(`${calls} calls`, round(scene, RECORDED_LINE, calls, holdMs));
    // What was asked beyond the first loss is not looked at.
    if (!(await judgeOpen())) return done;
    open = now;
  }
  await judgeOpen();
  return done;
}

/** Tells how long something took, for those who wait for it. */
async function timed<T>(what: string, work: Promise<T>): Promise<T> {
  const from = performance.now();
  const done = await work;
  console.error(`${what}: ${((performance.now() - from) / 1000).toFixed(1)} s`);
  return done;
}

function rowOf({ round, judged }: Step) {
  const { talking, talkingMs, calls } = round;
  const share = (ms: number) => Math.round((100 * ms) / talkingMs);
  const { p50, p99 } = spreadOf(round.answers);
  return {
    what: `${calls} calls`,
    failed: round.failed,
    lost: judged.lost,
    holes: judged.holes,
    skipped: judged.skipped,
    broken: judged.broken,
    'clock ms': judged.clockMs,
    'Asterisk %': share(talking.asterisk),
    'controller %': share(talking.controller),
    'sealing %': share(talking.encode + talking.encrypt),
    'SIPp %': share(talking.telephones),
    'answer p50 ms': p50,
    'answer p99 ms': p99,
  };
}

/** The same calls without a recording and with one; then everything is sealed. */
async function costs(scene: RecorderScene, calls: number, holdMs: number) {
  const plain = await round(scene, PLAIN_LINE, calls, holdMs, 'is quiet');
  const before = scene.usage();
  const recorded = await round(scene, RECORDED_LINE, calls, holdMs, 'is quiet');
  const sealed = await sealedIn(scene, recorded, SEAL_LIMIT_MS);
  const after = scene.usage();
  const seconds = [...sealed.values()].reduce((sum, ms) => sum + ms / 1000, 0);
  const each = (ms: number, of = seconds) => Math.round((100 * ms) / of) / 100;
  const talkingOf = ({ talking, talkingMs }: Round) => {
    const talked = (calls * talkingMs) / 1000;
    return {
      asterisk: each(talking.asterisk, talked),
      controller: each(talking.controller, talked),
      telephones: each(talking.telephones, talked),
    };
  };
  const json = {
    asterisk: each(recorded.whole.asterisk),
    controller: each(after.controller - before.controller),
    encode: each(after.encode - before.encode),
    encrypt: each(after.encrypt - before.encrypt),
  };
  const table = [
    { what: `${calls} calls, not recorded, while all talk: ms per s`, ...talkingOf(plain) },
    { what: `${calls} calls, recorded, while all talk: ms per s`, ...talkingOf(recorded) },
    { what: `${sealed.size} calls of ${Math.round(seconds / sealed.size)} s, from ring to sealed: ms per s`, ...json },
  ];
  for (const row of table) console.error(JSON.stringify(row));
  return { table, json };
}
