import { join } from 'node:path';
import type { By } from '../../services/core/agent.ts';
import { CentralitaError } from '../../services/core/errors.ts';
import type { BulkLeft } from '../../services/http/protocol.ts';
import type { BulkItem, BulkJobRow, BulkZip } from '../../services/ports.ts';
import { sidecarName } from '../destinations/destination.ts';
import { identityOf } from '../open.ts';
import type { ZipContent, ZipEntry } from '../worker/zip-protocol.ts';
import { zipStream } from '../worker/zip-stream.ts';
import type { BulkJobsOptions } from './options.ts';

const PAGE = 500;

type Who = { readonly by: By; readonly from: string };
type Made = { readonly entries: ZipEntry[]; readonly contents: (() => Promise<ZipContent>)[] };

/**
 * The ZIP of a job, made while it is fetched: each recording with a JSON beside it, then `manifest.json` and `SHA256SUMS`,
 * by which `sha256sum -c` checks all of them. A recording that was erased since is not in it, and one that is erased
 * meanwhile ends it.
 */
export async function fetchZip(options: BulkJobsOptions, job: BulkJobRow, who: Who): Promise<BulkZip> {
  const { store } = options;
  const erased = await store.erased(job.id);
  const made: Made = { entries: [], contents: [] };
  const files: object[] = [];
  const left: BulkLeft[] = [];
  const sums: string[] = [];
  const text = (name: string, content: string) =>
    add(made, { name, bytes: Buffer.byteLength(content), at: job.endedAt ?? job.createdAt }, async () => ({
      kind: 'text',
      text: content,
    }));
  for (let after = -1; ; ) {
    const items = await store.items(job.id, { after, limit: PAGE });
    const last = items.at(-1);
    if (last === undefined) break;
    after = last.n;
    for (const item of items) {
      const { recordingId, callId, name, bytes, sha256, sidecar, startedAt } = item;
      const whole = name !== null && bytes !== null && sha256 !== null && sidecar !== null && startedAt !== null;
      if (item.state !== 'done' || erased.has(recordingId) || !whole) {
        left.push({ recordingId, callId, reason: item.reason ?? 'recording-erased' });
        continue;
      }
      add(made, { name, bytes, at: startedAt }, () => audioOf(options, job, { ...item, sha256 }, who));
      add(made, { name: sidecarName(name), bytes: Buffer.byteLength(sidecar), at: startedAt }, async () => ({
        kind: 'text',
        // Not kept meanwhile: there may be very many.
        text: (await store.items(job.id, { after: item.n - 1, limit: 1 }))[0]?.sidecar ?? '',
      }));
      files.push({ recordingId, callId, file: name, bytes, sha256 });
      sums.push(`${sha256}  ${name}\n`);
    }
  }
  if (files.length === 0)
    throw new CentralitaError('bulk-empty', 'None of the recordings found can be had; the job says why for each.');
  const { id, search, format, createdAt, by } = job;
  const facts = { version: 1, job: id, createdAt: new Date(createdAt).toISOString(), createdBy: by, search, format };
  text('manifest.json', `${JSON.stringify({ ...facts, files, left }, null, 1)}\n`);
  text('SHA256SUMS', sums.join(''));
  const { stream, bytes } = await zipStream(made.entries, job.encryptFor, async (n) => {
    const content = made.contents[n];
    if (content === undefined) throw new Error(`A ZIP of ${made.entries.length} files was asked for file ${n}.`);
    return content();
  });
  const day = new Date(createdAt).toISOString().slice(0, 10);
  const fileName = `recordings-${day}-${id.slice(-8)}.zip${job.encryptFor === null ? '' : '.age'}`;
  return { fileName, bytes, stream };
}

function add({ entries, contents }: Made, entry: ZipEntry, content: () => Promise<ZipContent>): void {
  entries.push(entry);
  contents.push(content);
}

/** What is needed to read a recording now; in the ledger before a byte of it is read. */
async function audioOf(
  options: BulkJobsOptions,
  job: BulkJobRow,
  item: Pick<BulkItem, 'recordingId'> & { readonly sha256: string },
  who: Who,
): Promise<ZipContent> {
  const { recordingId, sha256 } = item;
  const sealed = await options.recordings.sealed(recordingId);
  if (sealed === null || (await options.erasure(recordingId)) !== null)
    throw new CentralitaError('recording-erased', 'A recording was erased while its ZIP was fetched. Fetch it again.');
  const identity = await identityOf(options.keyring, sealed);
  const format = job.format ?? 'opus';
  await options.ledger.append({
    at: options.now(),
    recordingId,
    action: job.encryptFor === null ? 'downloaded' : 'exported',
    ...who,
    details: { format, bulk: job.id, ...(job.encryptFor === null ? {} : { recipient: job.encryptFor }) },
  });
  const path = join(options.dataFolder, sealed.path);
  const source = { ffmpeg: options.ffmpeg, path, identity, sha256: sealed.sha256, format } as const;
  return { kind: 'audio', source, sha256 };
}
