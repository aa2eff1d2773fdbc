import { z } from 'zod';
import type { NewWebhook, Webhook, WebhookDelivery, WebhookEvent } from '../protocol.ts';
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

export const newWebhook = webhookView
  .extend({ secret: z.string() })
  .meta({ id: 'NewWebhook' }) satisfies z.ZodType<NewWebhook>;

export const webhookDelivery = z
  .object({
    webhookId: id,
    seq: z.int(),
    state: z.enum(['waiting', 'delivered', 'dead']),
    attempts: z.int(),
    nextAt: time.nullable(),
    reason: z.string().nullable(),
    createdAt: time,
    deliveredAt: time.nullable(),
  })
  .meta({ id: 'WebhookDelivery' }) satisfies z.ZodType<WebhookDelivery>;
