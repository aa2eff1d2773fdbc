import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { posix } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'basic-ftp';
import {
  conflict,
  type Destination,
  type DestinationContext,
  DestinationError,
  type DestinationSettings,
  lost,
  type Publication,
  type Receipt,
  requiredSecret,
  sidecarName,
  sidecarText,
} from './destination.ts';

type Settings = Extract<DestinationSettings, { readonly type: 'ftp' }>;

/** Answers of servers: no such file, and no such command. */
const NOT_THERE = [450, 550];
const FULL = [452, 552];
const ANSWER_MS = 2_000;

/**
 * An FTP server, with TLS unless told otherwise. A copy that was cut off is gone on with where it stopped, read back as a
 * whole, and renamed. FTP renames over what is there: two controllers that send at the very same time are not told apart.
 */
export const ftp: Destination<'ftp'> = {
  type: 'ftp',
  guarantee: 'at-least-once',
  async publish(publication, settings, context): Promise<Receipt> {
    const path = posix.join(settings.folder, publication.name);
    const location = `ftp${settings.tls === 'off' ? '' : 's'}://${settings.host}:${portOf(settings)}/${path.replace(/^\//, '')}`;
    try {
      return await signedIn(settings, context, async (client) => {
        const there = await hashRemote(client, path);
        if (there !== null && there.sha256 !== publication.sha256) throw conflict(location);
        if (there === null) await makeFolders(client, posix.dirname(path));
        const seen = there ?? (await upload(client, publication, path, context));
        if ((await sizeOf(client, path)) !== publication.bytes) throw lost(location);
        if (publication.withSidecar)
          await replace(client, publication, posix.join(settings.folder, sidecarName(publication.name)));
        return { location, ...seen };
      });
    } catch (error) {
      // A half file would keep a full disk full. Where even this fails, the first error tells more.
      if (isFull(error))
        await signedIn(settings, context, (client) => client.remove(partOf(path, publication), true)).catch(
          () => undefined,
        );
      throw explain(error, settings, location);
    }
  },
  async remove(name, settings, context): Promise<void> {
    await signedIn(settings, context, (client) => client.remove(posix.join(settings.folder, name)));
  },
  async fetch(name, to, settings, context): Promise<void> {
    await signedIn(settings, context, (client) => client.downloadTo(to, posix.join(settings.folder, name)));
  },
};

const portOf = (settings: Settings) => settings.port ?? (settings.tls === 'implicit' ? 990 : 21);

async function signedIn<T>(
  settings: Settings,
  context: DestinationContext,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const password = requiredSecret(context, settings.id, settings.passwordEnv);
  const ca = settings.caFile === undefined ? {} : { ca: await readFile(settings.caFile) };
  // Loaded when first needed, as a start need not wait for it.
  const { Client } = await import('basic-ftp');
  const client = new Client(settings.timeoutSeconds * 1000);
  // Closing ends every wait.
  const stop = () => client.close();
  context.signal.throwIfAborted();
  context.signal.addEventListener('abort', stop);
  try {
    await client.access({
      host: settings.host,
      port: portOf(settings),
      user: settings.username,
      password,
      secure: settings.tls === 'off' ? false : settings.tls === 'implicit' ? 'implicit' : true,
      secureOptions: ca,
    });
    return await work(client);
  } finally {
    context.signal.removeEventListener('abort', stop);
    client.close();
  }
}

/** The hash in its name: what another content left behind is not gone on with. */
const partOf = (path: string, { sha256 }: Publication) => `${path}.${sha256.slice(0, 12)}.part`;

async function upload(client: Client, publication: Publication, path: string, context: DestinationContext) {
  const temporary = partOf(path, publication);
  const had = (await sizeOf(client, temporary)) ?? 0;
  if (had > publication.bytes) await client.remove(temporary);
  const start = had > publication.bytes ? 0 : had;
  const rest = { start, end: publication.bytes - 1 };
  if (start === 0) await sent(client, client.uploadFrom(context.read(publication.path), temporary));
  else if (start < publication.bytes)
    await sent(client, client.appendFrom(context.read(publication.path, rest), temporary));
  const seen = await hashRemote(client, temporary);
  if (seen?.sha256 !== publication.sha256) {
    await client.remove(temporary, true);
    const sentence = `The copy at ${path} does not read back as it was sent. It is sent again from its beginning; check that server's disk.`;
    throw new DestinationError('destination-differs', sentence);
  }
  await client.rename(temporary, path);
  return seen;
}

