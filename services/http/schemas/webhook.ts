import { z } from 'zod';
import type { NewWebhook, Webhook, WebhookDelivery, WebhookEvent, WebhookHealth, WebhookTest } from '../protocol.ts';
import { id, time } from './parts.ts';

const event = z.enum([
  'recording-sealed',
  'recording-published',
  'recording-erased',
  'recording-scored',
]) satisfies z.ZodType<WebhookEvent>;

export const webhookBody = z.strictObject({
  url: z.url({ protocol: /^https?$/, error: 'write an address that begins with https:// or http://' }).max(500),
  events: z.array(event).min(1, 'choose what is told'),
});

export const webhookView = z
  .object({ id, url: z.string(), events: z.array(event), createdAt: time })
  .meta({ id: 'Webhook' }) satisfies z.ZodType<Webhook>;

export const webhookHealth = webhookView
  .extend({
    state: z.enum(['ok', 'failing', 'unused']),
    waiting: z.int(),
    dead: z.int(),
    lastDeliveredAt: time.nullable(),
    lastFailure: z.object({ at: time, reason: z.string() }).nullable(),
  })
  .meta({ id: 'WebhookHealth' }) satisfies z.ZodType<WebhookHealth>;

export const newWebhook = webhookView
  .extend({ secret: z.string() })
  .meta({ id: 'NewWebhook' }) satisfies z.ZodType<NewWebhook>;

const deliveryState = z.enum(['waiting', 'delivered', 'dead']);

/** Which deliveries are listed: the newest ones, of one state or of all. */
export const webhookDeliverySearch = z.strictObject({
  state: deliveryState.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});

export const webhookTest = z
  .object({ ok: z.boolean(), ms: z.number(), reason: z.string().nullable() })
  .meta({ id: 'WebhookTest' }) satisfies z.ZodType<WebhookTest>;

export const webhookDelivery = z
  .object({
    webhookId: id,
    seq: z.int(),
    type: event,
    state: deliveryState,
    attempts: z.int(),
    nextAt: time.nullable(),
    reason: z.string().nullable(),
    createdAt: time,
    attemptedAt: time.nullable(),
    deliveredAt: time.nullable(),
  })
  .meta({ id: 'WebhookDelivery' }) satisfies z.ZodType<WebhookDelivery>;
