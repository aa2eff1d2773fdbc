/** What can be told. */
export type WebhookEvent = 'recording-sealed' | 'recording-published' | 'recording-erased' | 'recording-scored';

export type Webhook = {
  readonly id: string;
  readonly url: string;
  readonly events: readonly WebhookEvent[];
  readonly createdAt: number;
};

/** An address, and how it takes what it is told. */
export type WebhookHealth = Webhook & {
  /** `failing` when the newest that was tried and not taken is newer than the newest that was. */
  readonly state: 'ok' | 'failing' | 'unused';
  readonly waiting: number;
  /** Given up. */
  readonly dead: number;
  readonly lastDeliveredAt: number | null;
  readonly lastFailure: { readonly at: number; readonly reason: string } | null;
};

/** `secret` signs what is sent; it is told this once. */
export type NewWebhook = Webhook & { readonly secret: string };

/** One event told, or to be told, to one address. */
export type WebhookDelivery = {
  readonly webhookId: string;
  /** Of the event in the journal; receivers know by it what they had already. */
  readonly seq: number;
  readonly type: WebhookEvent;
  readonly state: 'waiting' | 'delivered' | 'dead';
  readonly attempts: number;
  readonly nextAt: number | null;
  /** Why the last attempt failed. */
  readonly reason: string | null;
  readonly createdAt: number;
  /** When it was tried last. */
  readonly attemptedAt: number | null;
  readonly deliveredAt: number | null;
};

/** What came of a test: `reason` says why it was not taken. */
export type WebhookTest = { readonly ok: boolean; readonly ms: number; readonly reason: string | null };
