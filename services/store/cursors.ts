import type { Cursors } from '../ports.ts';
import type { Database } from './database.ts';

/** Each background job's place in the journal; a job nobody knows yet begins at 0. */
export function cursorsOf({ query }: Database): Cursors {
  return {
    get: async (name) => {
      const row = await query.selectFrom('cursors').select('seq').where('name', '=', name).executeTakeFirst();
      return row?.seq ?? 0;
    },
    set: async (name, seq) => {
      await query
        .insertInto('cursors')
        .values({ name, seq })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ seq }))
        .execute();
    },
  };
}
