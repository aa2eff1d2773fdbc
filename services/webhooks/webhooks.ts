import { createHmac } from 'node:crypto';
import type { Recorded } from '../core/event.ts';
import type { WebhookEvent } from '../http/protocol.ts';
import type { Cursors, Journal, Logger, WebhooksStore } from '../ports.ts';

const CURSOR = 'webhooks';
const BATCH = 500;
const AT_A_TIME = 8;
const LOOK_EVERY_MS = 1_000;
const ANSWER_WITHIN_MS = 10_000;
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 3_600_000;
/** Some sixteen hours. */
const MOST_ATTEMPTS = 24;

export type WebhooksOptions = {
  readonly store: WebhooksStore;
  readonly journal: Pick<Journal, 'read' | 'lastSeq'>;
  readonly cursors: Pick<Cursors, 'get' | 'set'>;
  /** The secret that signs for an address. */
  readonly secretOf: (webhookId: string) => string;
  readonly log: Logger;
  readonly now?: () => number;
  /** Before another attempt; default: growing. Tests shorten it. */
  readonly wait?: (attempt: number) => number;
};

/**
 * Tells addresses of events of the journal: at least once each, in no order, each as `POST` of JSON with
 * `Centralita-Signature: t=<s>,v1=<HMAC-SHA256 of "<s>.<body>", hex>`. What is to be told and the place in the journal are
 * saved together; what is not taken (2xx) is told again with growing waits, and given up after so many attempts.
 * @returns how it ends.
 */
export function startWebhooks(options: WebhooksOptions): { readonly close: () => Promise<void> } {
  const { log } = options;
  let closed = false;
  let wake: () => void = () => undefined;
  const loop = async () => {
    while (!closed) {
      try {
        while (await queue(options)) if (closed) return;
        await deliver(options);
      } catch (error) {
        log.error({ err: error, cursor: CURSOR }, 'webhooks could not be told; it is tried again');
      }
      if (closed) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
        setTimeout(resolve, LOOK_EVERY_MS).unref();
      });
    }
  };
  const running = loop();
  return {
    close: async () => {
      closed = true;
      wake();
      await running;
    },
  };
}

/** @returns whether there may be more in the journal. */
async function queue({ store, journal, cursors }: WebhooksOptions): Promise<boolean> {
  const from = await cursors.get(CURSOR);
  const webhooks = await store.list();
  if (webhooks.length === 0) {
    const last = await journal.lastSeq();
    if (last > from) await cursors.set(CURSOR, last);
    return false;
  }
  const events = await journal.read(from, BATCH);
  const newest = events.at(-1);
  if (newest === undefined) return false;
  const deliveries = events.flatMap((recorded) => {
    const body = bodyOf(recorded);
    if (body === null) return [];
    return webhooks
      .filter((one) => one.events.some((type) => type === recorded.event.type))
      .map((one) => ({ webhookId: one.id, seq: recorded.seq, body, at: recorded.at }));
  });
  await store.queue(deliveries, { name: CURSOR, seq: newest.seq });
  return events.length === BATCH;
}

/** Facts and ids: no words that people wrote. */
function bodyOf({ seq, at, event }: Recorded): string | null {
  const told = (type: WebhookEvent, facts: object) => JSON.stringify({ id: seq, type, at, ...facts });
  switch (event.type) {
    case 'recording-sealed': {
      const { callId, recordingId, durationMs, bytes, sha256 } = event;
      return told(event.type, { callId, recordingId, durationMs, bytes, sha256 });
    }
    case 'recording-published': {
      const { callId, recordingId, destination, location, bytes, sha256 } = event;
      return told(event.type, { callId, recordingId, destination, location, bytes, sha256 });
    }
    case 'recording-erased':
      return told(event.type, { callId: event.callId, recordingId: event.recordingId });
    case 'recording-scored': {
      const { callId, recordingId, evaluationId, evaluatorId, agentId, score, passed, supersedes } = event;
      return told(event.type, { callId, recordingId, evaluationId, evaluatorId, agentId, score, passed, supersedes });
    }
    default:
      return null;
  }
}

async function deliver({ store, secretOf, now = Date.now, wait = growing }: WebhooksOptions): Promise<void> {
  const due = await store.due(now(), AT_A_TIME);
  await Promise.all(
    due.map(async (one) => {
      const reason = await post(one.url, one.body, secretOf(one.webhookId), now());
      const attempts = one.attempts + 1;
      const at = now();
      if (reason === null)
        await store.update(one, { state: 'delivered', attempts, nextAt: null, reason: null, deliveredAt: at });
      else if (attempts >= MOST_ATTEMPTS)
        await store.update(one, { state: 'dead', attempts, nextAt: null, reason, deliveredAt: null });
      else
        await store.update(one, { state: 'waiting', attempts, nextAt: at + wait(attempts), reason, deliveredAt: null });
    }),
  );
}

function growing(attempt: number): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1)) * (0.8 + 0.4 * Math.random());
}

/** Null when it was taken, else why not. */
async function post(url: string, body: string, secret: string, now: number): Promise<string | null> {
  const seconds = Math.floor(now / 1_000);
  const signature = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/json', 'centralita-signature': `t=${seconds},v1=${signature}` },
      body,
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    await response.body?.cancel();
    return response.ok ? null : `The address answered ${response.status}.`;
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return `The address was not reached: ${cause instanceof Error ? cause.message : String(cause)}`;
  }
}
