import { mkdir, readdir, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { RuntimeProgram } from '../config/runtime.ts';
import type { PublicationRule } from '../config/site.ts';
import type { OutboxRow, SealedRow } from '../services/ports.ts';
import { DestinationError } from './destinations/destination.ts';
import { hasCode } from './durable.ts';
import { BYTES_PER_SAMPLE, SAMPLE_RATE } from './timeline.ts';
import type { WorkerPool } from './worker/pool.ts';

/** Copies for others' keys, until they are published: below the data folder. */
const OUTGOING = 'outgoing';
/** Plain copies, until they are published: in memory, below the spool. */
const IN_MEMORY = 'outgoing';

/** What a row of the outbox sends, settled at its first attempt: every later one sends the same bytes by the same name. */
const preparedSchema = z.object({
  name: z.string(),
  format: z.enum(['sealed', 'opus', 'mp3', 'wav']),
  encryptFor: z.array(z.string()),
  sidecar: z.boolean(),
  /** Of what is sent; of a sealed file these stand in its own row. */
  bytes: z.number().nullable(),
  sha256: z.string().nullable(),
  /** How often it was published before as something else. */
  again: z.int(),
});
export type Prepared = z.infer<typeof preparedSchema>;

export type Preparer = {
  readonly dataFolder: string;
  readonly spoolFolder: string;
  readonly ffmpeg: RuntimeProgram;
  readonly workers: WorkerPool;
  /** The private half of a recording's key pair. @throws CentralitaError when it cannot be had. */
  readonly identity: (row: SealedRow) => Promise<string> | string;
};

export function readPrepared(row: Pick<OutboxRow, 'prepared'>): Prepared | null {
  return row.prepared === null ? null : preparedSchema.parse(JSON.parse(row.prepared));
}

const endings = { sealed: '', opus: '.ogg', mp3: '.mp3', wav: '.wav' } as const;

/** What a rule makes of a recording; the name has its ending. */
export function planned(rule: PublicationRule, base: string, again = 0): Prepared {
  const format = rule.format ?? 'sealed';
  const encryptFor = rule.encryptFor ?? [];
  const audio = endings[format];
  const age = format === 'sealed' || encryptFor.length > 0 ? '.age' : '';
  const name = `${base}${again > 0 ? `-${again + 1}` : ''}${audio}${age}`;
  return { name, format, encryptFor, sidecar: rule.sidecar ?? true, bytes: null, sha256: null, again };
}

/**
 * The file that a row sends, made if it is not there: the sealed one as it is, or a copy in another format or for
 * another key. A copy for a key is written once and kept until it is published, as encrypting anew would give other
 * bytes; a plain one is made anew in memory whenever it is needed.
 * @throws CentralitaError `recording-damaged`, `destination-prepare-full`, `disk-full`, and what keys and ffmpeg throw.
 */
export async function prepareFile(
  preparer: Preparer,
  rowId: string,
  sealed: SealedRow,
  prepared: Prepared,
): Promise<{ readonly path: string; readonly prepared: Prepared }> {
  const source = join(preparer.dataFolder, sealed.path);
  if (prepared.format === 'sealed')
    return { path: source, prepared: { ...prepared, bytes: sealed.bytes, sha256: sealed.sha256 } };
  const path = fileOf(preparer, rowId, prepared);
  if (prepared.sha256 !== null && (await isThere(preparer, path, prepared.sha256))) return { path, prepared };
  if (prepared.encryptFor.length === 0) await needMemory(preparer, sealed, prepared);
  const made = await preparer.workers
    .run({
      kind: 'copy',
      ffmpeg: preparer.ffmpeg,
      path: source,
      identity: await preparer.identity(sealed),
      sha256: sealed.sha256,
      format: prepared.format,
      recipients: prepared.encryptFor,
      target: path,
    })
    .catch((error: unknown) => {
      throw hasCode(error, 'ENOSPC', 'EDQUOT') ? full(preparer, sealed.recordingId, prepared) : error;
    });
  return { path, prepared: { ...prepared, ...made } };
}

/** Lets go of the copy that a row sent; `maybeAgain`: of one that can be made anew, bit by bit, only. */
export async function forgetPrepared(
  preparer: Preparer,
  row: Pick<OutboxRow, 'id' | 'prepared'>,
  maybeAgain = false,
): Promise<void> {
  const prepared = readPrepared(row);
  if (prepared === null || prepared.format === 'sealed') return;
  if (!maybeAgain || prepared.encryptFor.length === 0) await rm(fileOf(preparer, row.id, prepared), { force: true });
}

/** At a start: copies that no row waits for, and half ones, are removed. */
export async function sweepPrepared(preparer: Preparer, wanted: ReadonlySet<string>): Promise<void> {
  await rm(join(preparer.spoolFolder, IN_MEMORY), { recursive: true, force: true });
  const folder = join(preparer.dataFolder, OUTGOING);
  const files = await readdir(folder).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  });
  for (const file of files) if (!wanted.has(file)) await rm(join(folder, file), { recursive: true, force: true });
}

/** The name that a row's copy has below `outgoing/`. */
export const preparedFileName = (rowId: string) => rowId.replaceAll(/[^A-Za-z0-9_-]/g, '_');

function fileOf(preparer: Preparer, rowId: string, prepared: Prepared): string {
  const file = preparedFileName(rowId);
  return prepared.encryptFor.length > 0
    ? join(preparer.dataFolder, OUTGOING, file)
    : join(preparer.spoolFolder, IN_MEMORY, file);
}

async function isThere(preparer: Preparer, path: string, sha256: string): Promise<boolean> {
  try {
    return (await preparer.workers.run({ kind: 'hash', path })).sha256 === sha256;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false;
    throw error;
  }
}

/** A plain copy must leave room in the spool for the calls that are recorded meanwhile: at most half of what is free. */
async function needMemory(preparer: Preparer, sealed: SealedRow, prepared: Prepared): Promise<void> {
  await mkdir(join(preparer.spoolFolder, IN_MEMORY), { recursive: true, mode: 0o700 });
  const { bavail, bsize } = await statfs(preparer.spoolFolder);
  const bytes =
    prepared.format === 'wav' ? (sealed.durationMs / 1000) * SAMPLE_RATE * BYTES_PER_SAMPLE : sealed.bytes * 2;
  if (bytes > (bavail * bsize) / 2) throw full(preparer, sealed.recordingId, prepared);
}

function full(preparer: Preparer, recordingId: string, prepared: Prepared): DestinationError {
  const plain = prepared.encryptFor.length === 0;
  const sentence = plain
    ? `The spool ${preparer.spoolFolder} has no room for a plain ${prepared.format} copy of recording ${recordingId}. Enlarge it, or choose a smaller format or encryptFor in the rule; it is tried again.`
    : `The disk of ${preparer.dataFolder} has no room for a copy of recording ${recordingId}. Free some space; it is tried again.`;
  return new DestinationError('destination-prepare-full', sentence);
}
