import type { Webhook, WebhookHealth } from '../http/protocol.ts';
import type { Query } from './database.ts';

/** How an address takes what it is told: by the index of its deliveries, however many were taken. */
export async function webhookHealth(query: Query, webhook: Webhook): Promise<WebhookHealth> {
  const of = query.selectFrom('webhook_deliveries').where('webhook_id', '=', webhook.id);
  const count = async (state: 'waiting' | 'dead') => {
    const counted = await of
      .where('state', '=', state)
      .select((is) => is.fn.countAll().as('n'))
      .executeTakeFirst();
    return Number(counted?.n ?? 0);
  };
  const newest = of.select(['seq', 'attempted_at', 'reason', 'delivered_at']).orderBy('seq', 'desc').limit(1);
  const [waiting, dead, delivered, tried, givenUp] = await Promise.all([
    count('waiting'),
    count('dead'),
    newest.where('state', '=', 'delivered').executeTakeFirst(),
    newest.where('state', '=', 'waiting').where('reason', 'is not', null).executeTakeFirst(),
    newest.where('state', '=', 'dead').executeTakeFirst(),
  ]);
  const failed = (tried?.seq ?? 0) > (givenUp?.seq ?? 0) ? tried : givenUp;
  const isFailing = (failed?.seq ?? 0) > (delivered?.seq ?? 0);
  return {
    ...webhook,
    state: isFailing ? 'failing' : delivered === undefined ? 'unused' : 'ok',
    waiting,
    dead,
    lastDeliveredAt: delivered?.delivered_at ?? null,
    lastFailure:
      failed?.reason == null || failed.attempted_at === null
        ? null
        : { at: failed.attempted_at, reason: failed.reason },
  };
}
