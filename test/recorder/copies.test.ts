import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Decrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { runtimeProgram } from '../../config/runtime.ts';
import type { PublicationRule, SiteFile } from '../../config/site.ts';
import { recorderBench } from './bench.ts';
import { localDestination, siteWith } from './site.ts';
import { levelOf, stretch } from './tones.ts';

// Nothing here asserts a time: a busy machine may take long.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let site: SiteFile;
let bench: Awaited<ReturnType<typeof recorderBench>>;
const withRules = (...publication: PublicationRule[]): SiteFile => ({
  ...siteWith(publication.map(({ destination }) => localDestination(destination, destination))),
  publication,
});

beforeEach(async () => {
  bench = await recorderBench(() => site);
});
afterEach(() => bench.remove());

/** What any program hears in a file: raw 8 kHz stereo. */
function heard(file: Uint8Array, format: string): Buffer {
  const { command, args, env } = runtimeProgram('ffmpeg');
  const own = ['-v', 'error', '-f', format, '-i', 'pipe:0', '-f', 's16le', '-ar', '8000', '-ac', '2', 'pipe:1'];
  return execFileSync(command, [...args, ...own], { input: file, env: { ...process.env, ...env } });
}

function expectBothSides(file: Uint8Array, format: string): void {
  const pcm = heard(file, format);
  expect(levelOf(440, stretch(pcm, 'left', 200, 800))).toBeGreaterThan(-2);
  expect(levelOf(880, stretch(pcm, 'right', 200, 800))).toBeGreaterThan(-2);
  expect(levelOf(880, stretch(pcm, 'left', 200, 800))).toBeLessThan(-30);
}

const published = (destination: string, name: string) => readFile(join(bench.dataFolder, destination, name));
const day = 'mesa/2027/01/16';

it('copies leave in the formats that the rules name, and nothing plain stays behind', async () => {
  site = withRules(
    { destination: 'ogg', format: 'opus', plain: true },
    { destination: 'mp3', format: 'mp3', plain: true, sidecar: false },
    { destination: 'wav', format: 'wav', plain: true, name: 'audio/{recording}' },
    { destination: 'kept' },
  );
  await bench.start();
  await bench.record('rec-1');
  await bench.until(() => expect(bench.told('recording-published')).toHaveLength(4));
  await bench.until(() =>
    expect(Object.values(bench.store.state.outbox).map((row) => row.state)).toEqual(Array(4).fill('published')),
  );
  expect(bench.complaints).toEqual([]);
  expectBothSides(await published('ogg', `${day}/rec-1.ogg`), 'ogg');
  expectBothSides(await published('mp3', `${day}/rec-1.mp3`), 'mp3');
  const wav = await published('wav', 'audio/rec-1.wav');
  expectBothSides(wav, 'wav');
  expect(wav.readUInt32LE(4)).toBe(wav.length - 8);
  expect(await readdir(join(bench.dataFolder, 'mp3', day))).toEqual(['rec-1.mp3']);
  expect(JSON.parse(String(await published('wav', 'audio/rec-1.json')))).toMatchObject({
    file: 'rec-1.wav',
    format: 'WAV stereo, caller left, agent right',
    recipient: null,
    sha256: createHash('sha256').update(wav).digest('hex'),
  });
  expect(await readdir(bench.dataFolder)).not.toContain('outgoing');
  await bench.until(async () => expect(await readdir(join(bench.spoolFolder, 'outgoing'))).toEqual([]));
});

it("a copy for a receiver's own key opens with that key, and is the same at every attempt", async () => {
  const identity = await generateX25519Identity();
  const recipient = await identityToRecipient(identity);
  site = withRules({ destination: 'court', format: 'wav', encryptFor: [recipient] });
  // Something in the way of the first attempts: a file where the folder should be.
  await writeFile(join(bench.root, 'file'), '');
  const away = { ...localDestination('court', join(bench.root, 'file/in')), retries: 50 };
  const back = { ...localDestination('court', join(bench.root, 'court')), retries: 50 };
  site = { ...site, destinations: [away] };
  await bench.start();
  await bench.record('rec-1');
  await bench.until(() => expect(bench.store.state.outbox['rec-1:court']?.attempts).toBeGreaterThan(1));
  const before = JSON.parse(bench.store.state.outbox['rec-1:court']?.prepared ?? '{}');
  await bench.stop();
  site = { ...site, destinations: [back] };
  await bench.start();
  await bench.until(() => expect(bench.store.state.outbox['rec-1:court']?.state).toBe('published'));
  const copy = await readFile(join(bench.root, 'court', `${day}/rec-1.wav.age`));
  expect(createHash('sha256').update(copy).digest('hex')).toBe(before.sha256);
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  expectBothSides(await decrypter.decrypt(copy), 'wav');
  await bench.until(async () => expect(await readdir(join(bench.dataFolder, 'outgoing'))).toEqual([]));

  // Asked for again it cannot be the same bytes: it lies beside the first.
  await bench.recorder().publishAgain('rec-1', 'court');
  await bench.until(() => expect(bench.told('recording-published')).toHaveLength(2));
  expect((await readdir(join(bench.root, 'court', day))).sort()).toEqual(
    ['rec-1-2.json', 'rec-1-2.wav.age', 'rec-1.json', 'rec-1.wav.age'].sort(),
  );
});

it('an outcome that comes after the recording still decides where it goes', async () => {
  site = withRules({ destination: 'sales', outcomes: ['sold'] });
  let outcome: string | null = null;
  await bench.start({ calls: bench.callsWith(() => ({ outcome })) });
  await bench.record('rec-1');
  await bench.until(() => expect(bench.told('recording-sealed')).toHaveLength(1));
  outcome = 'sold';
  bench.commit({ type: 'outcome-set', callId: 'call-of-rec-1', agentId: 'ana', outcome, note: '' });
  await bench.until(() => expect(bench.told('recording-published')).toHaveLength(1));
});

it('what waits for its hours is not sent before, unless somebody asks for it', async () => {
  const at = new Date(Date.now());
  const later = (at.getUTCDay() + 3) % 7;
  const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
  site = withRules({ destination: 'night', send: { days: [days[later] ?? 'mon'] } });
  await bench.start();
  await bench.record('rec-1');
  const row = () => bench.store.state.outbox['rec-1:night'];
  await bench.until(() => expect(row()?.nextAttemptAt).toBeGreaterThan(Date.now() + 86_400_000));
  expect(row()).toMatchObject({ state: 'waiting', attempts: 0 });
  await bench.recorder().publishAgain('rec-1', 'night');
  await bench.until(() => expect(row()?.state).toBe('published'));
});

it('a clock that is set back by a day lets nothing wait for a day', async () => {
  const away = localDestination('away', join(bench.root, 'file/in'));
  await writeFile(join(bench.root, 'file'), '');
  site = { ...withRules({ destination: 'away' }), destinations: [{ ...away, retries: 50 }] };
  let clock = Date.now() + 86_400_000;
  // After its first failure it waits for an hour.
  await bench.start({ now: () => clock, publishWaits: { firstMs: 3_600_000, longestMs: 3_600_000 } });
  await bench.record('rec-1');
  await bench.until(() => expect(bench.store.state.outbox['rec-1:away']?.nextAttemptAt).toBeGreaterThan(clock));
  site = { ...site, destinations: [localDestination('away', join(bench.root, 'back'))] };
  clock -= 86_400_000;
  // Anything that happens lets the outbox be looked at; it is every minute without that.
  await bench.record('rec-2');
  await bench.until(() => expect(bench.told('recording-published')).toHaveLength(2));
});
