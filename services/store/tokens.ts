import type { ApiToken, Scope } from '../http/protocol.ts';
import type { TokensStore } from '../ports.ts';
import type { Database } from './database.ts';
import type { ApiTokensTable } from './schema.ts';

/** Tokens of programs. One that was revoked stays, to be named in logs. */
export function tokensOf({ query }: Database): TokensStore {
  const tokens = query
    .selectFrom('api_tokens')
    .leftJoin('users', 'users.id', 'api_tokens.created_by')
    .selectAll('api_tokens')
    .select('users.name as created_by_name');
  return {
    list: async () => (await tokens.orderBy('created_at', 'desc').execute()).map(tokenOf),
    add: async ({ tokenHash, ...token }) => {
      await query
        .insertInto('api_tokens')
        .values({
          id: token.id,
          name: token.name,
          token_hash: tokenHash,
          scopes: JSON.stringify(token.scopes),
          created_by: token.createdBy,
          created_at: token.createdAt,
          expires_at: token.expiresAt,
        })
        .execute();
    },
    byHash: async (tokenHash) => {
      const row = await tokens.where('token_hash', '=', tokenHash).executeTakeFirst();
      return row === undefined ? null : tokenOf(row);
    },
    used: async (id, at) => {
      await query.updateTable('api_tokens').set({ last_used_at: at }).where('id', '=', id).execute();
    },
    revoke: async (id, at) => {
      const changed = await query
        .updateTable('api_tokens')
        .set({ revoked_at: at })
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .executeTakeFirst();
      return changed.numUpdatedRows > 0n;
    },
  };
}

function tokenOf(row: ApiTokensTable & { readonly created_by_name: string | null }): ApiToken {
  return {
    id: row.id,
    name: row.name,
    scopes: JSON.parse(row.scopes) as Scope[],
    createdBy: row.created_by,
    createdByName: row.created_by_name ?? row.created_by,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
  };
}
