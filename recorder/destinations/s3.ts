import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { HeadObjectCommandOutput, PutObjectCommandInput, S3Client, S3ClientConfig } from '@aws-sdk/client-s3';
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
import { type Condition, MULTIPART_FROM_BYTES, putInParts } from './s3-parts.ts';

type Settings = Extract<DestinationSettings, { readonly type: 's3' }>;

/**
 * An S3 bucket at any endpoint. Created only if absent: asked for with `If-None-Match: *`, and looked for before, since
 * some servers (Ceph on a local store, measured) pass over that header. The server checks the SHA-256 as it receives.
 */
export const s3: Destination<'s3'> = {
  type: 's3',
  guarantee: 'once',
  async publish(publication, settings, context): Promise<Receipt> {
    const { client, release } = await connect(settings, context);
    const key = keyOf(settings, publication.name);
    const location = `s3://${settings.bucket}/${key}`;
    try {
      const there = await look(client, settings.bucket, key, context.signal);
      if (there === null || there === 'hidden')
        await create(client, settings, key, publication, context, there === 'hidden');
      else compare(there, publication, location);
      if (publication.withSidecar) await putSidecar(client, settings, publication, context.signal);
      return { location, bytes: publication.bytes, sha256: publication.sha256 };
    } catch (error) {
      throw explain(error, location, settings, publication);
    } finally {
      release();
    }
  },
  async remove(name, settings, context): Promise<void> {
    const { client, release } = await connect(settings, context);
    try {
      await removeObject(client, settings, keyOf(settings, name), context.signal);
    } finally {
      release();
    }
  },
  async fetch(name, to, settings, context): Promise<void> {
    const { client, release } = await connect(settings, context);
    try {
      const { GetObjectCommand } = await import('@aws-sdk/client-s3');
      const get = new GetObjectCommand(placeOf(settings, keyOf(settings, name)));
      const { Body } = await client.send(get, { abortSignal: context.signal });
      await pipeline(Body as Readable, createWriteStream(to, { mode: 0o600 }), { signal: context.signal });
    } finally {
      release();
    }
  },
};

const silence = () => undefined;
const SILENT = { trace: silence, debug: silence, info: silence, warn: silence, error: silence };

const kept = new Kept<S3Client>({ close: (client) => client.destroy(), gone: () => false });

/** A client that nobody else uses; released, its connections stay open for the next copy. */
async function connect(
  settings: Settings,
  context: DestinationContext,
): Promise<{ readonly client: S3Client; readonly release: () => void }> {
  const { id, endpoint, region, forcePathStyle, accessKeyEnv, secretKeyEnv, timeoutSeconds } = settings;
  const credentials =
    accessKeyEnv === undefined || secretKeyEnv === undefined
      ? {}
      : {
          credentials: {
            accessKeyId: requiredSecret(context, id, accessKeyEnv),
            secretAccessKey: requiredSecret(context, id, secretKeyEnv),
          },
        };
  const account = JSON.stringify([endpoint, region, forcePathStyle, timeoutSeconds, credentials]);
  const client = kept.take(account) ?? (await newClient(settings, credentials));
  return { client, release: () => kept.give(account, client) };
}

/** The SDK is loaded when first needed: it takes 0.2 s, which a start without S3 need not pay. */
async function newClient(settings: Settings, credentials: S3ClientConfig): Promise<S3Client> {
  // Its notice about Node 20 is for developers; package.json pins a version that runs on it.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const { S3Client } = await import('@aws-sdk/client-s3');
  return new S3Client({
    region: settings.region,
    forcePathStyle: settings.forcePathStyle,
    // The outbox repeats, and a body that is a stream cannot be sent twice.
    maxAttempts: 1,
    // It writes to the console else; what fails is thrown as well, and told by whoever catches it.
    logger: SILENT,
    requestHandler: { connectionTimeout: settings.timeoutSeconds * 1000 },
    ...(settings.endpoint === undefined ? {} : { endpoint: settings.endpoint }),
    ...credentials,
  });
}

