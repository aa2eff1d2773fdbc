import { z } from 'zod';
import { CentralitaError } from '../../core/errors.ts';
import { hashPassword, isPassword, longestPassword } from '../auth/passwords.ts';
import { id } from '../schemas.ts';
import { type Route, route } from './route.ts';

/** Shorter ones are guessed. */
const shortestPassword = 10;

export const userRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/api/users/:id/password',
    access: 'signed-in',
    people: 'rights',
    guarded: true,
    summary:
      'Sets a password: the own with the `current` one, or, as administrator, that of somebody else. All other sessions of that user end.',
    status: 204,
    params: z.object({ id }),
    body: z.strictObject({
      password: z.string().min(shortestPassword).max(longestPassword),
      current: z.string().max(longestPassword).optional(),
    }),
    answer: null,
    handle: async ({ params, body, caller, house }) => {
      const { user, sessionId } = caller;
      if (params.id === user.id) {
        const known = await house.users.byLogin(user.login);
        if (!(await isPassword(known?.passwordHash || null, body.current ?? '')))
          throw new CentralitaError('wrong-password', 'The present password is wrong; type it again.');
      } else if (!user.roles.includes('administrator'))
        throw new CentralitaError('forbidden', "Only an administrator sets somebody else's password.");
      const isKnown = await house.users.setPassword(params.id, await hashPassword(body.password));
      if (!isKnown) throw new CentralitaError('not-found', `There is no user ${params.id}; add it to the site first.`);
      await house.sessions.endAll(params.id, sessionId);
    },
  }),
];
