/** What can be told. */
export type WebhookEvent = 'recording-sealed' | 'recording-published' | 'recording-erased' | 'recording-scored';

export type Webhook = {
  readonly id: string;
  readonly url: string;
  readonly events: readonly WebhookEvent[];
  readonly createdAt: number;
};

/** `secret` signs what is sent; it is told this once. */
export type NewWebhook = Webhook & { readonly secret: string };

/** One event told, or to be told, to one address. */
export type WebhookDelivery = {
  readonly webhookId: string;
  /** Of the event in the journal; receivers know by it what they had already. */
  readonly seq: number;
  readonly state: 'waiting' | 'delivered' | 'dead';
  readonly attempts: number;
  readonly nextAt: number | null;
  readonly reason: string | null;
  readonly createdAt: number;
  readonly deliveredAt: number | null;
};
