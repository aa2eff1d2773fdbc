import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SiteFile } from '../../config/site.ts';
import { hashFile } from '../../recorder/durable.ts';
import { isSpooled } from '../../recorder/spool.ts';
import { growingWait } from '../../recorder/waits.ts';
import { recorderBench } from './bench.ts';
import { localDestination, START, siteWith } from './site.ts';

// Nothing here asserts a time: a busy machine may take long.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let site: SiteFile;
let bench: Awaited<ReturnType<typeof recorderBench>>;

beforeEach(async () => {
  site = siteWith([localDestination('archive', 'published')]);
  bench = await recorderBench(() => site);
});
afterEach(() => bench.remove());

const PUBLISHED = 'published/mesa/2027/01/16';

describe('a recording that ended', () => {
  it('is sealed, told, published with its sidecar, and told again, each once', async () => {
    await bench.start();
    await bench.record('rec-1');
    await bench.until(() => expect(bench.store.state.outbox['rec-1:archive']?.state).toBe('published'));

    expect(bench.told('recording-sealed')).toHaveLength(1);
    expect(bench.told('recording-published')).toHaveLength(1);
    const sealed = await hashFile(bench.sealedPath('rec-1'));
    // Half past midnight in Madrid: the copy lies in the folder of the day at the service.
    const location = join(bench.dataFolder, PUBLISHED, 'rec-1.age');
    expect(bench.store.state.outbox['rec-1:archive']).toMatchObject({ attempts: 1, location, ...sealed, reason: null });
    expect(await hashFile(location)).toEqual(sealed);
    const sidecar = JSON.parse(await readFile(location.replace('.age', '.json'), 'utf8'));
    expect(sidecar).toMatchObject({
      callId: 'call-of-rec-1',
      service: { id: 'mesa' },
      recordingStartedAt: new Date(START).toISOString(),
      durationMs: 1000,
      ...sealed,
    });
    expect(JSON.stringify(sidecar)).not.toContain('600000001');
    expect(await readdir(dirname(location))).toEqual(['rec-1.age', 'rec-1.json']);
    expect(bench.complaints).toEqual([]);
  });

  it('is found after a restart, and nothing is told twice', async () => {
    await bench.record('rec-1');
    await bench.record('rec-2');
    await bench.start();
    await bench.until(() => expect(bench.told('recording-published')).toHaveLength(2));
    await bench.stop();
    bench.store.state.places = {};
    await bench.start();
    await bench.record('rec-3');
    await bench.until(() => expect(bench.told('recording-published')).toHaveLength(3));
    expect(bench.told('recording-sealed')).toHaveLength(3);
    await bench.until(() =>
      expect(Object.values(bench.store.state.outbox).map((row) => row.state)).toEqual(Array(3).fill('published')),
    );
  });

  it('opens for a listener', async () => {
    const recorder = await bench.start();
    await bench.record('rec-1');
    await bench.until(() => expect(bench.told('recording-sealed')).toHaveLength(1));
    const wav = Buffer.from(await recorder.open('rec-1', 'wav'));
    expect(wav.subarray(0, 4).toString()).toBe('RIFF');
    expect(wav.readUInt32LE(40)).toBe(32_000);
  });

  it('without audio is told as not sealed, once', async () => {
    bench.store.state.parts['rec-0'] = [];
    bench.store.commit({ type: 'recording-ended', callId: 'call-0', recordingId: 'rec-0', kind: 'voicemail' });
    await bench.start();
    await bench.until(() =>
      expect(bench.told('recording-not-sealed')).toMatchObject([{ reason: 'recording-empty: Nothing was captured.' }]),
    );
    await bench.stop();
    bench.store.state.places = {};
    await bench.start();
    await bench.record('rec-1');
    await bench.until(() => expect(bench.told('recording-sealed')).toHaveLength(1));
    expect(bench.told('recording-not-sealed')).toHaveLength(1);
  });

  it('that cannot be sealed is told, kept in the spool, and sealed when it can be, even after a restart', async () => {
    await mkdir(bench.dataFolder, { recursive: true });
    await writeFile(join(bench.dataFolder, 'recordings'), 'a file where the folder should be');
    await bench.start();
    await bench.record('rec-1');
    await bench.until(() => expect(bench.told('recording-not-sealed')).toHaveLength(1));
    expect(bench.complaints[0]).toMatch(/Recording rec-1 cannot be sealed: .*recordings/);
    expect(await isSpooled(bench.spoolFolder, 'rec-1')).toBe(true);
    await bench.stop();
    expect(bench.store.state.places.sealing).toBeGreaterThan(0);

    await rm(join(bench.dataFolder, 'recordings'));
    await bench.start();
    await bench.until(() => expect(bench.told('recording-sealed')).toHaveLength(1));
    expect(bench.told('recording-not-sealed')).toHaveLength(1);
    expect(await isSpooled(bench.spoolFolder, 'rec-1')).toBe(false);
  });
});

