import type { Response } from 'express';
import { z } from 'zod';
import { entrySchemas, settingSchemas } from '../../../config/site.ts';
import { CentralitaError } from '../../core/errors.ts';
import { type ListSection, listSections, type SiteEdit } from '../../ports.ts';
import type { SignedIn } from '../auth/sessions.ts';
import type { House } from '../house.ts';
import { id, siteHash, siteWritten } from '../schemas.ts';
import { type Route, route } from './route.ts';

const reason = z.string().max(500).default('');
const why = z.strictObject({ reason });
const agent = z.object({ id });
const form = 'site-invalid';

/** An entry of a list of the site: put in place of the one of that id, or added; and taken away. */
function entryRoutes(section: ListSection): readonly Route[] {
  return [
    route({
      method: 'put',
      path: `/api/site/${section}/:id`,
      access: ['administrator'],
      summary: `Writes an entry of the site's ${section}; it is in force at once. With If-Match only on that version.`,
      params: agent,
      query: why,
      body: entrySchemas[section] as z.ZodType<{ readonly id: string }>,
      wrongBody: form,
      answer: siteHash,
      handle: async ({ params, query, body, request, response, caller, house }) => {
        if (body.id !== params.id)
          throw new CentralitaError(
            form,
            `id: it is "${body.id}" here and "${params.id}" in the address; make them one.`,
          );
        // As it was written and not as it was read: what is left out stays out of the file.
        const value = request.body as Readonly<Record<string, unknown>>;
        const asked = { ...query, ifMatch: request.headers['if-match'] };
        return edit(house, caller, response, { kind: 'put', section, id: params.id, value }, asked);
      },
    }),
    route({
      method: 'delete',
      path: `/api/site/${section}/:id`,
      access: ['administrator'],
      summary: `Takes an entry out of the site's ${section}.`,
      params: agent,
      query: why,
      answer: siteHash,
      handle: ({ params, query, request, response, caller, house }) => {
        const asked = { ...query, ifMatch: request.headers['if-match'] };
        return edit(house, caller, response, { kind: 'remove', section, id: params.id }, asked);
      },
    }),
  ];
}

export const siteFileRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/site/file',
    access: ['administrator'],
    summary: 'The site as it is written in its file; its hash is also the ETag.',
    answer: siteWritten,
    handle: async ({ response, house }) => {
      const written = house.siteEditing.written();
      response.set('ETag', `"${written.hash}"`);
      return written;
    },
  }),
  route({
    method: 'post',
    path: '/api/site/reload',
    access: ['administrator'],
    summary: 'Takes over a site file that was changed by hand.',
    body: why,
    answer: siteHash,
    handle: ({ body, caller, house }) => house.siteEditing.reload({ by: by(caller), reason: body.reason }),
  }),
  route({
    method: 'patch',
    path: '/api/site/settings',
    access: ['administrator'],
    summary: 'Changes single values of the site; each that is named is written whole.',
    query: why,
    body: z.strictObject(settingSchemas).partial(),
    wrongBody: form,
    answer: siteHash,
    handle: async ({ query, request, response, caller, house }) => {
      const settings = request.body as Readonly<Record<string, unknown>>;
      const asked = { ...query, ifMatch: request.headers['if-match'] };
      return edit(house, caller, response, { kind: 'settings', settings }, asked);
    },
  }),
  ...listSections.flatMap(entryRoutes),
  route({
    method: 'put',
    path: '/api/agents/:id/queues',
    access: ['supervisor', 'administrator'],
    summary: 'The queues that an agent attends: these and no others. `order`: which goes first, 1 before 2.',
    params: agent,
    body: z.strictObject({
      queues: z.array(z.strictObject({ queueId: id, order: z.int().min(1).max(100).optional() })).max(500),
      reason,
    }),
    answer: siteHash,
    handle: ({ params, body, response, caller, house }) =>
      edit(house, caller, response, { kind: 'agent-queues', agentId: params.id, queues: body.queues }, body),
  }),
  route({
    method: 'put',
    path: '/api/agents/:id/skills',
    access: ['supervisor', 'administrator'],
    summary: "An agent's skills with their levels, 1 to 10.",
    params: agent,
    body: z.strictObject({ skills: z.record(id, z.int().min(1).max(10)), reason }),
    answer: siteHash,
    handle: ({ params, body, response, caller, house }) =>
      edit(house, caller, response, { kind: 'agent-skills', agentId: params.id, skills: body.skills }, body),
  }),
];

const by = ({ user }: SignedIn) => ({ kind: 'person', userId: user.id }) as const;

type Why = { readonly reason: string; readonly ifMatch?: string | undefined };

async function edit(house: House, caller: SignedIn, response: Response, what: SiteEdit, { reason, ifMatch }: Why) {
  const version = ifMatch?.replace(/^(W\/)?"(.*)"$/, '$2') ?? null;
  const edited = await house.siteEditing.edit(what, { by: by(caller), reason, ifMatch: version });
  response.set('ETag', `"${edited.hash}"`);
  return edited;
}
