import type { Role } from '../core/site.ts';
import type { SavedSearches } from '../ports.ts';
import type { Database } from './database.ts';

/** Searches that people keep. There are few: they are read whole. */
export function savedSearchesOf({ query }: Database): SavedSearches {
  return {
    list: async () => {
      const rows = await query
        .selectFrom('saved_searches')
        .leftJoin('users', 'users.id', 'saved_searches.owner_id')
        .selectAll('saved_searches')
        .select('users.name as owner_name')
        .orderBy('saved_searches.name')
        .orderBy('saved_searches.id')
        .execute();
      return rows.map((row) => ({
        id: row.id,
        name: row.name,
        query: row.query,
        roles: JSON.parse(row.roles) as Role[],
        ownerId: row.owner_id,
        ownerName: row.owner_name ?? row.owner_id,
        createdAt: row.created_at,
      }));
    },
    put: async ({ id, name, query: text, roles, ownerId, createdAt }) => {
      const change = { name, query: text, roles: JSON.stringify(roles) };
      await query
        .insertInto('saved_searches')
        .values({ id, owner_id: ownerId, created_at: createdAt, ...change })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(change))
        .execute();
    },
    remove: async (id) => {
      await query.deleteFrom('saved_searches').where('id', '=', id).execute();
    },
  };
}
