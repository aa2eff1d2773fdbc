import type { Webhook, WebhookDelivery, WebhookHealth, WebhookTest } from '../http/protocol.ts';

/** Addresses that are told of events, and every telling. */
export type WebhooksStore = {
  readonly list: () => Promise<readonly Webhook[]>;
  /** How each is doing. */
  readonly health: () => Promise<readonly WebhookHealth[]>;
  readonly add: (webhook: Webhook, by: string) => Promise<void>;
  /** @returns false when there is none of that id. */
  readonly change: (id: string, change: Pick<Webhook, 'url' | 'events'>) => Promise<boolean>;
  /** With all that was and would be told to it. */
  readonly remove: (id: string) => Promise<void>;
  /** Adds what is to be told (what is there stays as it is) and saves the place in the journal, in one transaction. */
  readonly queue: (
    deliveries: readonly {
      readonly webhookId: string;
      readonly seq: number;
      readonly body: string;
      readonly at: number;
    }[],
    cursor: { readonly name: string; readonly seq: number },
  ) => Promise<void>;
  readonly due: (
    now: number,
    limit: number,
  ) => Promise<
    readonly {
      readonly webhookId: string;
      readonly seq: number;
      readonly body: string;
      readonly attempts: number;
      readonly url: string;
    }[]
  >;
  readonly update: (
    delivery: { readonly webhookId: string; readonly seq: number },
    change: Pick<WebhookDelivery, 'state' | 'attempts' | 'nextAt' | 'reason' | 'attemptedAt' | 'deliveredAt'>,
  ) => Promise<void>;
  /** The newest first. */
  readonly deliveries: (
    webhookId: string,
    search: { readonly state?: WebhookDelivery['state'] | undefined; readonly limit: number },
  ) => Promise<readonly WebhookDelivery[]>;
  /** Forgets what was taken and is older (ms since the epoch), but of each address the last. @returns how many; a part each time. */
  readonly forget: (before: number) => Promise<number>;
  /** Has one be told at once, or all that were given up (they begin anew). @returns how many. */
  readonly retry: (webhookId: string, seq: number | 'dead', now: number) => Promise<number>;
};

/** Tells an address now that it is one, without an event. @throws CentralitaError `not-found`. */
export type TestWebhook = (webhookId: string) => Promise<WebhookTest>;
