import type { Selectable } from 'kysely';
import type { Role, User } from '../core/site.ts';
import type { UsersStore } from '../ports.ts';
import type { Database } from './database.ts';
import type { UsersTable } from './schema.ts';

/** Those who sign in, and their sessions. A user's sessions end with the user. */
export function usersOf({ query }: Database): UsersStore {
  return {
    byLogin: async (login) => {
      const row = await query.selectFrom('users').selectAll().where('login', '=', login).executeTakeFirst();
      return row ? { ...userOf(row), passwordHash: row.password_hash } : null;
    },
    byId: async (id) => {
      const row = await query.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? userOf(row) : null;
    },
    list: async () => {
      const rows = await query.selectFrom('users').selectAll().where('roles', '<>', '[]').execute();
      return rows.map((row) => ({ ...userOf(row), passwordHash: row.password_hash }));
    },
    setPassword: async (id, passwordHash) => {
      const changed = await query
        .updateTable('users')
        .set({ password_hash: passwordHash })
        .where('id', '=', id)
        .where('roles', '<>', '[]')
        .executeTakeFirst();
      return changed.numUpdatedRows > 0n;
    },
    retire: async (id) => {
      // A login has no blank in it: nobody's is this one.
      const change = { login: `retired ${id}`, roles: '[]', password_hash: '' };
      await query.updateTable('users').set(change).where('id', '=', id).execute();
    },
    upsert: async (user) => {
      const change = {
        login: user.login,
        name: user.name,
        roles: JSON.stringify(user.roles),
        language: user.language,
        phone: user.phone ?? null,
        password_hash: user.passwordHash,
      };
      await query
        .insertInto('users')
        .values({ id: user.id, ...change })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(change))
        .execute();
    },
    addSession: async (session) => {
      await query
        .insertInto('sessions')
        .values({
          id: session.id,
          user_id: session.userId,
          token_hash: session.tokenHash,
          expires_at: session.expiresAt,
        })
        .execute();
    },
    sessionByTokenHash: async (tokenHash) => {
      const row = await query
        .selectFrom('sessions')
        .select(['id', 'user_id', 'expires_at'])
        .where('token_hash', '=', tokenHash)
        .executeTakeFirst();
      return row ? { id: row.id, userId: row.user_id, expiresAt: row.expires_at } : null;
    },
    removeSession: async (id) => {
      await query.deleteFrom('sessions').where('id', '=', id).execute();
    },
    sessionsOf: async (userId) => {
      const rows = await query.selectFrom('sessions').select('id').where('user_id', '=', userId).execute();
      return rows.map((row) => row.id);
    },
    removeExpiredSessions: async (now) => {
      await query.deleteFrom('sessions').where('expires_at', '<=', now).execute();
    },
  };
}

function userOf(row: Selectable<UsersTable>): User {
  return {
    id: row.id,
    login: row.login,
    name: row.name,
    roles: JSON.parse(row.roles) as Role[],
    language: row.language,
    ...(row.phone === 'browser' || row.phone === 'sip' ? { phone: row.phone } : {}),
  };
}
