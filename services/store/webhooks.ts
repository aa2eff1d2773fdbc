import type { WebhookDelivery, WebhookEvent } from '../http/protocol.ts';
import type { WebhooksStore } from '../ports.ts';
import type { Database } from './database.ts';
import type { WebhookDeliveriesTable } from './schema.ts';
import { webhookHealth } from './webhook-health.ts';

/** Nobody's call waits long for so many. */
const FORGOTTEN_AT_ONCE = 500;

/** Addresses that are told of events, and every telling. */
export function webhooksOf({ query, write }: Database): WebhooksStore {
  const list: WebhooksStore['list'] = async () => {
    const rows = await query.selectFrom('webhooks').selectAll().orderBy('created_at').execute();
    return rows.map((row) => ({
      id: row.id,
      url: row.url,
      events: JSON.parse(row.events) as WebhookEvent[],
      createdAt: row.created_at,
    }));
  };
  return {
    list,
    health: async () => Promise.all((await list()).map((webhook) => webhookHealth(query, webhook))),
    add: async ({ id, url, events, createdAt }, by) => {
      await query
        .insertInto('webhooks')
        .values({ id, url, events: JSON.stringify(events), created_by: by, created_at: createdAt })
        .execute();
    },
    change: async (id, { url, events }) => {
      const changed = await query
        .updateTable('webhooks')
        .set({ url, events: JSON.stringify(events) })
        .where('id', '=', id)
        .executeTakeFirst();
      return changed.numUpdatedRows > 0n;
    },
    remove: async (id) => {
      await write([
        query.deleteFrom('webhook_deliveries').where('webhook_id', '=', id).compile(),
        query.deleteFrom('webhooks').where('id', '=', id).compile(),
      ]);
    },
    queue: async (deliveries, cursor) => {
      await write([
        ...deliveries.map((one) =>
          query
            .insertInto('webhook_deliveries')
            .values({
              webhook_id: one.webhookId,
              seq: one.seq,
              body: one.body,
              state: 'waiting',
              attempts: 0,
              next_at: one.at,
              created_at: one.at,
            })
            .onConflict((conflict) => conflict.doNothing())
            .compile(),
        ),
        query
          .insertInto('cursors')
          .values(cursor)
          .onConflict((conflict) => conflict.column('name').doUpdateSet({ seq: cursor.seq }))
          .compile(),
      ]);
    },
    due: async (now, limit) => {
      const rows = await query
        .selectFrom('webhook_deliveries')
        .innerJoin('webhooks', 'webhooks.id', 'webhook_deliveries.webhook_id')
        .selectAll('webhook_deliveries')
        .select('webhooks.url')
        .where('state', '=', 'waiting')
        .where('next_at', '<=', now)
        .orderBy('next_at')
        .limit(limit)
        .execute();
      return rows.map(({ webhook_id: webhookId, seq, body, attempts, url }) => ({
        webhookId,
        seq,
        body,
        attempts,
        url,
      }));
    },
    update: async ({ webhookId, seq }, change) => {
      await query
        .updateTable('webhook_deliveries')
        .set({
          state: change.state,
          attempts: change.attempts,
          next_at: change.nextAt,
          reason: change.reason,
          attempted_at: change.attemptedAt,
          delivered_at: change.deliveredAt,
        })
        .where('webhook_id', '=', webhookId)
        .where('seq', '=', seq)
        .execute();
    },
    deliveries: async (webhookId, { state, limit }) => {
      const of = query.selectFrom('webhook_deliveries').selectAll().where('webhook_id', '=', webhookId);
      const wanted = state === undefined ? of : of.where('state', '=', state);
      const rows = await wanted.orderBy('seq', 'desc').limit(limit).execute();
      return rows.map(deliveryOf);
    },
    forget: async (before) => {
      let forgotten = 0;
      for (const { id } of await list()) {
        const taken = query
          .selectFrom('webhook_deliveries')
          .where('webhook_id', '=', id)
          .where('state', '=', 'delivered');
        const last = await taken.select('seq').orderBy('seq', 'desc').limit(1).executeTakeFirst();
        const old = await taken
          .select('seq')
          .where('created_at', '<', before)
          .where('seq', '<', last?.seq ?? 0)
          .orderBy('seq')
          .limit(FORGOTTEN_AT_ONCE)
          .execute();
        const seqs = old.map(({ seq }) => seq);
        if (seqs.length === 0) continue;
        await query.deleteFrom('webhook_deliveries').where('webhook_id', '=', id).where('seq', 'in', seqs).execute();
        forgotten += seqs.length;
      }
      return forgotten;
    },
    retry: async (webhookId, seq, now) => {
      const waiting = query
        .updateTable('webhook_deliveries')
        .set({ state: 'waiting', next_at: now })
        .where('webhook_id', '=', webhookId);
      const dead = waiting.set({ attempts: 0 }).where('state', '=', 'dead');
      if (seq === 'dead') return Number((await dead.executeTakeFirst()).numUpdatedRows);
      const anew = await dead.where('seq', '=', seq).executeTakeFirst();
      const sooner = await waiting.where('state', '=', 'waiting').where('seq', '=', seq).executeTakeFirst();
      return Math.max(Number(anew.numUpdatedRows), Number(sooner.numUpdatedRows));
    },
  };
}

function deliveryOf(row: WebhookDeliveriesTable): WebhookDelivery {
  return {
    webhookId: row.webhook_id,
    seq: row.seq,
    type: (JSON.parse(row.body) as { readonly type: WebhookEvent }).type,
    state: row.state,
    attempts: row.attempts,
    nextAt: row.next_at,
    reason: row.reason,
    createdAt: row.created_at,
    attemptedAt: row.attempted_at,
    deliveredAt: row.delivered_at,
  };
}
