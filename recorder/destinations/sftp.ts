import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { connect as connectSocket, type Socket } from 'node:net';
import { posix } from 'node:path';
import type Client from 'ssh2-sftp-client';
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
import { Kept } from './kept.ts';
import { flush, hashRemote, type Sftp, sendFile, writeFile } from './sftp-files.ts';

type Settings = Extract<DestinationSettings, { readonly type: 'sftp' }>;
type Session = { readonly client: Client; readonly sftp: Sftp };

/** A server with SFTP, its host key pinned. Written under a temporary name, flushed, read back, then renamed. */
export const sftp: Destination<'sftp'> = {
  type: 'sftp',
  guarantee: 'once',
  async publish(publication, settings, context): Promise<Receipt> {
    const path = posix.join(settings.folder, publication.name);
    const location = `sftp://${settings.host}:${settings.port}/${path.replace(/^\//, '')}`;
    return signedIn(settings, context, location, (session) => send(publication, settings, context, session, location));
  },
  async remove(name, settings, context): Promise<void> {
    const path = posix.join(settings.folder, name);
    await signedIn(settings, context, path, ({ client }) => client.delete(path, true));
  },
  async fetch(name, to, settings, context): Promise<void> {
    const path = posix.join(settings.folder, name);
    await signedIn(settings, context, path, ({ client }) => client.fastGet(path, to));
  },
};

type Line = Session & { readonly socket: Socket };

const kept = new Kept<Line>({
  close: ({ socket }) => socket.destroy(),
  gone: ({ socket }) => socket.destroyed || socket.readableEnded,
});

/** Works on a line that is open already, or on a new one; whatever fails on a line ends it. */
async function signedIn<T>(
  settings: Settings,
  context: DestinationContext,
  location: string,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const { host, port, username, privateKeyFile, passwordEnv, hostKey } = settings;
  const account = JSON.stringify([host, port, username, privateKeyFile, passwordEnv, hostKey]);
  const before = kept.take(account);
  if (before !== undefined) {
    try {
      return await onLine(before.socket, context, account, async () => ({ line: before, result: await work(before) }));
    } catch (error) {
      // A server may close a line that nobody uses, and be found to have done so only now: a new one tells.
      if (error instanceof DestinationError || context.signal.aborted) throw explain(error, settings, location, '');
    }
  }
  // A socket of our own: destroying it ends every wait when the time is over. A copy is some twenty questions and answers, of
  // which each would wait 40 ms for the next to be sent along with it.
  const socket = connectSocket({ host, port, noDelay: true });
  // An error while nobody uses it ends it, and nothing else.
  socket.on('error', () => undefined);
  const seenKey = { fingerprint: '' };
  try {
    return await onLine(socket, context, account, async () => {
      const line = { ...(await signIn(settings, context, socket, seenKey)), socket };
      return { line, result: await work(line) };
    });
  } catch (error) {
    throw explain(error, settings, location, seenKey.fingerprint);
  }
}

/** Ends with the socket's own error too, and keeps the line open when the work was done. */
async function onLine<T>(
  socket: Socket,
  context: DestinationContext,
  account: string,
  worked: () => Promise<{ readonly line: Line; readonly result: T }>,
): Promise<T> {
  socket.ref();
  let fail: (error: Error) => void = () => undefined;
  const socketError = new Promise<never>((_, reject) => {
    fail = reject;
  });
  const closed = () => fail(new Error('the server closed the connection'));
  const stop = () => socket.destroy();
  socket.once('error', fail).once('close', closed);
  context.signal.addEventListener('abort', stop);
  try {
    context.signal.throwIfAborted();
    const { line, result } = await Promise.race([socketError, worked()]);
    socket.off('error', fail).off('close', closed).unref();
    kept.give(account, line);
    return result;
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    context.signal.removeEventListener('abort', stop);
  }
}

async function send(
  publication: Publication,
  settings: Settings,
  context: DestinationContext,
  session: Session,
  location: string,
): Promise<Receipt> {
  const path = posix.join(settings.folder, publication.name);
  await makeFolder(session, posix.dirname(path));
  const there = (await session.client.exists(path)) === false ? null : await hashRemote(session.sftp, path);
  if (there !== null && there.sha256 !== publication.sha256) throw conflict(location);
  const seen = there ?? (await upload(session, publication, path, context));
  if ((await session.client.exists(path)) === false) throw lost(location);
  if (publication.withSidecar) {
    const sidecar = posix.join(settings.folder, sidecarName(publication.name));
    await replace(session, sidecarText(publication.sidecar), sidecar);
  }
  return { location, ...seen };
}

