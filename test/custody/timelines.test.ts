import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { custodyOf } from '../../services/custody/custody.ts';
import { DAY_MS, type KeptRecording, LOOKED_AT_MS, type RetentionRule } from '../../services/custody/retention.ts';
import type { RecordingDetail } from '../../services/http/protocol.ts';
import type { CustodyStore, Erasure, HoldRow, PurgeRun, Tell } from '../../services/ports.ts';

// Nothing here asserts a time: a busy machine may take long.
vi.setConfig({ testTimeout: 1_800_000 });

// 100,000 with RETENTION_RUNS=100000 (docs/testing.md); fewer each time.
const numRuns = Number(process.env.RETENTION_RUNS ?? 2_000);
const START = 1_000 * DAY_MS;
const by = { kind: 'person', userId: 'alba' } as const;
const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const queues = ['general', 'incidencias', null, 'general'];

/** What happens in the life of some recordings; `at once` begins the next one before this one has ended. */
type Step = { readonly atOnce: boolean } & (
  | { readonly do: 'hold' | 'release' | 'erase'; readonly which: number }
  | { readonly do: 'clock'; readonly days: number }
  | { readonly do: 'rules'; readonly days: readonly number[]; readonly general: readonly boolean[] }
  | { readonly do: 'dry-run' | 'purge' }
);

const atOnce = fc.boolean();
const which = fc.integer({ min: 0, max: queues.length - 1 });
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('hold' as const, 'release' as const), which, atOnce }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('erase' as const), which, atOnce }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('clock' as const), days: fc.integer({ min: -20, max: 60 }), atOnce }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('rules' as const),
      days: fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 2 }),
      general: fc.array(fc.boolean(), { minLength: 2, maxLength: 2 }),
      atOnce,
    }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constantFrom('dry-run' as const, 'purge' as const), atOnce }) },
);

/** Keeps in memory what the database keeps, each answer a while after it was asked for. */
function world() {
  const recordings = queues.map(
    (queueId, n): KeptRecording => ({
      ...{ recordingId: `r${n}`, callId: `c${n}`, kind: 'conversation', endedAt: START + n * 7 * DAY_MS },
      ...{ serviceId: 'mesa', queueId, outcome: null, consent: 'given' },
    }),
  );
  const state = { now: START, rules: [] as readonly RetentionRule[], newest: START };
  const holds: HoldRow[] = [];
  const erased = new Map<string, Erasure>();
  const purges: PurgeRun[] = [];
  /** What must never be. */
  const breaches: string[] = [];
  const active = (id: string) => holds.filter((one) => one.recordingId === id && one.releasedAt === null);
  const later = async <T>(work: () => T): Promise<T> => {
    for (let turns = 0; turns < 3; turns += 1) await null;
    return work();
  };
  const store: CustodyStore = {
    holds: ({ recordingId, active: only }) =>
      later(() => holds.filter((one) => one.recordingId === recordingId && (only !== true || one.releasedAt === null))),
    candidates: (after, limit) =>
      later(() =>
        recordings
          .filter(({ recordingId }) => recordingId > after && !erased.has(recordingId))
          // By twos, so that a survey takes several looks.
          .slice(0, Math.min(limit, 2))
          .map((recording) => ({ recording, held: active(recording.recordingId).length > 0 })),
      ),
    newestEventAt: () => later(() => state.newest),
    forgetShape: async () => undefined,
    addErasure: async () => true,
    updateErasure: async () => undefined,
    erasure: (id) => later(() => erased.get(id) ?? null),
    erasures: async () => [...erased.values()],
    erasedIds: async () => [],
    addPurge: (run) =>
      later(() => {
        const known = purges.findIndex(({ id }) => id === run.id);
        if (known >= 0) purges.splice(known, 1);
        purges.push(run);
      }),
    purges: (limit) => later(() => purges.toReversed().slice(0, limit)),
  };
  const tell: Tell = (signal) =>
    later(() => {
      // An event has the time of the clock, or that of the newest one where the clock is behind.
      state.newest = Math.max(state.newest, state.now);
      if (signal.type === 'recording-held') {
        const { recordingId, callId, holdId: id, reason } = signal;
        if (erased.has(recordingId)) breaches.push(`${recordingId} is held, and erased already`);
        const none = { releasedAt: null, releasedBy: null, releaseReason: null };
        holds.push({ id, recordingId, callId, at: state.now, userId: 'alba', reason, ...none });
      }
      if (signal.type === 'recording-released') {
        const place = holds.findIndex(({ id }) => id === signal.holdId);
        const row = holds[place];
        if (row !== undefined) holds[place] = { ...row, releasedAt: state.now };
      }
      return [];
    });
  const custody = custodyOf({
    store,
    calls: { recording: async (id) => ({ id, callId: id.replace('r', 'c') }) as unknown as RecordingDetail },
    eraser: {
      erase: (asked) =>
        later(() => {
          if (active(asked.recordingId).length > 0) breaches.push(`${asked.recordingId} is erased while it is held`);
          const erasure = { ...asked, erasedAt: state.now } as unknown as Erasure;
          erased.set(asked.recordingId, erasure);
          return erasure;
        }),
    },
    rules: () => state.rules,
    tell,
    now: () => state.now,
    logger: quiet,
    erased: () => undefined,
  });
  return { recordings, state, holds, erased, purges, breaches, active, custody };
}

