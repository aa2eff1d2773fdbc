import { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import { threadModule } from '../../config/threads/thread-module.ts';
import { CentralitaError } from '../../services/core/errors.ts';
import type { FromZipper, ToZipper, ZipContent, ZipEntry } from './zip-protocol.ts';

/** Chunks on their way between the thread and the reader: what a ZIP takes of memory, beside its list of files. */
const AHEAD = 8;

const thread = threadModule(import.meta.url, 'zip-thread');

/**
 * A ZIP made in a thread of its own while it is read. `contentOf` is asked when a file's turn comes; what it throws ends
 * the stream, and destroying the stream ends the thread.
 */
export async function zipStream(
  entries: readonly ZipEntry[],
  recipient: string | null,
  contentOf: (n: number) => Promise<ZipContent>,
): Promise<{ readonly stream: Readable; readonly bytes: number | null }> {
  const worker = new Worker(thread.url, thread.options);
  const say = (message: ToZipper) => worker.postMessage(message);
  let owed = 0;
  const stream = new Readable({
    highWaterMark: 256 * 1024,
    read: () => {
      if (owed > 0) say({ type: 'more', chunks: owed });
      owed = 0;
    },
    destroy: (error, done) => {
      worker.terminate().then(
        () => done(error),
        () => done(error),
      );
    },
  });
  const size = new Promise<number | null>((resolve, reject) => {
    stream.once('error', reject);
    worker.on('message', (message: FromZipper) => {
      switch (message.type) {
        case 'size':
          resolve(message.bytes);
          break;
        case 'wanted':
          contentOf(message.n).then(
            (content) => say({ type: 'content', n: message.n, content }),
            (error: unknown) => stream.destroy(error instanceof Error ? error : new Error(String(error))),
          );
          break;
        case 'chunk':
          if (stream.push(message.chunk)) say({ type: 'more', chunks: 1 });
          else owed += 1;
          break;
        case 'ended':
          stream.push(null);
          break;
        case 'failed':
          stream.destroy(new CentralitaError(message.code, message.message));
          break;
      }
    });
    worker.once('error', (cause) => stream.destroy(ended(cause)));
    worker.once('exit', () => {
      if (!stream.readableEnded && !stream.destroyed) stream.destroy(ended());
    });
  });
  say({ type: 'begin', entries, recipient });
  say({ type: 'more', chunks: AHEAD });
  return { stream, bytes: await size };
}

const ended = (cause?: unknown) =>
  new CentralitaError('worker-failed', 'The thread that makes the ZIP ended unexpectedly. Download it again.', {
    cause,
  });
