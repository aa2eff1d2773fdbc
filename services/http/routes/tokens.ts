import { z } from 'zod';
import { apiToken, id, newApiToken, tokenBody } from '../schemas.ts';
import { type Route, route } from './route.ts';

export const tokenRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/tokens',
    access: ['administrator'],
    people: 'rights',
    summary: 'Tokens of programs, the newest first, without the tokens themselves.',
    answer: z.array(apiToken),
    handle: ({ house }) => house.tokens.list(),
  }),
  route({
    method: 'post',
    path: '/api/tokens',
    access: ['administrator'],
    people: 'rights',
    summary: 'A new token, told this once. Programs send it as `Authorization: Bearer …`.',
    status: 201,
    body: tokenBody,
    answer: newApiToken,
    handle: ({ body, caller, house }) => house.tokens.create({ ...body, by: caller.user }),
  }),
  route({
    method: 'delete',
    path: '/api/tokens/:id',
    access: ['administrator'],
    people: 'rights',
    summary: 'Revokes a token: the next request with it is refused.',
    status: 204,
    params: z.object({ id }),
    answer: null,
    handle: ({ params, house }) => house.tokens.revoke(params.id),
  }),
];
