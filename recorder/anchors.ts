import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { writePrivateFile } from '../config/data-folder.ts';
import type { Anchor, SiteFile } from '../config/site.ts';
import type { AnchorView } from '../services/http/protocol.ts';
import type { Ledger, Logger } from '../services/ports.ts';
import { attemptPublication } from './attempt.ts';
import { sha256Of } from './copies.ts';
import { type DestinationContext, DestinationError, type Publication } from './destinations/destination.ts';
import { hasCode } from './durable.ts';
import { readAtOnce } from './pace.ts';

const LOOK_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const lastSchema = z.record(z.string(), z.object({ at: z.number(), seq: z.number(), location: z.string() }));
type Last = z.infer<typeof lastSchema>;

export type AnchorsOptions = {
  readonly dataFolder: string;
  readonly publicUrl: string;
  readonly secret: DestinationContext['secret'];
  readonly site: () => SiteFile;
  readonly ledger: Pick<Ledger, 'head'>;
  readonly now: () => number;
  readonly logger: Logger;
};

export type Anchors = {
  readonly list: () => Promise<readonly AnchorView[]>;
  /** Writes down what is due now. */
  readonly look: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/**
 * Writes the head of the ledger down at destinations of the site, so that an end that is cut off, or a ledger that is
 * written anew, shows against it. What fails is tried again each minute, and its reason stands on the page.
 */
export async function startAnchors(options: AnchorsOptions): Promise<Anchors> {
  const { site, ledger, now, logger } = options;
  const file = join(options.dataFolder, 'anchors.json');
  const last: Last = await readLast(file);
  const errors = new Map<string, string>();
  const stopping = new AbortController();
  const wanted = (): readonly Anchor[] => site().anchors ?? [];

  const write = async (anchor: Anchor, head: { readonly seq: number; readonly hash: string }) => {
    const { destination, lockDays } = anchor;
    const settings = site().destinations.find((one) => one.id === destination);
    if (settings === undefined)
      throw new DestinationError('destination-not-found', `The site file has no destination "${destination}".`);
    const folder = await mkdtemp(join(tmpdir(), 'centralita-anchor-'));
    try {
      const at = now();
      const publication = await anchorPublication(
        folder,
        head,
        at,
        lockDays === undefined ? null : at + lockDays * DAY_MS,
      );
      const { publicUrl, secret, dataFolder } = options;
      const context = { dataFolder, publicUrl, secret, read: readAtOnce };
      const { location } = await attemptPublication(settings, publication, context, stopping.signal);
      last[destination] = { at, seq: head.seq, location };
      writePrivateFile(file, `${JSON.stringify(last, null, 2)}\n`);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
  const look = async () => {
    for (const anchor of wanted()) {
      const before = last[anchor.destination];
      const head = await ledger.head();
      // A clock that was set back must not stop it for long.
      const since = before === undefined ? Number.POSITIVE_INFINITY : Math.abs(now() - before.at);
      if (head === null || head.seq === before?.seq || since < anchor.everyHours * HOUR_MS) continue;
      try {
        await write(anchor, head);
        errors.delete(anchor.destination);
      } catch (err) {
        if (stopping.signal.aborted) return;
        errors.set(anchor.destination, err instanceof Error ? err.message : String(err));
        logger.error({ err, destination: anchor.destination }, 'the head of the ledger was not written down there');
      }
    }
  };
  let looking: Promise<void> = Promise.resolve();
  const next = () => {
    looking = looking.then(look).catch((err: unknown) => logger.error({ err }, 'the anchors could not be looked at'));
    return looking;
  };
  const timer = setInterval(() => void next(), LOOK_MS);
  timer.unref();
  void next();
  return {
    look: next,
    list: async () =>
      wanted().map(({ destination, everyHours }) => ({
        destination,
        everyHours,
        last: last[destination] ?? null,
        error: errors.get(destination) ?? null,
      })),
    close: async () => {
      clearInterval(timer);
      stopping.abort();
      await looking;
    },
  };
}

async function readLast(file: string): Promise<Last> {
  try {
    return lastSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    // What cannot be read is written anew: then one anchor more is made.
    if (hasCode(error, 'ENOENT') || error instanceof SyntaxError || error instanceof z.ZodError) return {};
    throw error;
  }
}

async function anchorPublication(
  folder: string,
  { seq, hash }: { readonly seq: number; readonly hash: string },
  at: number,
  lockUntil: number | null,
): Promise<Publication> {
  const iso = new Date(at).toISOString();
  const text = `${JSON.stringify({ version: 1, ledger: 'centralita', at: iso, seq, hash })}\n`;
  const path = join(folder, 'anchor.json');
  await writeFile(path, text, { mode: 0o600 });
  const name = `ledger/${iso.slice(0, 10).replaceAll('-', '/')}/${String(seq).padStart(12, '0')}-${iso.replace(/[^0-9]/g, '').slice(8)}.anchor`;
  const bytes = Buffer.byteLength(text);
  const sha256 = sha256Of(text);
  return {
    recordingId: `ledger-${seq}-${at}`,
    callId: 'ledger',
    path,
    bytes,
    sha256,
    name,
    withSidecar: false,
    about: { seq, hash },
    ...(lockUntil === null ? {} : { lockUntil }),
    sidecar: {
      version: 1,
      recordingId: `ledger-${seq}`,
      callId: 'ledger',
      service: { id: 'ledger', name: 'Centralita', timeZone: 'UTC' },
      callStartedAt: iso,
      recordingStartedAt: iso,
      durationMs: 0,
      file: name,
      format: 'JSON; the head of the ledger',
      recipient: null,
      bytes,
      sha256,
    },
  };
}