/** How often a folder is asked for: copies sent at the same time make the same ones, one level after the other. */
const FOLDER_ATTEMPTS = 5;

/** Who comes second to a level is refused, and the level is there. */
async function makeFolder({ client }: Session, folder: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.mkdir(folder, true);
      return;
    } catch (error) {
      if ((await client.exists(folder)) === 'd') return;
      if (attempt === FOLDER_ATTEMPTS) throw error;
    }
  }
}

async function signIn(
  settings: Settings,
  context: DestinationContext,
  socket: Socket,
  seenKey: { fingerprint: string },
): Promise<Session> {
  const quiet = () => undefined;
  // Without these it writes to the console; what ends the connection is told by the call under way.
  // Loaded when first needed: it takes 0.2 s, which a start need not wait for.
  const { default: SftpClient } = await import('ssh2-sftp-client');
  const client = new SftpClient('centralita', { error: quiet, end: quiet, close: quiet });
  const sftp = await client.connect({
    sock: socket,
    username: settings.username,
    readyTimeout: settings.timeoutSeconds * 1000,
    hostVerifier: (key: Buffer) => {
      seenKey.fingerprint = `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
      return seenKey.fingerprint === settings.hostKey.replace(/=+$/, '');
    },
    ...(settings.passwordEnv === undefined
      ? {}
      : { password: requiredSecret(context, settings.id, settings.passwordEnv) }),
    ...(settings.privateKeyFile === undefined ? {} : { privateKey: await readFile(settings.privateKeyFile) }),
  });
  return { client, sftp };
}

async function upload(
  session: Session,
  publication: Publication,
  path: string,
  context: DestinationContext,
): Promise<Omit<Receipt, 'location'>> {
  const temporary = `${path}.tmp`;
  try {
    await sendFile(session.sftp, context.read(publication.path), temporary);
    await flush(session.sftp, temporary);
    const seen = await hashRemote(session.sftp, temporary);
    if (seen.sha256 !== publication.sha256) {
      const sentence = `The copy at ${path} does not read back as it was sent. It is sent again; check that server's disk.`;
      throw new DestinationError('destination-differs', sentence);
    }
    // Plain SFTP renaming fails where the name is taken: nothing is overwritten.
    await session.client.rename(temporary, path);
    return seen;
  } catch (error) {
    // A half file would keep a full disk full. Where even this fails, the first error tells more.
    await session.client.delete(temporary, true).catch(() => undefined);
    throw error;
  }
}

async function replace(session: Session, content: string, path: string): Promise<void> {
  const temporary = `${path}.tmp`;
  await writeFile(session.sftp, temporary, content);
  await flush(session.sftp, temporary);
  await session.client.delete(path, true);
  await session.client.rename(temporary, path);
}

function explain(error: unknown, settings: Settings, location: string, seenKey: string): Error {
  if (error instanceof DestinationError) return error;
  const words = error instanceof Error ? error.message : String(error);
  const failed = (code: string, sentence: string) => new DestinationError(code, sentence, { cause: error });
  if (seenKey !== '' && seenKey !== settings.hostKey.replace(/=+$/, '')) {
    return failed(
      'destination-host-key',
      `${settings.host}:${settings.port} shows the host key ${seenKey}, not ${settings.hostKey}; nothing was sent. Ask whoever runs that server: if the key was changed on purpose, write the new one in hostKey of destination "${settings.id}".`,
    );
  }
  if (/authentication/i.test(words)) {
    const advice = `Check the user, the password or the private key of destination "${settings.id}".`;
    return failed('destination-refused', `${location} did not let the controller sign in. ${advice}`);
  }
  if (/ECONNREFUSED|ENOTFOUND|EHOSTUNREACH|ETIMEDOUT|Timed out|handshake/i.test(words)) {
    const advice = `Check host and port of destination "${settings.id}" and the network.`;
    return failed('destination-unreachable', `${location} is not reachable (${words}). ${advice}`);
  }
  const advice = 'Check the free space and the rights of its folder on that server.';
  return failed('destination-failed', `${location} could not be written (${words}). ${advice}`);
}