/** Where the server ends a transfer, what it says of that may come a moment after the end of the data. */
async function sent(client: Client, transfer: Promise<unknown>): Promise<void> {
  try {
    await transfer;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE')) throw error;
    const answer = client.ftp.handle(undefined, (response, task) =>
      response instanceof Error ? task.reject(response) : task.resolve(response),
    );
    await Promise.race([answer, sleep(ANSWER_MS)]);
    throw error;
  }
}

async function replace(client: Client, publication: Publication, path: string): Promise<void> {
  const temporary = `${path}.tmp`;
  await client.uploadFrom(Readable.from([Buffer.from(sidecarText(publication.sidecar))]), temporary);
  // Not every server renames over a file that is there.
  await client.remove(path, true);
  await client.rename(temporary, path);
}

/** One folder at a time, from where the sign-in leads: `ensureDir` of the client would move into it. */
async function makeFolders(client: Client, folder: string): Promise<void> {
  const parts = folder.split('/').filter((part) => part !== '');
  let path = folder.startsWith('/') ? '/' : '';
  for (const part of parts) {
    path = posix.join(path, part);
    // A folder that is there already is refused with the same number as one that may not be made: writing into it tells.
    await client.send(`MKD ${path}`).catch((error: unknown) => {
      if (codeOf(error) < 500) throw error;
    });
  }
}

/** SHA-256 and size of a file as it lies there; null when it does not. */
async function hashRemote(client: Client, path: string): Promise<{ sha256: string; bytes: number } | null> {
  if ((await sizeOf(client, path)) === null) return null;
  const hash = createHash('sha256');
  let bytes = 0;
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done();
    },
  });
  await client.downloadTo(sink, path);
  return { sha256: hash.digest('hex'), bytes };
}

async function sizeOf(client: Client, path: string): Promise<number | null> {
  try {
    return await client.size(path);
  } catch (error) {
    if (NOT_THERE.includes(codeOf(error))) return null;
    throw error;
  }
}

function codeOf(error: unknown): number {
  return error instanceof Error && 'code' in error && typeof error.code === 'number' ? error.code : 0;
}

/** Servers tell a full disk by a number, or end the data connection while they are written to. */
function isFull(error: unknown): boolean {
  return FULL.includes(codeOf(error)) || (error instanceof Error && /EPIPE.*data socket/.test(error.message));
}

function explain(error: unknown, settings: Settings, location: string): Error {
  if (error instanceof DestinationError) return error;
  const words = error instanceof Error ? error.message : String(error);
  const failed = (code: string, sentence: string) => new DestinationError(code, sentence, { cause: error });
  const code = codeOf(error);
  if (code === 530) {
    const advice = `Check the user and the password of destination "${settings.id}".`;
    return failed('destination-refused', `${location} did not let the controller sign in (${words}). ${advice}`);
  }
  if (isFull(error))
    return failed(
      'destination-full',
      `The server of ${location} stopped taking the file (${words}), as it does when its space is used up. Free some there; it is tried again.`,
    );
  if (/certificate|self.signed|altnames|TLS|SSL|AUTH/i.test(words)) {
    const advice = `Check tls and caFile of destination "${settings.id}", and the certificate of that server.`;
    return failed('destination-refused', `${location} is not reached safely (${words}); nothing was sent. ${advice}`);
  }
  if (code === 0) {
    const advice = `Check host and port of destination "${settings.id}" and the network.`;
    return failed('destination-unreachable', `${location} is not reachable (${words}). ${advice}`);
  }
  const advice = 'Check the free space and the rights of its folder on that server.';
  return failed('destination-failed', `${location} could not be written (${words}). ${advice}`);
}
