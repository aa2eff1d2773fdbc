import type { Person } from '../core/signal.ts';
import type { SignedIn } from './auth/sessions.ts';

/** As whom the engine is asked: a program with the scope may do to any call what a supervisor may. */
export const personOf = ({ user, scopes }: SignedIn): Person => ({
  userId: user.id,
  roles: scopes === undefined ? user.roles : ['supervisor'],
});
