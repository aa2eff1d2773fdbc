import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Response } from 'express';
import { CentralitaError } from '../../core/errors.ts';
import type { User } from '../../core/site.ts';
import type { UsersStore } from '../../ports.ts';
import type { Scope } from '../protocol.ts';
import { cookieOf } from './cookies.ts';
import { isPassword, longestPassword } from './passwords.ts';

/** Who asks, and until when (ms since the epoch). */
export type SignedIn = {
  readonly sessionId: string;
  readonly expiresAt: number;
  readonly user: User;
  /** Of a program's token; a person has none, and is asked for roles. */
  readonly scopes?: readonly Scope[];
};

export type SessionsOptions = {
  readonly users: UsersStore;
  readonly hours: number;
  /** The pages are served over https: the cookie is then never sent without it. */
  readonly secure: boolean;
  readonly clock: () => number;
};

/** Sessions of people. The cookie holds a random token, the database only its SHA-256. */
export type Sessions = {
  /** @throws CentralitaError `wrong-credentials`. */
  readonly signIn: (login: string, password: string, cookieHeader: string | undefined) => Promise<NewSession>;
  /** Who a `Cookie` header stands for now; null when nobody. */
  readonly fromCookie: (cookieHeader: string | undefined) => Promise<SignedIn | null>;
  readonly signOut: (sessionId: string) => Promise<void>;
  /** Ends all sessions of somebody, but for the one named. */
  readonly endAll: (userId: string, except?: string) => Promise<void>;
  readonly setCookie: (response: Response, session: NewSession) => void;
  readonly clearCookie: (response: Response) => void;
  /** Calls back with the id of each session that is signed out. Returns how to stop that. */
  readonly onEnd: (listener: (sessionId: string) => void) => () => void;
  readonly removeExpired: () => Promise<void>;
};

export type NewSession = SignedIn & { readonly token: string };

const sha256 = (token: string) => createHash('sha256').update(token).digest('hex');

export function createSessions({ users, hours, secure, clock }: SessionsOptions): Sessions {
  // The prefix makes a browser refuse the cookie from a page that is not https, or from another host.
  const name = secure ? '__Host-centralita' : 'centralita';
  const attributes = { httpOnly: true, sameSite: 'strict', path: '/', secure } as const;
  const listeners = new Set<(sessionId: string) => void>();

  const fromCookie = async (header: string | undefined): Promise<SignedIn | null> => {
    const token = cookieOf(header, name);
    if (token === null) return null;
    const session = await users.sessionByTokenHash(sha256(token));
    if (session === null || session.expiresAt <= clock()) return null;
    const user = await users.byId(session.userId);
    return user && { sessionId: session.id, expiresAt: session.expiresAt, user };
  };
  const signOut = async (sessionId: string) => {
    await users.removeSession(sessionId);
    for (const listener of listeners) listener(sessionId);
  };

  return {
    fromCookie,
    signOut,
    endAll: async (userId, except) => {
      for (const id of await users.sessionsOf(userId)) if (id !== except) await signOut(id);
    },
    signIn: async (login, password, header) => {
      const known = await users.byLogin(login);
      const right = password.length <= longestPassword && (await isPassword(known?.passwordHash || null, password));
      if (known === null || !right)
        throw new CentralitaError('wrong-credentials', 'The name or the password is wrong; try again.');
      const { passwordHash: _, ...user } = known;
      // A token that somebody slipped in before the sign-in is worth nothing after it.
      const before = await fromCookie(header);
      if (before) await signOut(before.sessionId);
      const token = randomBytes(32).toString('base64url');
      const session = { id: randomUUID(), userId: user.id, expiresAt: clock() + hours * 3_600_000 };
      await users.addSession({ ...session, tokenHash: sha256(token) });
      return { sessionId: session.id, expiresAt: session.expiresAt, user, token };
    },
    setCookie: (response, { token, expiresAt }) => {
      response.cookie(name, token, { ...attributes, expires: new Date(expiresAt) });
    },
    clearCookie: (response) => {
      response.clearCookie(name, attributes);
    },
    onEnd: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    removeExpired: () => users.removeExpiredSessions(clock()),
  };
}
