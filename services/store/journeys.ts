import { setImmediate as turnOfOthers } from 'node:timers/promises';
import type { PassedCalls } from '../ports.ts';
import type { Database } from './database.ts';
import { PLACES_PER_MS } from './projections/calls.ts';

/** Calls read in one go: the engine waits for no more than these. */
const AT_ONCE = 25;

/** The events of inbound calls of a flow that ended, the newest calls first. */
export function passedCallsOf({ read }: Pick<Database, 'read'>): PassedCalls {
  return async (flow, { from, to }, types, limit) => {
    const [counted] = await read<{ calls: number }>({
      sql: `select count(*) as calls from calls
        where n >= ? and n < ? and flow = ? and direction = 'inbound' and ended_at is not null`,
      parameters: [from * PLACES_PER_MS, to * PLACES_PER_MS, flow],
    });
    const ids = await read<{ id: string }>({
      sql: `select id from calls where n >= ? and n < ? and flow = ? and direction = 'inbound' and ended_at is not null
        order by n desc limit ?`,
      parameters: [from * PLACES_PER_MS, to * PLACES_PER_MS, flow, limit],
    });
    const calls: { at: number; data: string }[][] = [];
    for (let start = 0; start < ids.length; start += AT_ONCE) {
      const some = ids.slice(start, start + AT_ONCE).map(({ id }) => id);
      const rows = await read<{ call_id: string; at: number; data: string }>({
        sql: `select call_id, at, data from events where call_id in (${some.map(() => '?').join(', ')})
          and type in (${types.map(() => '?').join(', ')}) order by seq`,
        parameters: [...some, ...types],
      });
      const of = new Map(some.map((id): [string, { at: number; data: string }[]] => [id, []]));
      for (const { call_id, at, data } of rows) of.get(call_id)?.push({ at, data });
      calls.push(...of.values());
      await turnOfOthers();
    }
    return { total: counted?.calls ?? 0, calls };
  };
}
