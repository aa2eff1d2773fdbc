import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { ringOf } from '../../../config/master-keys/keyring.ts';
import { runtimeProgram } from '../../../config/runtime.ts';
import { identityOf } from '../../../recorder/open.ts';
import { sealRecording } from '../../../recorder/seal.ts';
import { WorkerPool } from '../../../recorder/worker/pool.ts';
import { fakeStore } from '../../recorder/fakes.ts';
import { RATE, tones } from '../../recorder/tones.ts';
import { between, levelOf } from '../../support/sound.ts';

const START = Date.UTC(2027, 0, 15, 23, 0, 0);
const BYTES_PER_SECOND = RATE * 4;
const LOOK_EVERY_MS = 200;
const WAV_HEADER_BYTES = 44;
/** Ten seconds of a conversation, over and over: each side alone, both, nobody. */
const TALK = tones(
  { ms: 3_000, left: 440, right: 0 },
  { ms: 3_000, left: 0, right: 880 },
  { ms: 2_000, left: 440, right: 880 },
  { ms: 2_000, left: 0, right: 0 },
);

export type LongCall = {
  readonly hours: number;
  readonly spoolMb: number;
  readonly sealedMb: number;
  readonly sealSeconds: number;
  /** The most memory that the sealing process and its ffmpeg had, each. */
  readonly peakMb: number;
  readonly ffmpegPeakMb: number;
  /** The same while it is copied as WAV, as for a destination. */
  readonly copySeconds: number;
  readonly copyPeakMb: number;
  /** Places, of those looked at, that sound as they were recorded. */
  readonly right: number;
  readonly looked: number;
};

/** Seals a call of many hours from a spool in memory, then makes a WAV copy of it and listens to that here and there. */
export async function longCall(hours: number, tell: (line: string) => void): Promise<LongCall> {
  const root = mkdtempSync('/dev/shm/centralita-long-');
  const workers = new WorkerPool(1);
  const peak = watchMemory();
  try {
    const spoolFolder = join(root, 'spool');
    const store = fakeStore();
    const durationMs = hours * 3_600_000;
    store.state.parts.long = [{ captureId: 'cap', startedAt: START, endedAt: START + durationMs }];
    await mkdir(join(spoolFolder, 'long'), { recursive: true });
    const seconds = hours * 3_600;
    await synthesise(join(spoolFolder, 'long', 'cap.raw'), seconds);
    tell(`${hours} h of sound are in the spool`);
    const keyring = ringOf(randomBytes(32));
    const ffmpeg = runtimeProgram('ffmpeg');
    const sealer = { dataFolder: root, spoolFolder, keyring, ffmpeg, recordings: store.recordings, workers };
    const [sealed, sealSeconds] = await timed(sealRecording(sealer, { recordingId: 'long', callId: 'call' }));
    if (sealed.kind !== 'sealed') throw new Error(`Nothing was sealed: ${sealed.reason}`);
    const { row } = sealed;
    const atSeal = peak.take();
    tell(`sealed in ${sealSeconds} s with ${atSeal.ours} MB`);
    const target = join(root, 'copy.wav');
    const identity = await identityOf(keyring, row);
    const [, copySeconds] = await timed(
      workers.run({
        kind: 'copy',
        ffmpeg,
        path: join(root, row.path),
        identity,
        sha256: row.sha256,
        format: 'wav',
        recipients: [],
        target,
      }),
    );
    const atCopy = peak.take();
    const places = [0, 0.25, 0.5, 0.75].map((share) => Math.floor((seconds * share) / 10) * 10).concat(seconds - 10);
    const right = (await Promise.all(places.map((at) => soundsRight(target, at)))).filter(Boolean).length;
    return {
      hours,
      spoolMb: megabytes(seconds * BYTES_PER_SECOND),
      sealedMb: megabytes(row.bytes),
      sealSeconds,
      peakMb: atSeal.ours,
      ffmpegPeakMb: atSeal.ffmpeg,
      copySeconds,
      copyPeakMb: atCopy.ours,
      right: row.durationMs === durationMs ? right : 0,
      looked: places.length,
    };
  } finally {
    peak.close();
    await workers.close();
    rmSync(root, { recursive: true, force: true });
  }
}

async function synthesise(path: string, seconds: number): Promise<void> {
  const minute = Buffer.concat(Array.from({ length: 6 }, () => TALK));
  const file = await open(path, 'w', 0o600);
  for (let left = seconds; left > 0; left -= 60) await file.appendFile(minute.subarray(0, left * BYTES_PER_SECOND));
  await file.close();
}

/** Ten seconds from a place of the copy, held against the talk. */
async function soundsRight(path: string, second: number): Promise<boolean> {
  const file = await open(path, 'r');
  const pcm = Buffer.alloc(10 * BYTES_PER_SECOND);
  await file.read(pcm, 0, pcm.length, WAV_HEADER_BYTES + second * BYTES_PER_SECOND);
  await file.close();
  const side = (offset: number) =>
    Int16Array.from({ length: pcm.length >> 2 }, (_, n) => pcm.readInt16LE(n * 4 + offset));
  const heard = (offset: number, hertz: number, from: number, to: number) =>
    levelOf(between(side(offset), from + 300, to - 100), hertz) > -35;
  return (
    heard(0, 440, 0, 3_000) &&
    !heard(2, 880, 0, 3_000) &&
    heard(2, 880, 3_000, 6_000) &&
    !heard(0, 440, 3_000, 6_000) &&
    heard(0, 440, 6_000, 8_000) &&
    heard(2, 880, 6_000, 8_000) &&
    !heard(0, 440, 8_000, 10_000)
  );
}

/** The most memory in use since the last time it was asked: of this process, and of the programs that it started. */
function watchMemory() {
  let [ours, ffmpeg] = [0, 0];
  const look = () => {
    ours = Math.max(ours, residentOf(String(process.pid)));
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name)))
      if (parentOf(pid) === process.pid) ffmpeg = Math.max(ffmpeg, residentOf(pid));
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  return {
    take: () => {
      look();
      const taken = { ours, ffmpeg };
      [ours, ffmpeg] = [0, 0];
      return taken;
    },
    close: () => clearInterval(timer),
  };
}

function statusOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}

const parentOf = (pid: string) => Number(/PPid:\s+(\d+)/.exec(statusOf(pid))?.[1] ?? 0);
const residentOf = (pid: string) => Math.round(Number(/VmRSS:\s+(\d+)/.exec(statusOf(pid))?.[1] ?? 0) / 1024);
const megabytes = (bytes: number) => Math.round(bytes / 1e6);

async function timed<T>(work: Promise<T>): Promise<readonly [T, number]> {
  const from = performance.now();
  const done = await work;
  return [done, Math.round((performance.now() - from) / 100) / 10];
}
