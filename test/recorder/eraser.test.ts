import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { ringOf } from '../../config/master-keys/keyring.ts';
import { runtimeProgram } from '../../config/runtime.ts';
import { type Eraser, type EraserOptions, startEraser } from '../../recorder/eraser.ts';
import { erasuresFile } from '../../recorder/erasures-file.ts';
import { unwrapWith, wrapIdentity } from '../../recorder/keys.ts';
import { openRecording } from '../../recorder/open.ts';
import { WorkerPool } from '../../recorder/worker/pool.ts';
import type { Event } from '../../services/core/event.ts';
import { custodyOf } from '../../services/custody/custody.ts';
import type { RetentionRule } from '../../services/custody/retention.ts';
import type { Erasure } from '../../services/ports.ts';
import type { Store } from '../../services/store/store.ts';
import { ended, fact, noon, rang, temporaryFolder, testStore } from '../store/support.ts';

const master = Buffer.alloc(32, 9);
const identity = `AGE-SECRET-KEY-1${'Q'.repeat(58)}`;
const alba = { kind: 'person', userId: 'alba' } as const;
const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** A data folder with sealed recordings r1, r2, …, and what works on it. */
async function house(root = temporaryFolder()) {
  const file = join(root, 'centralita.db');
  const store: Store = await testStore({ file });
  const seal = async (n: number) => {
    const of = { callId: `c${n}`, recordingId: `r${n}` };
    const at = noon + n * 60_000;
    await store.journal.append([
      rang(of.callId, at),
      fact(at, { type: 'recording-started', ...of, captureId: `k${n}` }),
      fact(at, { type: 'recording-ended', ...of, kind: 'conversation' }),
      ended(of.callId, at, 'answered'),
      fact(at, { type: 'recording-sealed', ...of, durationMs: 1_000, bytes: 5, sha256: 'ab' }),
    ]);
    const path = join('recordings', `${of.recordingId}.age`);
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), 'sealed');
    const wrappedIdentity = wrapIdentity(master, of.recordingId, identity);
    const rest = { path, recipient: 'age1x', durationMs: 1_000, bytes: 5, sha256: 'ab', waveform: '{"stepMs":50}' };
    await store.recordings.saveSealed({ ...of, ...rest, wrappedIdentity });
    return { ...of, wrappedIdentity: Buffer.from(wrappedIdentity) };
  };
  const removed: string[] = [];
  const eraserWith = async (change: Partial<EraserOptions> = {}): Promise<Eraser> =>
    startEraser({
      dataFolder: root,
      list: erasuresFile(join(root, 'elsewhere', 'erased.jsonl')),
      custody: store.custody,
      keys: store.keys,
      recordings: store.recordings,
      outbox: store.outbox,
      ledger: store.ledger,
      tell: async (signal) => store.journal.append([{ at: noon, event: signal as Event }]),
      removeCopy: async (copy) => {
        removed.push(copy.destination);
      },
      now: () => noon,
      logger: quiet,
      ...change,
    });
  const opens = async (recordingId: string) => {
    const wrapped = await store.keys.get(recordingId);
    return wrapped !== null && (await unwrapWith(ringOf(master), recordingId, wrapped)) === identity;
  };
  return { root, file, store, seal, eraserWith, opens, removed };
}

const asked = { recordingId: 'r1', by: alba, from: '10.0.0.9', reason: 'asked for by the caller', rule: null };
const keyFiles = (root: string) =>
  ['', '-wal', '-shm']
    .map((end) => join(root, 'keys', `keys.db${end}`))
    .filter((path) => existsSync(path))
    .map((path) => readFileSync(path));

