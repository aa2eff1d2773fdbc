import { createHmac, randomUUID } from 'node:crypto';
import { request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  type Destination,
  type DestinationContext,
  DestinationError,
  type DestinationSettings,
  lost,
  type Publication,
  type Receipt,
  requiredSecret,
} from './destination.ts';

type Settings = Extract<DestinationSettings, { readonly type: 'webhook' }>;

const LONGEST_ANSWER = 64 * 1024;

/**
 * A web address that takes recordings. The facts are a JSON text, signed: `X-Centralita-Signature: t=<s>,v1=<HMAC-SHA256
 * of "<s>.<JSON>", hex>`. With the file it is `multipart/form-data`, first the part `metadata` (that JSON, which has the
 * file's SHA-256), then the part `file`. `Idempotency-Key` is the same at each attempt. What answers with `{"sha256": …}`
 * is believed to have just that.
 */
export const webhook: Destination<'webhook'> = {
  type: 'webhook',
  guarantee: 'at-least-once',
  async publish(publication, settings, context): Promise<Receipt> {
    const key = `${publication.recordingId}:${settings.id}:${publication.sha256}`;
    try {
      const answer = await post(publication, settings, context, key);
      check(answer, publication, settings);
      const location = answer.location ?? `${settings.url}#${key}`;
      return { location, bytes: publication.bytes, sha256: publication.sha256 };
    } catch (error) {
      if (error instanceof DestinationError) throw error;
      const words = error instanceof Error ? error.message : String(error);
      const sentence = `${settings.url} is not reachable (${words}). Check the address of destination "${settings.id}" and the network.`;
      throw new DestinationError('destination-unreachable', sentence, { cause: error });
    }
  },
};

/** The facts that are signed and sent. */
export function metadataOf(publication: Publication, settings: Settings, publicUrl: string, key: string): string {
  const link = settings.content === 'link' ? { link: `${publicUrl}/calls/${publication.callId}` } : {};
  const { sidecar, name, bytes, sha256 } = publication;
  return JSON.stringify({ event: 'recording.published', key, name, bytes, sha256, ...link, recording: sidecar });
}

/** The signature of a text sent at an instant (s since the epoch). */
export function signatureOf(secret: string, seconds: number, text: string): string {
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${text}`).digest('hex')}`;
}

type Answer = { readonly status: number; readonly location: string | undefined; readonly body: string };

async function post(
  publication: Publication,
  settings: Settings,
  context: DestinationContext,
  key: string,
): Promise<Answer> {
  const metadata = metadataOf(publication, settings, context.publicUrl, key);
  const secret = requiredSecret(context, settings.id, settings.secretEnv);
  const { type, length, body } = bodyOf(publication, settings, metadata, context);
  const headers = {
    'Content-Type': type,
    'Content-Length': length,
    'Idempotency-Key': key,
    'X-Centralita-Signature': signatureOf(secret, Math.floor(Date.now() / 1000), metadata),
    'User-Agent': 'Centralita',
  };
  const send = settings.url.startsWith('https:') ? tlsRequest : plainRequest;
  const sent = send(settings.url, { method: 'POST', headers, signal: context.signal });
  // A server may answer before all is sent, and refuse so.
  const answered = new Promise<Answer>((resolve, reject) => {
    sent.once('error', reject);
    sent.once('response', (response) => {
      const { statusCode: status = 0, headers } = response;
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text = (text + chunk).slice(0, LONGEST_ANSWER);
      });
      response.once('error', reject).once('end', () => resolve({ status, location: headers.location, body: text }));
    });
  });
  const fed = pipeline(body, sent).catch(() => undefined);
  const answer = await answered;
  if (answer.status < 300) await fed;
  return answer;
}

function bodyOf(publication: Publication, settings: Settings, metadata: string, context: DestinationContext) {
  if (settings.content === 'link') {
    const body = Buffer.from(metadata);
    return { type: 'application/json', length: body.length, body: Readable.from([body]) };
  }
  const boundary = `centralita-${randomUUID()}`;
  const part = (headers: string) => `--${boundary}\r\nContent-Disposition: form-data; ${headers}\r\n\r\n`;
  const file = basename(publication.name).replaceAll('"', '_');
  const before = Buffer.from(
    `${part('name="metadata"\r\nContent-Type: application/json')}${metadata}\r\n${part(`name="file"; filename="${file}"\r\nContent-Type: application/octet-stream`)}`,
  );
  const after = Buffer.from(`\r\n--${boundary}--\r\n`);
  const whole = async function* () {
    yield before;
    yield* context.read(publication.path);
    yield after;
  };
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    length: before.length + publication.bytes + after.length,
    body: Readable.from(whole(), { objectMode: false }),
  };
}

function check({ status, body }: Answer, publication: Publication, settings: Settings): void {
  const words = body.trim().slice(0, 200);
  const refused = (code: string, advice: string) => {
    throw new DestinationError(code, `${settings.url} answered ${status}${words && ` (${words})`}. ${advice}`);
  };
  if (status === 401 || status === 403)
    refused('destination-refused', `Check the secret of destination "${settings.id}" on both sides.`);
  if (status === 413 || status === 507)
    refused('destination-full', 'Raise its limit of size, or free some space there.');
  if (status < 200 || status >= 300)
    refused('destination-failed', 'It is tried again; look at the log of that server if it goes on.');
  const told = sha256In(body);
  if (told === null || told === publication.sha256) return;
  if (told === '') throw lost(`what was sent to ${settings.url}`);
  throw new DestinationError(
    'destination-differs',
    `What arrived at ${settings.url} is not what was sent. It is sent again; check that destination if it goes on.`,
  );
}

/** The hash that an answer tells; null where it tells none. */
function sha256In(body: string): string | null {
  try {
    const told: unknown = JSON.parse(body);
    if (typeof told !== 'object' || told === null || !('sha256' in told)) return null;
    return typeof told.sha256 === 'string' ? told.sha256.toLowerCase() : '';
  } catch {
    return null;
  }
}
