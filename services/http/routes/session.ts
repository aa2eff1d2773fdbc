import { z } from 'zod';
import type { SignedIn } from '../auth/sessions.ts';
import type { Session } from '../protocol.ts';
import { session } from '../schemas.ts';
import { type Route, route } from './route.ts';

function sessionOf({ user, expiresAt }: SignedIn): Session {
  const { id, login, name, roles, language } = user;
  return { user: { id, login, name, roles, language }, expiresAt };
}

export const sessionRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/api/session',
    access: 'anyone',
    guarded: true,
    summary: 'Signs in and sets the session cookie; a session that the cookie held before ends.',
    body: z.strictObject({ login: z.string().min(1).max(100), password: z.string().min(1).max(1_000) }),
    answer: session,
    handle: async ({ body, request, response, house }) => {
      const made = await house.sessions.signIn(body.login, body.password, request.headers.cookie);
      house.sessions.setCookie(response, made);
      return sessionOf(made);
    },
  }),
  route({
    method: 'get',
    path: '/api/session',
    access: 'signed-in',
    people: 'own',
    summary: 'Who is signed in.',
    answer: session,
    handle: async ({ caller }) => sessionOf(caller),
  }),
  route({
    method: 'delete',
    path: '/api/session',
    access: 'signed-in',
    people: 'own',
    summary: 'Signs out: the session ends, and with it its sockets.',
    status: 204,
    answer: null,
    handle: async ({ caller, response, house }) => {
      await house.sessions.signOut(caller.sessionId);
      house.sessions.clearCookie(response);
    },
  }),
];