/** Why a purge may not begin, by the words of docs/custody.md. */
function mayNot({ state, purges }: ReturnType<typeof world>): string | null {
  if (state.rules.length === 0) return 'no-rules';
  if (state.now < state.newest) return 'clock-back';
  const wanted = rulesName(state.rules);
  const looked = purges.findLast((run) => seenRules.get(run.rules) === wanted)?.at;
  if (looked === undefined) return 'dry-run-needed';
  return state.now - looked > LOOKED_AT_MS ? 'dry-run-old' : null;
}
const rulesName = (rules: readonly RetentionRule[]) =>
  rules.map(({ id, days, queues: of }) => `${id} ${days} ${of?.join() ?? '*'}`).join('; ');
/** Which rules a report is of, by the hash that it has. */
const seenRules = new Map<string, string>();

/** Due by the rules alone, told another way than the program tells it. */
function isDue(one: KeptRecording, rules: readonly RetentionRule[], now: number): boolean {
  const [rule] = rules.filter(({ queues: of }) => of === undefined || of.some((queue) => queue === one.queueId));
  return rule !== undefined && now - one.endedAt >= rule.days * DAY_MS;
}

async function live(steps: readonly Step[]): Promise<void> {
  const it = world();
  const { custody, state } = it;
  const running: Promise<unknown>[] = [];
  const settle = async () => {
    await Promise.all(running.splice(0));
  };
  const of = (n: number) => ({ recordingId: `r${n}`, by, from: '', reason: 'a lawsuit' });
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error: { readonly code?: string }) => error.code ?? String(error),
    );
  for (const step of steps) {
    switch (step.do) {
      case 'hold':
        running.push(codeOf(custody.hold(of(step.which))));
        break;
      case 'erase':
        running.push(codeOf(custody.erase({ ...of(step.which), rule: null })));
        break;
      case 'release': {
        const [hold] = it.active(`r${step.which}`);
        if (hold !== undefined) running.push(codeOf(custody.release({ ...of(step.which), holdId: hold.id })));
        break;
      }
      case 'clock':
        state.now += step.days * DAY_MS;
        break;
      case 'rules':
        state.rules = step.days.map((days, n) => ({
          ...{ id: `rule-${n}`, days },
          ...(step.general[n] === true ? { queues: ['general'] } : {}),
        }));
        break;
      default: {
        const alone = running.length === 0 && !step.atOnce;
        const expected = mayNot(it);
        const [now, rules] = [state.now, state.rules];
        const before = it.recordings.filter(({ recordingId }) => !it.erased.has(recordingId));
        const held = before.filter(({ recordingId }) => it.active(recordingId).length > 0);
        const due = before.filter((one) => isDue(one, rules, now) && !held.includes(one));
        const work = step.do === 'purge' ? custody.purge(by, '') : custody.dryRun(by);
        const checked = work.then((run) => {
          seenRules.set(run.rules, rulesName(rules));
          if (alone)
            expect(run).toMatchObject({
              ...{ looked: before.length, due: due.length, held: held.length, failed: 0 },
              erased: step.do === 'purge' ? due.length : 0,
            });
        });
        if (alone) {
          const code = await codeOf(checked);
          expect(code).toBe(step.do === 'purge' ? (expected ?? 'done') : 'done');
          const left = it.recordings.filter(({ recordingId }) => !it.erased.has(recordingId));
          const gone = step.do === 'purge' && expected === null ? due : [];
          expect(left).toEqual(before.filter((one) => !gone.includes(one)));
        } else running.push(codeOf(checked));
      }
    }
    if (!step.atOnce) await settle();
    if (it.breaches.length > 0) break;
  }
  await settle();
  await custody.close();
  expect(it.breaches).toEqual([]);
}

test('on any timeline of holds, erasures and purges, at once too, what is held is never erased', async () => {
  await fc.assert(fc.asyncProperty(fc.array(anyStep, { maxLength: 40, size: 'max' }), live), { numRuns });
});
