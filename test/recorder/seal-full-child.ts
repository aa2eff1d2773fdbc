/** Seals onto a small disk that is full at first; run by seal-full.test.ts, which makes that disk. */
import { randomBytes } from 'node:crypto';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ringOf } from '../../config/master-keys/keyring.ts';
import { runtimeProgram } from '../../config/runtime.ts';
import { sealRecording } from '../../recorder/seal.ts';
import { isSpooled } from '../../recorder/spool.ts';
import { WorkerPool } from '../../recorder/worker/pool.ts';
import { CentralitaError } from '../../services/core/errors.ts';
import { fakeStore } from './fakes.ts';
import { spool, tones } from './tones.ts';

const [root = '', dataFolder = ''] = process.argv.slice(2);
const store = fakeStore();
const workers = new WorkerPool(1);
const sealer = {
  dataFolder,
  spoolFolder: join(root, 'spool'),
  keyring: ringOf(randomBytes(32)),
  ffmpeg: runtimeProgram('ffmpeg'),
  recordings: store.recordings,
  workers,
};
const START = Date.UTC(2027, 0, 15, 23, 0, 0);
store.state.parts.rec = [{ captureId: 'cap', startedAt: START, endedAt: START + 20_000 }];
await spool(sealer.spoolFolder, 'rec', 'cap', tones({ ms: 20_000, left: 440, right: 880 }));
await writeFile(join(dataFolder, 'filler'), Buffer.alloc(160 * 1024));

const seal = () => sealRecording(sealer, { recordingId: 'rec', callId: 'call' });
const full = await seal().catch((error: unknown) =>
  error instanceof CentralitaError ? { code: error.code, message: error.message } : String(error),
);
const spooled = await isSpooled(sealer.spoolFolder, 'rec');
const left = await readdir(join(dataFolder, 'recordings/2027/01/15'));
await rm(join(dataFolder, 'filler'));
const { kind } = await seal();
await workers.close();
process.stdout.write(JSON.stringify({ full, spooled, left, kind }));
