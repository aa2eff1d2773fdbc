import { parentPort } from 'node:worker_threads';
import { beThread } from '../../config/threads/be-thread.ts';
import { CentralitaError } from '../../services/core/errors.ts';
import { encrypted } from './age-streams.ts';
import { zipOf } from './zip-file.ts';
import type { FromZipper, ToZipper, ZipContent } from './zip-protocol.ts';

/** The thread in which one ZIP is made, as fast as it is taken. */
const port = parentPort;
if (port === null) throw new Error('This file is started as a worker thread by the recorder, not by itself.');

beThread('zipper', true);

const say = (message: FromZipper, transfer: readonly ArrayBuffer[] = []) => port.postMessage(message, [...transfer]);

let allowed = 0;
let goOn: () => void = () => undefined;
const given = new Map<number, (content: ZipContent) => void>();

async function leave(): Promise<void> {
  while (allowed === 0)
    await new Promise<void>((resolve) => {
      goOn = resolve;
    });
  allowed -= 1;
}

async function make({ entries, recipient }: Extract<ToZipper, { type: 'begin' }>): Promise<void> {
  const { stream, size } = zipOf(entries, (n) => {
    const content = new Promise<ZipContent>((resolve) => given.set(n, resolve));
    say({ type: 'wanted', n });
    return content;
  });
  say({ type: 'size', bytes: recipient === null ? await size : null });
  for await (const chunk of recipient === null ? stream : encrypted(stream, [recipient])) {
    await leave();
    // A copy of its own, which can be handed over: buffers of streams are parts of larger ones.
    const own = Uint8Array.from(chunk as Uint8Array);
    say({ type: 'chunk', chunk: own }, [own.buffer]);
  }
  say({ type: 'ended' });
}

port.on('message', (message: ToZipper) => {
  switch (message.type) {
    case 'begin':
      make(message).catch((error: unknown) => {
        const code = error instanceof CentralitaError ? error.code : 'worker-failed';
        say({ type: 'failed', code, message: error instanceof Error ? error.message : String(error) });
      });
      break;
    case 'content':
      given.get(message.n)?.(message.content);
      given.delete(message.n);
      break;
    case 'more':
      allowed += message.chunks;
      goOn();
      break;
  }
});
