import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type Client from 'ssh2-sftp-client';

export type Sftp = Awaited<ReturnType<Client['connect']>>;

/*
 * The client's own `put` and streams are not used: `put` says that a file arrived although the server had no space left
 * (its writer closes before it fails), and a stream whose connection ends emits an error that nobody hears. Both seen.
 */

const CHUNK_BYTES = 128 * 1024;
/** SSH_FX_EOF of the SFTP protocol. */
const END_OF_FILE = 1;

type Done = (error?: Error | null) => void;
const told = (work: (done: Done) => void) =>
  new Promise<void>((resolve, reject) => work((error) => (error ? reject(error) : resolve())));

/** Blocks on their way at a time: a line with a long delay is filled by so many. */
const UNDER_WAY = 32;

/** Sends what is read, many blocks under way at a time. */
export async function sendFile(sftp: Sftp, source: Readable, to: string): Promise<void> {
  await withHandle(sftp, to, 'w', async (handle) => {
    const underWay = new Set<Promise<void>>();
    let position = 0;
    for await (const read of source) {
      const chunk = read as Buffer;
      const at = position;
      position += chunk.length;
      const one = told((done) => sftp.write(handle, chunk, 0, chunk.length, at, done)).finally(() =>
        underWay.delete(one),
      );
      // Looked at below: what fails meanwhile is not left unheard.
      one.catch(() => undefined);
      underWay.add(one);
      if (underWay.size >= UNDER_WAY) await Promise.race(underWay);
    }
    await Promise.all(underWay);
  });
}

/** Writes a small file. */
export function writeFile(sftp: Sftp, path: string, content: string): Promise<void> {
  return told((done) => sftp.writeFile(path, content, done));
}

/** Flushes a file to the disk where the server knows how (OpenSSH does). */
export async function flush(sftp: Sftp, path: string): Promise<void> {
  await withHandle(sftp, path, 'r+', (handle) =>
    told((done) => {
      try {
        sftp.ext_openssh_fsync(handle, done);
      } catch {
        // The client throws when the server did not offer this extension: there is no way to flush there.
        done();
      }
    }),
  );
}

/** SHA-256 and size of a file as it lies there. */
export function hashRemote(sftp: Sftp, path: string): Promise<{ readonly sha256: string; readonly bytes: number }> {
  return withHandle(sftp, path, 'r', async (handle) => {
    const hash = createHash('sha256');
    const chunk = Buffer.alloc(CHUNK_BYTES);
    let bytes = 0;
    for (;;) {
      const read = await readAt(sftp, handle, chunk, bytes);
      if (read === 0) return { sha256: hash.digest('hex'), bytes };
      hash.update(chunk.subarray(0, read));
      bytes += read;
    }
  });
}

function readAt(sftp: Sftp, handle: Buffer, into: Buffer, position: number): Promise<number> {
  return new Promise((resolve, reject) => {
    sftp.read(handle, into, 0, into.length, position, (error, read) => {
      if (error === undefined || error === null) return resolve(read);
      if ('code' in error && error.code === END_OF_FILE) return resolve(0);
      reject(error);
    });
  });
}

async function withHandle<T>(
  sftp: Sftp,
  path: string,
  mode: 'r' | 'r+' | 'w',
  work: (handle: Buffer) => Promise<T>,
): Promise<T> {
  const handle = await new Promise<Buffer>((resolve, reject) => {
    sftp.open(path, mode, (error, opened) => (error ? reject(error) : resolve(opened)));
  });
  const result = await work(handle);
  await told((done) => sftp.close(handle, done));
  return result;
}