describe('an erasure', () => {
  test('destroys the key on the disk, the file and the waveform; a certificate and an entry in the ledger remain', async () => {
    const { root, store, seal, eraserWith, opens } = await house();
    const { wrappedIdentity } = await seal(1);
    await seal(2);
    const secret = wrappedIdentity.subarray(17);
    expect(keyFiles(root).some((bytes) => bytes.includes(secret))).toBe(true);
    const eraser = await eraserWith();
    const certificate = await eraser.erase(asked);
    expect(certificate).toMatchObject({ state: 'done', sha256: 'ab', recipient: 'age1x', erasedAt: noon, by: alba });
    expect(keyFiles(root).some((bytes) => bytes.includes(secret))).toBe(false);
    expect(await opens('r1')).toBe(false);
    expect(await opens('r2')).toBe(true);
    expect(existsSync(join(root, 'recordings/r1.age'))).toBe(false);
    expect((await store.recordings.sealed('r1'))?.waveform).not.toContain('{"stepMs":50}');
    expect((await store.calls.recording('r1'))?.state).toBe('erased');
    const entry = (await store.ledger.list('r1')).at(-1);
    expect(entry).toMatchObject({ action: 'erased', actor: 'person:alba', address: '10.0.0.9' });
    expect(readFileSync(join(root, 'elsewhere/erased.jsonl'), 'utf8')).toContain('asked for by the caller');
    // Again: the same certificate, and nothing is told twice.
    expect(await eraser.erase(asked)).toEqual(certificate);
    expect((await store.ledger.list('r1')).filter(({ action }) => action === 'erased')).toHaveLength(1);
  });

  test('says in a sentence that there is nothing to erase yet', async () => {
    const { eraserWith } = await house();
    await expect((await eraserWith()).erase(asked)).rejects.toMatchObject({ code: 'recording-not-sealed' });
  });

  test('that was killed after it was noted is finished at the next start, once', async () => {
    const { store, seal, eraserWith, opens } = await house();
    await seal(1);
    const killed = await eraserWith({
      keys: {
        destroy: async () => {
          throw new Error('killed');
        },
      },
    }).catch(() => null);
    await expect(killed?.erase(asked)).rejects.toThrow('killed');
    expect(await opens('r1')).toBe(true);
    await eraserWith();
    await eraserWith();
    expect(await opens('r1')).toBe(false);
    expect(await store.custody.erasure('r1')).toMatchObject({ state: 'done' });
    expect((await store.ledger.list('r1')).filter(({ action }) => action === 'erased')).toHaveLength(1);
  });

  test('deletes published copies, or says what is left of them', async () => {
    const { store, seal, eraserWith, removed } = await house();
    await seal(1);
    const row = { recordingId: 'r1', callId: 'c1', destinationType: 'local', createdAt: noon };
    await store.outbox.add([
      { ...row, id: 'a', destination: 'archive' },
      { ...row, id: 'b', destination: 'post' },
      { ...row, id: 'c', destination: 'later' },
    ]);
    for (const id of ['a', 'b'])
      await store.outbox.update(id, { state: 'published', location: `at ${id}`, publishedAt: noon });
    const eraser = await eraserWith({
      removeCopy: async (copy) => {
        if (copy.destination === 'post') throw Object.assign(new Error('Mail stays.'), { lasting: true });
        removed.push(copy.destination);
      },
    });
    expect(await eraser.erase(asked)).toMatchObject({ state: 'erased' });
    await eraser.close();
    const { state, copies } = (await store.custody.erasure('r1')) as Erasure;
    expect(state).toBe('done');
    expect(copies.map((one) => `${one.destination} ${one.state} ${one.reason}`).sort()).toEqual([
      'archive removed null',
      'post left Mail stays.',
    ]);
    expect((await store.outbox.list({ recordingId: 'r1' })).find((one) => one.id === 'c')?.state).toBe('dead');
  });
});

