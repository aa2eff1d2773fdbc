import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { CentralitaError } from '../../core/errors.ts';
import type { User } from '../../core/site.ts';
import { exportOf, exportSchema } from '../export/call-export.ts';
import { vconOf } from '../export/vcon.ts';
import type { House } from '../house.ts';
import type { CallDetail } from '../protocol.ts';
import { callDetail, callPage, callSearch, id } from '../schemas.ts';
import { sealedOf } from './recordings.ts';
import { type Route, route, written } from './route.ts';

export const callRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/calls',
    access: ['supervisor', 'auditor', 'administrator'],
    scope: 'recordings:read',
    summary: 'Finds calls, newest first; `next` is the `cursor` of the following page.',
    query: callSearch,
    answer: callPage,
    handle: ({ query, house }) => house.calls.search(query),
  }),
  route({
    method: 'get',
    path: '/api/calls/:id',
    access: ['agent', 'supervisor', 'auditor', 'administrator'],
    scope: 'recordings:read',
    summary: 'A call with its timeline and its recording; agents see those they took part in.',
    params: z.object({ id }),
    answer: callDetail,
    handle: ({ params, caller, house }) => detailFor(house, params.id, caller.user),
  }),
  route({
    method: 'get',
    path: '/api/calls/:id/export',
    access: ['agent', 'supervisor', 'auditor', 'administrator'],
    scope: 'recordings:read',
    summary:
      'The call as a file: `json` of our own form (its schema is at `/api/schemas/call-export.json`), or a vCon. With `audio` the vCon has the sound, which is logged as a download, is not for agents, and needs `recordings:listen` of a token.',
    params: z.object({ id }),
    query: z.strictObject({
      format: z.enum(['json', 'vcon']).default('json'),
      audio: z.stringbool({ truthy: ['1', 'true'], falsy: ['0', 'false'] }).default(false),
    }),
    answer: 'document',
    handle: async ({ params, query, caller, request, response, house }) => {
      const detail = await detailFor(house, params.id, caller.user);
      const now = house.clock();
      const { recording } = detail;
      let audio: Uint8Array | null = null;
      if (query.audio && query.format === 'vcon' && recording !== null) {
        if (isOnlyAgent(caller.user))
          throw new CentralitaError('forbidden', 'The sound is not for agents; export the call without it.');
        if (caller.scopes !== undefined && !caller.scopes.includes('recordings:listen'))
          throw new CentralitaError(
            'scope-missing',
            'The sound needs the scope recordings:listen; export without it, or ask an administrator for it.',
          );
        await sealedOf(house, recording.id);
        audio = await house.audio.open(recording.id, 'ogg');
        // Logged before a byte leaves, as every download.
        const by = { kind: 'person', userId: caller.user.id } as const;
        const of = { at: now, recordingId: recording.id, by, from: request.ip ?? '' };
        await house.ledger.append({ ...of, action: 'downloaded', details: { format: 'vcon' } });
      }
      response.attachment(`${params.id}.${query.format === 'vcon' ? 'vcon' : 'json'}`);
      response.type(query.format === 'vcon' ? 'application/vcon+json' : 'application/json');
      const file = query.format === 'vcon' ? vconOf(detail, now, audio) : exportOf(detail, now);
      response.send(JSON.stringify(file, null, 2));
      return written;
    },
  }),
  route({
    method: 'get',
    path: '/api/schemas/call-export.json',
    access: 'anyone',
    summary: 'JSON Schema of an exported call.',
    answer: 'document',
    handle: async () => exportSchema(),
  }),
];

/** @throws CentralitaError `not-found`: to an agent a call of others is as unknown as one that never was. */
async function detailFor(house: House, callId: string, user: User): Promise<CallDetail> {
  const detail = await house.calls.detail(callId);
  if (detail === null || !maySee(user, detail))
    throw new CentralitaError('not-found', 'There is no such call; search for it again.');
  return house.site().monitoring.tellAgent || !isOnlyAgent(user) ? detail : withoutWatchers(detail);
}

const isOnlyAgent = ({ roles }: User): boolean => roles.every((role) => role === 'agent');

/** Where agents are not told that somebody listens, they do not read it afterwards either. */
function withoutWatchers(detail: CallDetail): CallDetail {
  return {
    ...detail,
    timeline: detail.timeline.filter(({ type }) => !type.startsWith('watch-')),
    legs: detail.legs.filter(({ party }) => party.kind !== 'supervisor'),
  };
}

function maySee(user: User, { timeline }: CallDetail): boolean {
  if (!isOnlyAgent(user)) return true;
  return timeline.some(({ type, data }) => {
    if (type === 'call-connected' || type === 'agent-replaced') return data.agentId === user.id;
    return type === 'conference-began' && isDeepStrictEqual(data.who, { kind: 'agent', agentId: user.id });
  });
}
