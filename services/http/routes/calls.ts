import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { CentralitaError } from '../../core/errors.ts';
import type { User } from '../../core/site.ts';
import type { CallDetail } from '../protocol.ts';
import { callDetail, callPage, callSearch, id } from '../schemas.ts';
import { type Route, route } from './route.ts';

export const callRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/calls',
    access: ['supervisor', 'auditor', 'administrator'],
    summary: 'Finds calls, newest first; `next` is the `cursor` of the following page.',
    query: callSearch,
    answer: callPage,
    handle: ({ query, house }) => house.calls.search(query),
  }),
  route({
    method: 'get',
    path: '/api/calls/:id',
    access: ['agent', 'supervisor', 'auditor', 'administrator'],
    summary: 'A call with its timeline and its recording; agents see those they took part in.',
    params: z.object({ id }),
    answer: callDetail,
    handle: async ({ params, caller, house }) => {
      const detail = await house.calls.detail(params.id);
      // To an agent a call of others is as unknown as one that never was.
      if (detail === null || !maySee(caller.user, detail))
        throw new CentralitaError('not-found', 'There is no such call; search for it again.');
      return house.site().monitoring.tellAgent || !isOnlyAgent(caller.user) ? detail : withoutWatchers(detail);
    },
  }),
];

const isOnlyAgent = ({ roles }: User): boolean => roles.every((role) => role === 'agent');

/** Where agents are not told that somebody listens, they do not read it afterwards either. */
function withoutWatchers(detail: CallDetail): CallDetail {
  return { ...detail, timeline: detail.timeline.filter(({ type }) => !type.startsWith('watch-')) };
}

function maySee(user: User, { timeline }: CallDetail): boolean {
  if (!isOnlyAgent(user)) return true;
  return timeline.some(({ type, data }) => {
    if (type === 'call-connected' || type === 'agent-replaced') return data.agentId === user.id;
    return type === 'conference-began' && isDeepStrictEqual(data.who, { kind: 'agent', agentId: user.id });
  });
}