function keyOf(settings: Settings, name: string): string {
  const prefix = settings.prefix.replace(/^\/+|\/+$/g, '');
  return prefix === '' ? name : `${prefix}/${name}`;
}

/** What lies under a key; null when nothing does, `hidden` when the credentials may only write. */
async function look(
  client: S3Client,
  bucket: string,
  key: string,
  signal: AbortSignal,
): Promise<HeadObjectCommandOutput | 'hidden' | null> {
  const { HeadObjectCommand } = await import('@aws-sdk/client-s3');
  try {
    const head = new HeadObjectCommand({ Bucket: bucket, Key: key, ChecksumMode: 'ENABLED' });
    return await client.send(head, { abortSignal: signal });
  } catch (error) {
    if (statusOf(error) === 403) return 'hidden';
    if (statusOf(error) === 404) return null;
    throw error;
  }
}

function compare(there: HeadObjectCommandOutput, publication: Publication, location: string): void {
  const base64 = Buffer.from(publication.sha256, 'hex').toString('base64');
  // Of an object in parts the server tells the hash of its parts' hashes, ending in their number.
  const whole = there.ChecksumSHA256?.includes('-') ? undefined : there.ChecksumSHA256;
  const sha256 = whole ?? there.Metadata?.sha256;
  const same = sha256 === base64 || sha256 === publication.sha256;
  if (!same || there.ContentLength !== publication.bytes) throw conflict(location);
}

/** Puts the object under a free name, then looks whether it is there: some servers accept what they lose. */
async function create(
  client: S3Client,
  settings: Settings,
  key: string,
  publication: Publication,
  context: DestinationContext,
  mayOnlyWrite: boolean,
): Promise<void> {
  const location = `s3://${settings.bucket}/${key}`;
  const { signal } = context;
  const put = (condition: Condition) =>
    publication.bytes > MULTIPART_FROM_BYTES
      ? putInParts(client, { ...placeOf(settings, key), sse: sseOf(settings) }, publication, condition, context)
      : putWhole(client, settings, key, publication, condition, context);
  let taken = false;
  try {
    await put({ IfNoneMatch: '*' });
  } catch (error) {
    const status = statusOf(error);
    // 501: the server knows no conditions; nothing was there when we looked.
    if (status === 501) await put({});
    else if (status !== 412) throw error;
    taken = status === 412;
  }
  if (mayOnlyWrite && !taken) return;
  if (
    publication.bytes > MULTIPART_FROM_BYTES &&
    !taken &&
    !(await readsBack(client, settings, key, publication, signal))
  ) {
    // Ours, put together a moment ago and wrong: such a server gets it in one piece.
    await removeObject(client, settings, key, signal);
    await putWhole(client, settings, key, publication, {}, context);
  }
  const there = await look(client, settings.bucket, key, signal);
  if (taken && (there === null || there === 'hidden')) throw conflict(location);
  if (there === null) throw lost(location);
  if (there !== 'hidden') compare(there, publication, location);
}

/**
 * Whether an object that was sent in parts is what was sent. The server checked each part; that it puts them together
 * rightly has to be seen (Ceph's gateway on a local database does not).
 */
async function readsBack(
  client: S3Client,
  settings: Settings,
  key: string,
  publication: Publication,
  signal: AbortSignal,
): Promise<boolean> {
  const { GetObjectCommand } = await import('@aws-sdk/client-s3');
  const { Body } = await client.send(new GetObjectCommand(placeOf(settings, key)), { abortSignal: signal });
  const hash = createHash('sha256');
  for await (const chunk of Body as Readable) hash.update(chunk as Buffer);
  return hash.digest('hex') === publication.sha256;
}

async function removeObject(client: S3Client, settings: Settings, key: string, signal: AbortSignal): Promise<void> {
  const { DeleteObjectCommand } = await import('@aws-sdk/client-s3');
  await client.send(new DeleteObjectCommand(placeOf(settings, key)), { abortSignal: signal });
}

