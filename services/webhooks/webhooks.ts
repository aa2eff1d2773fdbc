import { CentralitaError } from '../core/errors.ts';
import type { Recorded } from '../core/event.ts';
import type { WebhookEvent } from '../http/protocol.ts';
import type { Cursors, Journal, Logger, TestWebhook, WebhooksStore } from '../ports.ts';
import { post } from './post.ts';

const CURSOR = 'webhooks';
const BATCH = 500;
const AT_A_TIME = 8;
const LOOK_EVERY_MS = 1_000;
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 3_600_000;
/** Some sixteen hours. */
const MOST_ATTEMPTS = 24;

/** What was taken is listed for a month. */
const KEPT_MS = 30 * 86_400_000;
const TIDY_EVERY_MS = 600_000;

/** Of a test, which is no event. */
const TEST_ID = 0;

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
 * @returns how it ends, and how an address is tried out.
 */
export function startWebhooks(options: WebhooksOptions): {
  readonly close: () => Promise<void>;
  readonly test: TestWebhook;
} {
  const { log } = options;
  let closed = false;
  let wake: () => void = () => undefined;
  const { store, now = Date.now } = options;
  let tidyAt = 0;
  const tidy = async () => {
    if (now() < tidyAt) return;
    while (!closed && (await store.forget(now() - KEPT_MS)) > 0);
    tidyAt = now() + TIDY_EVERY_MS;
  };
  const loop = async () => {
    while (!closed) {
      try {
        do {
          while (await queue(options)) if (closed) return;
        } while (!closed && (await deliver(options)));
        await tidy();
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
    test: (webhookId) => tryOut(options, webhookId),
  };
}

async function tryOut({ store, secretOf, now = Date.now }: WebhooksOptions, webhookId: string) {
  const webhook = (await store.list()).find(({ id }) => id === webhookId);
  if (webhook === undefined) throw new CentralitaError('not-found', 'There is no such webhook; list them again.');
  const at = now();
  const reason = await post(webhook.url, JSON.stringify({ id: TEST_ID, type: 'test', at }), secretOf(webhookId), at);
  return { ok: reason === null, ms: now() - at, reason };
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

/** @returns whether there was something to be told. */
async function deliver({ store, secretOf, now = Date.now, wait = growing }: WebhooksOptions): Promise<boolean> {
  const due = await store.due(now(), AT_A_TIME);
  await Promise.all(
    due.map(async (one) => {
      const reason = await post(one.url, one.body, secretOf(one.webhookId), now());
      const attempts = one.attempts + 1;
      const at = now();
      const tried = { attempts, reason, attemptedAt: at };
      if (reason === null) await store.update(one, { ...tried, state: 'delivered', nextAt: null, deliveredAt: at });
      else if (attempts >= MOST_ATTEMPTS)
        await store.update(one, { ...tried, state: 'dead', nextAt: null, deliveredAt: null });
      else await store.update(one, { ...tried, state: 'waiting', nextAt: at + wait(attempts), deliveredAt: null });
    }),
  );
  return due.length > 0;
}

function growing(attempt: number): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1)) * (0.8 + 0.4 * Math.random());
}
