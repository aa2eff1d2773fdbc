import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { CentralitaError } from '../../core/errors.ts';
import {
  id,
  newWebhook,
  webhookBody,
  webhookDelivery,
  webhookDeliverySearch,
  webhookHealth,
  webhookTest,
} from '../schemas.ts';
import { type Route, route } from './route.ts';

const params = z.object({ id });
const access = ['administrator'] as const;
const scope = 'webhooks:manage';

const notThere = () => new CentralitaError('not-found', 'There is no such webhook; list them again.');

export const webhookRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/webhooks',
    access,
    scope,
    summary: 'Addresses that are told of events, and how each takes them.',
    answer: z.array(webhookHealth),
    handle: ({ house }) => house.webhooks.health(),
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
    method: 'put',
    path: '/api/webhooks/:id',
    access,
    scope,
    summary: 'Another address, or other events; the secret stays. What is still to be told goes to the new address.',
    status: 204,
    params,
    body: webhookBody,
    answer: null,
    handle: async ({ params, body, house }) => {
      if (!(await house.webhooks.change(params.id, body))) throw notThere();
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
    query: webhookDeliverySearch,
    answer: z.array(webhookDelivery),
    handle: ({ params, query, house }) => house.webhooks.deliveries(params.id, query),
  }),
  route({
    method: 'post',
    path: '/api/webhooks/:id/deliveries/:seq/retry',
    access,
    scope,
    summary: 'Has what waits, or was given up, be told again at once.',
    status: 204,
    params: z.object({ id, seq: z.coerce.number().int().positive() }),
    answer: null,
    handle: async ({ params, house }) => {
      if ((await house.webhooks.retry(params.id, params.seq, house.clock())) > 0) return;
      throw new CentralitaError('not-found', 'That is not there any more, or was taken meanwhile; list them again.');
    },
  }),
  route({
    method: 'post',
    path: '/api/webhooks/:id/retry',
    access,
    scope,
    summary: 'Has all that was given up be told again.',
    status: 202,
    params,
    answer: z.object({ asked: z.int() }),
    handle: async ({ params, house }) => ({
      asked: await house.webhooks.retry(params.id, 'dead', house.clock()),
    }),
  }),
  route({
    method: 'post',
    path: '/api/webhooks/:id/test',
    access,
    scope,
    summary: 'Tells an address at once, signed like all else: `{"id":0,"type":"test","at":…}`. It is not repeated.',
    params,
    answer: webhookTest,
    handle: ({ params, house }) => house.testWebhook(params.id),
  }),
];
