import { queryOptions } from '@tanstack/react-query';
import type {
  ApiToken,
  Scope,
  WebhookDelivery,
  WebhookEvent,
  WebhookHealth,
} from '../../../../services/http/protocol.ts';
import { request } from '../../api/client.ts';

const ASK_AGAIN_AFTER_MS = 5_000;

export const tokensQuery = queryOptions({
  queryKey: ['tokens'],
  queryFn: () => request<readonly ApiToken[]>('/api/tokens'),
});

export const webhooksQuery = queryOptions({
  queryKey: ['webhooks'],
  queryFn: () => request<readonly WebhookHealth[]>('/api/webhooks'),
  refetchInterval: ASK_AGAIN_AFTER_MS,
});

export const deliveriesQuery = (webhookId: string, state: WebhookDelivery['state'] | 'all') =>
  queryOptions({
    queryKey: [...webhooksQuery.queryKey, webhookId, state],
    queryFn: () =>
      request<readonly WebhookDelivery[]>(
        `${webhookPath(webhookId)}/deliveries?limit=20${state === 'all' ? '' : `&state=${state}`}`,
      ),
    refetchInterval: ASK_AGAIN_AFTER_MS,
  });

export const webhookPath = (id: string) => `/api/webhooks/${encodeURIComponent(id)}`;

/** Every scope, and its name in the language files, where a colon would mean something else. */
const scopeNames = {
  'recordings:read': 'recordings-read',
  'recordings:listen': 'recordings-listen',
  'recordings:tag': 'recordings-tag',
  'recordings:hold': 'recordings-hold',
  'recordings:publish': 'recordings-publish',
  'recordings:erase': 'recordings-erase',
  'calls:control': 'calls-control',
  'quality:read': 'quality-read',
  'webhooks:manage': 'webhooks-manage',
} as const satisfies Readonly<Record<Scope, string>>;

export const scopes = Object.entries(scopeNames) as readonly (readonly [Scope, (typeof scopeNames)[Scope]])[];

const eventNames: Readonly<Record<WebhookEvent, true>> = {
  'recording-sealed': true,
  'recording-published': true,
  'recording-scored': true,
  'recording-erased': true,
};
export const webhookEvents = Object.keys(eventNames) as readonly WebhookEvent[];