describe('a publication', () => {
  it('dies with its reason after its retries, and lives again when asked', async () => {
    const blocked = join(bench.dataFolder, 'published');
    await mkdir(bench.dataFolder, { recursive: true });
    await writeFile(blocked, 'a file where the folder should be');
    const recorder = await bench.start();
    await bench.record('rec-1');
    await bench.until(() => expect(bench.store.state.outbox['rec-1:archive']?.state).toBe('dead'));
    expect(bench.store.state.outbox['rec-1:archive']).toMatchObject({ attempts: 3 });
    expect(bench.store.state.outbox['rec-1:archive']?.reason).toMatch(/could not be written .* Check the folder/);
    expect(bench.told('publication-dead')).toHaveLength(1);

    await rm(blocked);
    expect(await recorder.publishAgain('rec-1', 'archive')).toMatchObject({
      state: 'waiting',
      attempts: 0,
      reason: null,
    });
    await bench.until(() => expect(bench.store.state.outbox['rec-1:archive']?.state).toBe('published'));
    expect(bench.told('recording-published')).toHaveLength(1);
  });

  it('never overwrites another file, and does not try that again', async () => {
    const taken = join(bench.dataFolder, PUBLISHED, 'rec-1.age');
    await mkdir(dirname(taken), { recursive: true });
    await writeFile(taken, 'something else');
    await bench.start();
    await bench.record('rec-1');
    await bench.until(() => expect(bench.store.state.outbox['rec-1:archive']?.state).toBe('dead'));
    expect(bench.store.state.outbox['rec-1:archive']).toMatchObject({ attempts: 1 });
    expect(bench.store.state.outbox['rec-1:archive']?.reason).toMatch(/holds another file already/);
    expect(await readFile(taken, 'utf8')).toBe('something else');
  });

  it('follows the rules of the site, service by service', async () => {
    const destinations = [localDestination('all', 'all'), localDestination('others', 'others')];
    site = {
      ...siteWith(destinations),
      publication: [{ destination: 'all' }, { destination: 'others', services: ['x'] }],
    };
    await bench.start();
    await bench.record('rec-1');
    await bench.until(() => expect(bench.told('recording-published')).toHaveLength(1));
    expect(Object.keys(bench.store.state.outbox)).toEqual(['rec-1:all']);
  });

  it('that a crash cut off runs again; one that the journal already tells does not', async () => {
    await bench.start();
    await bench.record('rec-1');
    await bench.record('rec-2');
    await bench.until(() =>
      expect(Object.values(bench.store.state.outbox).map((row) => row.state)).toEqual(['published', 'published']),
    );
    await bench.stop();
    const { outbox, state } = bench.store;
    await outbox.update('rec-1:archive', { state: 'running', location: null, publishedAt: null });
    await outbox.update('rec-2:archive', { state: 'running', location: null, publishedAt: null });
    // rec-1's event lies behind the cursor, as if it had never been: its attempt is repeated. rec-2's is found.
    const last = state.events.findIndex(
      ({ event }) => event.type === 'recording-published' && event.recordingId === 'rec-2',
    );
    state.places.publishing = last;
    await bench.start();
    await bench.until(() => expect(state.outbox['rec-1:archive']?.state).toBe('published'));
    expect(state.outbox['rec-2:archive']).toMatchObject({ state: 'published' });
    expect(bench.told('recording-published').map((event) => 'recordingId' in event && event.recordingId)).toEqual([
      'rec-1',
      'rec-2',
      'rec-1',
    ]);
  });

  it('is refused for a destination or a recording that is not there', async () => {
    const recorder = await bench.start();
    await expect(recorder.publishAgain('rec-1', 'nowhere')).rejects.toMatchObject({ code: 'destination-not-found' });
    await expect(recorder.publishAgain('rec-9', 'archive')).rejects.toMatchObject({ code: 'recording-not-sealed' });
  });

  it('of a recording sealed before its destination existed can be asked for', async () => {
    site = { ...site, publication: [] };
    const recorder = await bench.start();
    await bench.record('rec-1');
    await bench.until(() => expect(bench.told('recording-sealed')).toHaveLength(1));
    expect(await recorder.publishAgain('rec-1', 'archive')).toMatchObject({ destinationType: 'local' });
    await bench.until(() => expect(bench.told('recording-published')).toHaveLength(1));
  });
});

it('waits twice as long each time, up to the longest, a little sooner or later', () => {
  const waits = { firstMs: 1000, longestMs: 10_000 };
  expect([1, 2, 3, 4, 5, 6, 99].map((attempt) => growingWait(waits, attempt, 0.5))).toEqual([
    1000, 2000, 4000, 8000, 10_000, 10_000, 10_000,
  ]);
  expect(growingWait(waits, 1, 0)).toBe(800);
  expect(growingWait(waits, 1, 0.999999)).toBe(1200);
});
