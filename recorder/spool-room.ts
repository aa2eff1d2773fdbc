import { statfs } from 'node:fs/promises';
import type { SpoolRoom } from '../services/core/facts/house-facts.ts';
import type { Logger } from '../services/ports.ts';
import { BYTES_PER_SAMPLE, SAMPLE_RATE } from './timeline.ts';

const EVERY_MS = 1_000;
const BYTES_PER_SECOND = SAMPLE_RATE * BYTES_PER_SAMPLE;
/** Full: what is written until the next look, and until Asterisk has stopped, must still have room. */
const FULL_BYTES = 16 * 2 ** 20;
const FULL_SHARE = 0.05;
const FULL_SECONDS = 3;
/** Short: somebody still has time to do something. */
const SHORT_BYTES = 256 * 2 ** 20;
const SHORT_SHARE = 0.25;
const SHORT_SECONDS = 120;
/** A state is left only with so much more room than it begins with, so that recordings do not come and go. */
const BACK = 1.5;

/** What there is of room; bytes, and how many calls are being recorded. */
export type RoomSeen = { readonly freeBytes: number; readonly totalBytes: number; readonly captures: number };

/** How that room is to be called, after what it was called before. */
export function roomOf(before: SpoolRoom, { freeBytes, totalBytes, captures }: RoomSeen): SpoolRoom {
  const needed = captures * BYTES_PER_SECOND;
  const full = Math.max(Math.min(FULL_BYTES, totalBytes * FULL_SHARE), needed * FULL_SECONDS);
  const short = Math.max(Math.min(SHORT_BYTES, totalBytes * SHORT_SHARE), needed * SHORT_SECONDS);
  if (freeBytes < full * (before === 'full' ? BACK : 1)) return 'full';
  return freeBytes < short * (before === 'free' ? 1 : BACK) ? 'short' : 'free';
}

/** Looks after the room of a disk and tells of every change. The first look is always told. `close()` ends it. */
export function watchRoom(options: {
  readonly folder: string;
  /** Of which disk: what the log says of it. */
  readonly of: keyof typeof sentences;
  /** Calls that are being recorded there now. */
  readonly captures: () => number;
  readonly tell: (room: SpoolRoom, freeBytes: number) => unknown;
  readonly logger: Logger;
  readonly everyMs?: number;
}): { readonly close: () => Promise<void> } {
  const { folder, of, captures, tell, logger } = options;
  let told: SpoolRoom | null = null;
  let looking: Promise<void> | null = null;
  const look = async () => {
    const { bavail, blocks, bsize } = await statfs(folder);
    const seen = { freeBytes: bavail * bsize, totalBytes: blocks * bsize, captures: captures() };
    const room = roomOf(told ?? 'free', seen);
    if (room === told) return;
    await tell(room, seen.freeBytes);
    if (room !== 'free') logger.error({ folder, ...seen }, sentences[of][room](folder, seen.freeBytes));
    else if (told !== null) logger.info({ folder, ...seen }, `${folder} has room again.`);
    told = room;
  };
  const timer = setInterval(() => {
    looking ??= look()
      .catch((err: unknown) => logger.error({ err, folder }, `The room in ${folder} could not be seen.`))
      .finally(() => {
        looking = null;
      });
  }, options.everyMs ?? EVERY_MS);
  return {
    close: async () => {
      clearInterval(timer);
      await looking;
    },
  };
}

const megabytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MB`;
const sentences = {
  spool: {
    short: (folder: string, free: number) =>
      `The spool ${folder} has only ${megabytes(free)} left for the sound of calls. Enlarge it, or free space on the data disk so that recordings can be sealed.`,
    full: (folder: string, free: number) =>
      `The spool ${folder} is full (${megabytes(free)} left): calls go on unrecorded, what was recorded is kept. Enlarge it, or free space on the data disk so that recordings can be sealed.`,
  },
  data: {
    short: (folder: string, free: number) =>
      `The disk of ${folder} has only ${megabytes(free)} left. Free some space: when it is full, no call can be taken.`,
    full: (folder: string, free: number) =>
      `The disk of ${folder} is almost full (${megabytes(free)} left), and what is left is for the journal of calls: recordings wait in the spool. Free some space now: when it is full, no call can be taken.`,
  },
} as const;
