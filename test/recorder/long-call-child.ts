/**
 * Seals many hours of silence in a spool that takes no room, with a coder that only makes pages, so that what is left is our
 * own way from spool to disk and back; run by long-call.test.ts. Prints the most memory that it took, in MB.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ringOf } from '../../config/master-keys/keyring.ts';
import { sealRecording } from '../../recorder/seal.ts';
import { WorkerPool } from '../../recorder/worker/pool.ts';
import { fakeStore } from './fakes.ts';

const [root = '', hours = ''] = process.argv.slice(2);
const START = Date.UTC(2027, 0, 15, 23, 0, 0);
const durationMs = Number(hours) * 3_600_000;
const spoolFolder = join(root, 'spool');
const workers = new WorkerPool(1);
const store = fakeStore();

store.state.parts.rec = [{ captureId: 'cap', startedAt: START, endedAt: START + durationMs }];
await mkdir(join(spoolFolder, 'rec'), { recursive: true });
const file = await open(join(spoolFolder, 'rec/cap.raw'), 'w');
await file.truncate(durationMs * 32);
await file.close();
const before = await peakMb();
const coder = fileURLToPath(new URL('paging-coder.mjs', import.meta.url));
// What it is told, a real coder would need.
const ffmpeg = { command: process.execPath, args: [coder], env: {} };
const sealer = { dataFolder: join(root, 'data'), spoolFolder, keyring: ringOf(randomBytes(32)), ffmpeg, workers };
const result = await sealRecording({ ...sealer, recordings: store.recordings }, { recordingId: 'rec', callId: 'call' });
const after = await peakMb();
await workers.close();
const row = result.kind === 'sealed' ? result.row : null;
process.stdout.write(JSON.stringify({ grownMb: after - before, durationMs: row?.durationMs, bytes: row?.bytes }));

async function peakMb(): Promise<number> {
  const status = await readFile('/proc/self/status', 'utf8');
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024);
}
