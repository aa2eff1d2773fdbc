import { Readable } from 'node:stream';
import yazl from 'yazl';
import { CentralitaError } from '../../services/core/errors.ts';
import { measuredStream } from './plain-audio.ts';
import type { ZipContent, ZipEntry } from './zip-protocol.ts';

/**
 * A ZIP that is made as it is read: one file after the other, stored as it is (sound does not become smaller), nothing
 * kept. `contentOf` is asked for each file when its turn comes.
 */
export function zipOf(
  entries: readonly ZipEntry[],
  contentOf: (n: number) => Promise<ZipContent>,
): { readonly stream: Readable; readonly size: Promise<number> } {
  const zip = new yazl.ZipFile();
  const out = zip.outputStream as Readable;
  zip.on('error', (error: Error) => out.destroy(error));
  const open = async (n: number, { name, bytes }: ZipEntry): Promise<Readable> => {
    const content = await contentOf(n);
    if (content.kind === 'text') return Readable.from([Buffer.from(content.text)], { objectMode: false });
    const stream = measuredStream(content.source, { bytes, sha256: content.sha256 }, () => differs(name));
    return stream.once('error', (error) => zip.emit('error', error));
  };
  for (const [n, entry] of entries.entries()) {
    const options = { mtime: new Date(entry.at), mode: 0o100640, compress: false, size: entry.bytes };
    zip.addReadStreamLazy(entry.name, options, (give) => {
      open(n, entry).then(
        (stream) => give(null, stream),
        (error: unknown) => zip.emit('error', error),
      );
    });
  }
  const size = new Promise<number>((resolve) => {
    // Its types know of no number there.
    const end = zip.end.bind(zip) as unknown as (options: object, told: (bytes: number) => void) => void;
    end({}, resolve);
  });
  return { stream: out, size };
}

const differs = (name: string) =>
  new CentralitaError(
    'bulk-differs',
    `${name} is not what it was when the job was done: the programs that convert sound were changed since. Begin the job anew.`,
  );
