import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { id, newWebhook, webhookBody, webhookDelivery, webhookView } from '../schemas.ts';
import { type Route, route } from './route.ts';

const params = z.object({ id });
const access = ['administrator'] as const;
const scope = 'webhooks:manage';

export const webhookRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/webhooks',
    access,
    scope,
    summary: 'Addresses that are told of events.',
    answer: z.array(webhookView),
    handle: ({ house }) => house.webhooks.list(),
  }),
  route({
    method: 'post',
    path: '/api/webhooks',
    access,
    scope,
    summary:
      'An address to be told of events from now on, at least once each, by `POST` of JSON. `Centralita-Signature: t=<s>,v1=<hex>` is the HMAC-SHA256 of `<s>.<body>` under the secret, which is told this once; `id` of the body is the same at each attempt.',
    status: 201,
    body: webhookBody,
    answer: newWebhook,
    handle: async ({ body, caller, house }) => {
      const made = { id: `webhook-${randomUUID()}`, ...body, createdAt: house.clock() };
      await house.webhooks.add(made, caller.user.id);
      return { ...made, secret: house.webhookSecret(made.id) };
    },
  }),
  route({
    method: 'delete',
    path: '/api/webhooks/:id',
    access,
    scope,
    summary: 'An address is told nothing any more.',
    status: 204,
    params,
    answer: null,
    handle: ({ params, house }) => house.webhooks.remove(params.id),
  }),
  route({
    method: 'get',
    path: '/api/webhooks/:id/deliveries',
    access,
    scope,
    summary: 'What was or will be told to an address, the newest first.',
    params,
    answer: z.array(webhookDelivery),
    handle: ({ params, house }) => house.webhooks.deliveries(params.id),
  }),
];
