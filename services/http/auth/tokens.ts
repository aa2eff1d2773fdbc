import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { CentralitaError } from '../../core/errors.ts';
import type { TokensStore } from '../../ports.ts';
import type { ApiToken, NewApiToken, Scope } from '../protocol.ts';
import type { SignedIn } from './sessions.ts';

/** Tells what it is wherever it is found. */
const PREFIX = 'centralita_';
const DAY_MS = 86_400_000;
/** When a token was used last is written down once in this time. */
const USED_EVERY_MS = 3_600_000;

/** Tokens of programs: a random one each, of which the database has the SHA-256. */
export type Tokens = {
  readonly list: () => Promise<readonly ApiToken[]>;
  readonly create: (asked: {
    readonly name: string;
    readonly scopes: readonly Scope[];
    readonly days: number;
    readonly by: { readonly id: string; readonly name: string };
  }) => Promise<NewApiToken>;
  /** @throws CentralitaError `not-found`. */
  readonly revoke: (id: string) => Promise<void>;
  /** Who an `Authorization` header stands for. @throws CentralitaError `token-invalid`. */
  readonly fromHeader: (header: string) => Promise<SignedIn>;
};

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

export function createTokens(store: TokensStore, clock: () => number): Tokens {
  return {
    list: store.list,
    create: async ({ name, scopes, days, by }) => {
      const token = `${PREFIX}${randomBytes(32).toString('base64url')}`;
      const createdAt = clock();
      const made: ApiToken = {
        id: `token-${randomUUID()}`,
        name,
        scopes: [...new Set(scopes)],
        createdBy: by.id,
        createdByName: by.name,
        createdAt,
        expiresAt: createdAt + days * DAY_MS,
        lastUsedAt: null,
        revokedAt: null,
      };
      await store.add({ ...made, tokenHash: hashOf(token) });
      return { ...made, token };
    },
    revoke: async (id) => {
      if (await store.revoke(id, clock())) return;
      throw new CentralitaError('not-found', 'There is no such token in force; it may be revoked already.');
    },
    fromHeader: async (header) => {
      const [, token = ''] = /^Bearer +([\x21-\x7e]{1,200})$/i.exec(header) ?? [];
      const known = token === '' ? null : await store.byHash(hashOf(token));
      const now = clock();
      if (known === null || known.revokedAt !== null || known.expiresAt <= now)
        throw new CentralitaError(
          'token-invalid',
          'The token is unknown, revoked or past its time; ask an administrator for another one.',
        );
      if (known.lastUsedAt === null || now - known.lastUsedAt >= USED_EVERY_MS) await store.used(known.id, now);
      return {
        sessionId: known.id,
        expiresAt: known.expiresAt,
        scopes: known.scopes,
        // What a handler asks of roles is answered as for an auditor; what it may do is what its scopes say.
        user: { id: known.id, login: known.id, name: known.name, roles: ['auditor'], language: 'en' },
      };
    },
  };
}
