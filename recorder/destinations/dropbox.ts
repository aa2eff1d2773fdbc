import type { Dropbox } from 'dropbox';
import { readAtOnce } from '../pace.ts';
import {
  conflict,
  type Destination,
  type DestinationContext,
  DestinationError,
  type DestinationSettings,
  type Publication,
  type Receipt,
  requiredSecret,
  sidecarName,
  sidecarText,
} from './destination.ts';
import { contentHash } from './dropbox-hash.ts';

type Settings = Extract<DestinationSettings, { readonly type: 'dropbox' }>;

/** One request of an upload session; a smaller file goes in one request. A multiple of 4 MiB, as Dropbox asks for. */
const PART_BYTES = 8 * 1024 * 1024;

/**
 * A folder of a Dropbox, by its official SDK. What is there is compared by Dropbox's own hash of it, and `strict_conflict`
 * refuses a taken name, so that nothing is overwritten or doubled.
 */
export const dropbox: Destination<'dropbox'> = {
  type: 'dropbox',
  guarantee: 'once',
  async publish(publication, settings, context): Promise<Receipt> {
    const path = `${settings.folder}/${publication.name}`;
    const location = `dropbox:${path}`;
    try {
      const client = await connect(settings, context);
      const hash = await contentHash(readAtOnce(publication.path));
      const there = await hashThere(client, path);
      if (there !== null && there !== hash) throw conflict(location);
      const arrived = there ?? (await upload(client, publication, path, context));
      if (arrived !== hash) {
        // Ours, written a moment ago: left there it would refuse the next attempt.
        await client.filesDeleteV2({ path });
        const sentence = `What arrived at ${location} is not what was sent. It is sent again.`;
        throw new DestinationError('destination-differs', sentence);
      }
      if (publication.withSidecar) {
        const contents = Buffer.from(sidecarText(publication.sidecar));
        const sidecar = `${settings.folder}/${sidecarName(publication.name)}`;
        await client.filesUpload({ path: sidecar, contents, mode: { '.tag': 'overwrite' }, mute: true });
      }
      return { location, bytes: publication.bytes, sha256: publication.sha256 };
    } catch (error) {
      throw explain(error, settings, location);
    }
  },
  async remove(name, settings, context): Promise<void> {
    const client = await connect(settings, context);
    await client.filesDeleteV2({ path: `${settings.folder}/${name}` });
  },
};

async function connect(settings: Settings, context: DestinationContext): Promise<Dropbox> {
  const { appSecretEnv, endpoint } = settings;
  const clientSecret =
    appSecretEnv === undefined ? {} : { clientSecret: requiredSecret(context, settings.id, appSecretEnv) };
  // Loaded when first needed: its list of routes is long.
  const { Dropbox } = await import('dropbox');
  return new Dropbox({
    refreshToken: requiredSecret(context, settings.id, settings.refreshTokenEnv),
    clientId: requiredSecret(context, settings.id, settings.appKeyEnv),
    ...clientSecret,
    // The platform's own, with the end of the attempt, instead of node-fetch.
    fetch: (url: string, init: RequestInit) => fetch(redirected(url, endpoint), { ...init, signal: context.signal }),
  });
}

/** `https://content.dropboxapi.com/2/…` under another address becomes `<endpoint>/content/2/…`. */
function redirected(url: string, endpoint: string | undefined): string {
  if (endpoint === undefined) return url;
  const { hostname, pathname, search } = new URL(url);
  return `${endpoint.replace(/\/+$/, '')}/${hostname.split('.')[0]}${pathname}${search}`;
}

async function hashThere(client: Dropbox, path: string): Promise<string | null> {
  try {
    const { result } = await client.filesGetMetadata({ path });
    return result['.tag'] === 'file' ? (result.content_hash ?? '') : '';
  } catch (error) {
    if (statusOf(error) === 409 && summaryOf(error).startsWith('path/not_found')) return null;
    throw error;
  }
}

async function upload(
  client: Dropbox,
  publication: Publication,
  path: string,
  context: DestinationContext,
): Promise<string | undefined> {
  const commit = { path, mode: { '.tag': 'add' }, autorename: false, mute: true, strict_conflict: true } as const;
  const { bytes } = publication;
  if (bytes <= PART_BYTES) {
    const contents = await part(publication, 0, context);
    return (await client.filesUpload({ ...commit, contents })).result.content_hash;
  }
  const start = await client.filesUploadSessionStart({ close: false, contents: await part(publication, 0, context) });
  const { session_id } = start.result;
  let offset = PART_BYTES;
  for (; bytes - offset > PART_BYTES; offset += PART_BYTES) {
    const contents = await part(publication, offset, context);
    await client.filesUploadSessionAppendV2({ cursor: { session_id, offset }, close: false, contents });
  }
  const contents = await part(publication, offset, context);
  const finished = await client.filesUploadSessionFinish({ cursor: { session_id, offset }, commit, contents });
  return finished.result.content_hash;
}

async function part(publication: Publication, start: number, context: DestinationContext): Promise<Buffer> {
  const end = Math.min(start + PART_BYTES, publication.bytes) - 1;
  const chunks: Buffer[] = [];
  for await (const chunk of context.read(publication.path, { start, end })) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function statusOf(error: unknown): number {
  return error instanceof Error && 'status' in error ? Number(error.status) : 0;
}

/** Dropbox's own short words, such as `path/conflict/file/`. */
function summaryOf(error: unknown): string {
  const body = error instanceof Error && 'error' in error ? error.error : null;
  if (typeof body === 'string') return body;
  const { error_summary, error: short } = (body ?? {}) as { error_summary?: unknown; error?: unknown };
  return String(error_summary ?? (typeof short === 'string' ? short : ''));
}

function explain(error: unknown, settings: Settings, location: string): Error {
  if (error instanceof DestinationError) return error;
  const summary = summaryOf(error);
  const words = summary || (error instanceof Error ? error.message : String(error));
  const failed = (code: string, sentence: string) => new DestinationError(code, sentence, { cause: error });
  switch (statusOf(error)) {
    case 0:
      return failed('destination-unreachable', `${location} is not reachable (${words}). Check the network.`);
    case 400:
    case 401:
    case 403: {
      const advice = `Check the refresh token, the app key and the app's rights (files.content.write, files.metadata.read) of destination "${settings.id}".`;
      return failed('destination-refused', `Dropbox did not let the controller in (${words}). ${advice}`);
    }
    case 409:
      if (summary.includes('insufficient_space'))
        return failed(
          'destination-full',
          `The Dropbox of ${location} has no space left. Free some; it is tried again.`,
        );
      // Somebody was quicker: the next attempt compares.
      return failed('destination-failed', `${location} could not be written (${words}). It is tried again.`);
    case 429:
      return failed('destination-busy', `Dropbox asks to send more slowly (${words}). It is tried again later.`);
    default:
      return failed('destination-failed', `${location} could not be written (${words}). It is tried again.`);
  }
}