async function putWhole(
  client: S3Client,
  settings: Settings,
  key: string,
  publication: Publication,
  condition: Condition,
  context: DestinationContext,
): Promise<void> {
  const { PutObjectCommand } = await import('@aws-sdk/client-s3');
  const put = new PutObjectCommand({
    ...placeOf(settings, key),
    Body: context.read(publication.path),
    ContentLength: publication.bytes,
    ContentType: 'application/octet-stream',
    ChecksumSHA256: Buffer.from(publication.sha256, 'hex').toString('base64'),
    Metadata: { sha256: publication.sha256 },
    ...sseOf(settings),
    ...lockOf(publication),
    ...condition,
  });
  await client.send(put, { abortSignal: context.signal });
}

const placeOf = (settings: Settings, key: string) => ({ Bucket: settings.bucket, Key: key });

/**
 * Nobody, not even the bucket's owner, changes or deletes it before: the bucket must have object lock. Amazon wants the
 * header that names the checksum with it, whichever checksum comes along.
 */
function lockOf({
  lockUntil,
}: Publication): Pick<PutObjectCommandInput, 'ObjectLockMode' | 'ObjectLockRetainUntilDate' | 'ChecksumAlgorithm'> {
  if (lockUntil === undefined) return {};
  const until = new Date(lockUntil);
  return { ObjectLockMode: 'COMPLIANCE', ObjectLockRetainUntilDate: until, ChecksumAlgorithm: 'SHA256' };
}

/** Encryption by the server, on top of ours. */
function sseOf({ sse, kmsKeyId }: Settings): Pick<PutObjectCommandInput, 'ServerSideEncryption' | 'SSEKMSKeyId'> {
  return {
    ...(sse === undefined ? {} : { ServerSideEncryption: sse }),
    ...(kmsKeyId === undefined ? {} : { SSEKMSKeyId: kmsKeyId }),
  };
}

async function putSidecar(client: S3Client, settings: Settings, publication: Publication, signal: AbortSignal) {
  const { PutObjectCommand } = await import('@aws-sdk/client-s3');
  const put = new PutObjectCommand({
    Bucket: settings.bucket,
    Key: keyOf(settings, sidecarName(publication.name)),
    Body: sidecarText(publication.sidecar),
    ...sseOf(settings),
    ContentType: 'application/json',
    ChecksumAlgorithm: 'SHA256',
  });
  await client.send(put, { abortSignal: signal });
}

function statusOf(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('$metadata' in error)) return 0;
  const metadata = error.$metadata as { readonly httpStatusCode?: number };
  return metadata.httpStatusCode ?? 0;
}

function explain(error: unknown, location: string, settings: Settings, { lockUntil }: Publication): Error {
  if (error instanceof DestinationError) return error;
  const name = error instanceof Error ? error.name : '';
  const words = error instanceof Error ? error.message || name : String(error);
  const failed = (code: string, advice: string) =>
    new DestinationError(code, `${location} could not be written (${words}). ${advice}`, { cause: error });
  if (lockUntil !== undefined && name === 'InvalidRequest')
    return failed(
      'destination-refused',
      `Make the bucket "${settings.bucket}" anew with object lock, or take \`lockDays\` out of the anchor.`,
    );
  switch (statusOf(error)) {
    case 401:
    case 403:
      return name === 'QuotaExceeded'
        ? failed('destination-full', 'Raise the quota of the bucket, or free some space in it.')
        : failed(
            'destination-refused',
            `Check the keys of destination "${settings.id}", their rights on the bucket, and that its server has space left.`,
          );
    case 404:
      return failed('destination-refused', `Make the bucket "${settings.bucket}", or correct its name.`);
    case 507:
      return failed('destination-full', 'The server has no space left; free some.');
    case 0:
      return failed('destination-unreachable', `Check the network and the endpoint of destination "${settings.id}".`);
    default:
      return failed('destination-failed', 'It is tried again; look at the log of the server if it goes on.');
  }
}
