import type { User } from '../core/site.ts';
import type { ApiToken } from '../http/protocol.ts';

export type SessionRow = { readonly id: string; readonly userId: string; readonly expiresAt: number };

export type UsersStore = {
  /** Users that sign in; passwords are argon2id hashes. */
  readonly byLogin: (login: string) => Promise<(User & { readonly passwordHash: string }) | null>;
  readonly byId: (id: string) => Promise<User | null>;
  /** Everybody who is not retired. */
  readonly list: () => Promise<readonly (User & { readonly passwordHash: string })[]>;
  /** An empty hash: nobody signs in with it. */
  readonly upsert: (user: User & { readonly passwordHash: string }) => Promise<void>;
  /** @returns false when there is no such user. */
  readonly setPassword: (id: string, passwordHash: string) => Promise<boolean>;
  /** Who is not of the centre any more: the name stays for the records, the login is free. */
  readonly retire: (id: string) => Promise<void>;
  readonly addSession: (session: SessionRow & { readonly tokenHash: string }) => Promise<void>;
  readonly sessionByTokenHash: (tokenHash: string) => Promise<SessionRow | null>;
  readonly removeSession: (id: string) => Promise<void>;
  /** Ids of somebody's sessions. */
  readonly sessionsOf: (userId: string) => Promise<readonly string[]>;
  readonly removeExpiredSessions: (now: number) => Promise<void>;
};

/** Tokens of programs, by the hash of each. */
export type TokensStore = {
  /** The newest first, revoked ones too. */
  readonly list: () => Promise<readonly ApiToken[]>;
  readonly add: (token: ApiToken & { readonly tokenHash: string }) => Promise<void>;
  readonly byHash: (tokenHash: string) => Promise<ApiToken | null>;
  readonly used: (id: string, at: number) => Promise<void>;
  /** @returns false when there is none in force of that id. */
  readonly revoke: (id: string, at: number) => Promise<boolean>;
};