describe('a backup that is put back', () => {
  /** Erases r1 after a backup of these files was taken, and puts it back; r1 and r2 are then as after the next start. */
  async function restored(backed: readonly string[]) {
    const first = await house();
    await first.seal(1);
    await first.seal(2);
    // A backup is taken as docs/operation.md says: from the files at rest.
    await first.store.close();
    const backup = temporaryFolder();
    for (const name of backed) copyFileSync(join(first.root, name), join(backup, name.replaceAll('/', '_')));
    const second = await house(first.root);
    await (await second.eraserWith()).erase(asked);
    expect(await second.opens('r1')).toBe(false);
    await second.store.close();
    for (const name of backed) {
      for (const end of ['', '-wal', '-shm']) rmSync(join(first.root, `${name}${end}`), { force: true });
      copyFileSync(join(backup, name.replaceAll('/', '_')), join(first.root, name));
    }
    return house(first.root);
  }

  test('of the database brings no key back, and the erasure is known again', async () => {
    const { store, eraserWith, opens } = await restored(['centralita.db']);
    expect(await store.custody.erasure('r1')).toBeNull();
    await eraserWith();
    expect(await opens('r1')).toBe(false);
    expect(await opens('r2')).toBe(true);
    expect(await store.custody.erasure('r1')).toMatchObject({ state: 'done', reason: asked.reason });
    expect((await store.calls.recording('r1'))?.state).toBe('erased');
    expect((await store.ledger.list('r1')).at(-1)).toMatchObject({ action: 'erased', address: '10.0.0.9' });
  });

  test('of the keys brings a key back only until the next start', async () => {
    const { root, eraserWith, opens } = await restored(['keys/keys.db']);
    expect(await opens('r1')).toBe(true);
    await eraserWith();
    expect(await opens('r1')).toBe(false);
    expect(await opens('r2')).toBe(true);
    expect(keyFiles(root).length).toBeGreaterThan(0);
  });

  test('of both, and of the sealed file, opens no more: the list of erasures is elsewhere', async () => {
    const { root, store, eraserWith, opens } = await restored(['centralita.db', 'keys/keys.db', 'recordings/r1.age']);
    expect(await opens('r1')).toBe(true);
    await eraserWith();
    expect(await opens('r1')).toBe(false);
    expect(existsSync(join(root, 'recordings/r1.age'))).toBe(false);
    const workers = new WorkerPool(1);
    onTestFinished(() => workers.close());
    const opener = { dataFolder: root, keyring: ringOf(master), ffmpeg: runtimeProgram('ffmpeg'), workers };
    const opened = openRecording({ ...opener, recordings: store.recordings }, 'r1', 'ogg');
    await expect(opened).rejects.toMatchObject({ code: 'key-missing' });
  });

  test('a damaged list of erasures is told, and nothing starts without it', async () => {
    const { root, eraserWith } = await house();
    mkdirSync(join(root, 'elsewhere'));
    writeFileSync(join(root, 'elsewhere/erased.jsonl'), '{"recordingId": "r1"\n');
    await expect(eraserWith()).rejects.toThrow(/erased.jsonl is damaged/);
  });
});

describe('custody', () => {
  async function custody(rules: readonly RetentionRule[] = []) {
    const scene = await house();
    const eraser = await scene.eraserWith();
    let now = noon;
    let inForce = rules;
    const forgotten: string[] = [];
    const keeper = custodyOf({
      store: scene.store.custody,
      calls: scene.store.calls,
      eraser,
      rules: () => inForce,
      tell: async (signal) => scene.store.journal.append([{ at: noon, event: signal as Event }]),
      now: () => now,
      logger: quiet,
      erased: (id) => forgotten.push(id),
    });
    onTestFinished(() => keeper.close());
    return {
      ...scene,
      keeper,
      forgotten,
      setRules: (next: readonly RetentionRule[]) => {
        inForce = next;
      },
      setNow: (at: number) => {
        now = at;
      },
    };
  }
  const of = { recordingId: 'r1', by: alba, from: '', reason: 'a lawsuit' };
  const DAY = 86_400_000;

  test('a hold keeps a recording from people until each of them is released', async () => {
    const { seal, keeper, opens, forgotten, store } = await custody();
    await seal(1);
    const one = await keeper.hold(of);
    const two = await keeper.hold({ ...of, reason: 'another' });
    await expect(keeper.erase({ ...of, rule: null })).rejects.toMatchObject({ code: 'recording-held' });
    await keeper.release({ ...of, holdId: one.id });
    await expect(keeper.erase({ ...of, rule: null })).rejects.toThrow(/held \(another\)/);
    expect(await keeper.release({ ...of, holdId: two.id, reason: 'over' })).toMatchObject({ releaseReason: 'over' });
    await expect(keeper.release({ ...of, holdId: two.id })).rejects.toMatchObject({ code: 'hold-not-found' });
    await keeper.erase({ ...of, rule: null });
    expect(await opens('r1')).toBe(false);
    expect(forgotten).toEqual(['r1']);
    await expect(keeper.hold(of)).rejects.toMatchObject({ code: 'recording-erased' });
    expect((await store.ledger.list('r1')).map(({ action }) => action)).toEqual([
      'created',
      'sealed',
      'held',
      'held',
      'released',
      'released',
      'erased',
    ]);
  });

  test('a hold and an erasure at the same moment: whichever is first counts', async () => {
    const { seal, keeper, opens } = await custody();
    await seal(1);
    const [held, erased] = await Promise.allSettled([keeper.hold(of), keeper.erase({ ...of, rule: null })]);
    expect([held.status, erased.status]).toEqual(['fulfilled', 'rejected']);
    expect(await opens('r1')).toBe(true);
  });

  test('a purge needs a dry run under the same rules, erases what is due and nothing that is held, and reports', async () => {
    const { seal, keeper, opens, setNow, setRules } = await custody([{ id: 'short', days: 30, services: ['mesa'] }]);
    for (const n of [1, 2, 3]) await seal(n);
    await keeper.hold({ ...of, recordingId: 'r2' });
    setNow(noon + 31 * DAY);
    await expect(keeper.purge(alba, '')).rejects.toMatchObject({ code: 'dry-run-needed' });
    expect(await keeper.dryRun(alba)).toMatchObject({ looked: 3, due: 2, held: 1, erased: 0, byRule: { short: 2 } });
    expect(await Promise.all(['r1', 'r2', 'r3'].map(opens))).toEqual([true, true, true]);
    setRules([{ id: 'short', days: 29, services: ['mesa'] }]);
    await expect(keeper.purge(alba, '')).rejects.toMatchObject({ code: 'dry-run-needed' });
    await keeper.dryRun(alba);
    setNow(noon - DAY);
    await expect(keeper.purge(alba, '')).rejects.toMatchObject({ code: 'clock-back' });
    setNow(noon + 31 * DAY);
    const report = await keeper.purge(alba, '10.0.0.1');
    expect(report).toMatchObject({ kind: 'purge', due: 2, held: 1, erased: 2, failed: 0 });
    expect(report.sample.map((one) => one.recordingId).sort()).toEqual(['r1', 'r3']);
    expect(await Promise.all(['r1', 'r2', 'r3'].map(opens))).toEqual([false, true, false]);
    expect(await keeper.erasure('r1')).toMatchObject({ rule: 'short', reason: 'retention rule short' });
    expect((await keeper.purges(10)).map((one) => one.kind)).toEqual(['purge', 'dry-run', 'dry-run']);
    setNow(noon + 31 * DAY + 32 * DAY);
    await expect(keeper.purge(alba, '')).rejects.toMatchObject({ code: 'dry-run-old' });
  });

  test('one dry run at a time', async () => {
    const { keeper } = await custody();
    const [one, two] = await Promise.allSettled([keeper.dryRun(alba), keeper.dryRun(alba)]);
    expect([one.status, two.status]).toEqual(['fulfilled', 'rejected']);
  });
});

vi.setConfig({ testTimeout: 60_000 });
