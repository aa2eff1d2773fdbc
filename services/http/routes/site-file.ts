import type { Response } from 'express';
import { z } from 'zod';
import { entrySchemas, settingSchemas } from '../../../config/site.ts';
import { CentralitaError } from '../../core/errors.ts';
import { type ListSection, listSections, type SiteEdit } from '../../ports.ts';
import type { SignedIn } from '../auth/sessions.ts';
import type { House } from '../house.ts';
import { id, siteHash, siteWritten } from '../schemas.ts';
import { type Route, route } from './route.ts';

const one = z.object({ id });
const why = {
  /** The version that was looked at: on another one nothing is changed. */
  hash: z.string().max(100).optional(),
  reason: z.string().max(500).default(''),
};
/** What an entry may hold is checked together with the rest of the site. */
const loose = z.record(z.string(), z.unknown());

/** An entry of a list of the site: put in place of the one of that id, or added; and taken away. */
function entryRoutes(section: ListSection): readonly Route[] {
  return [
    route({
      method: 'put',
      path: `/api/site/${section}/:id`,
      access: ['administrator'],
      people: 'centre',
      summary: `Writes an entry of the site's ${section}; it is in force at once, and calls in progress go on.`,
      params: one,
      body: z.strictObject({ value: loose, ...why }),
      bodyShape: z.strictObject({ value: entrySchemas[section], ...why }),
      answer: siteHash,
      handle: async ({ params, body: { value, ...asked }, response, caller, house }) => {
        if (value.id !== params.id)
          throw new CentralitaError(
            'site-invalid',
            `${section}.${params.id}.id: it is "${String(value.id)}" here and "${params.id}" in the address; make them one.`,
          );
        return edit(house, caller, response, { kind: 'put', section, id: params.id, value }, asked);
      },
    }),
    route({
      method: 'delete',
      path: `/api/site/${section}/:id`,
      access: ['administrator'],
      people: 'centre',
      summary: `Takes an entry out of the site's ${section}; refused while something needs it.`,
      params: one,
      body: z.strictObject(why).default({ reason: '' }),
      answer: siteHash,
      handle: ({ params, body, response, caller, house }) =>
        edit(house, caller, response, { kind: 'remove', section, id: params.id }, body),
    }),
  ];
}

export const siteFileRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/site/file',
    access: ['supervisor', 'administrator'],
    people: 'centre',
    summary: 'The site as it is written in its file; its hash is also the ETag.',
    answer: siteWritten,
    handle: async ({ response, house }) => {
      const written = await house.siteEditing.written();
      response.set('ETag', `"${written.hash}"`);
      return written;
    },
  }),
  route({
    method: 'post',
    path: '/api/site/reload',
    access: ['administrator'],
    people: 'centre',
    summary: 'Takes over a site file that was changed by hand.',
    body: z.strictObject({ reason: why.reason }),
    answer: siteHash,
    handle: ({ body, caller, house }) => house.siteEditing.reload({ by: by(caller), reason: body.reason }),
  }),
  route({
    method: 'patch',
    path: '/api/site/settings',
    access: ['administrator'],
    people: 'centre',
    summary: 'Changes single values of the site; each that is named is written whole.',
    body: z.strictObject({ value: z.partialRecord(z.enum(settingNames()), z.unknown()), ...why }),
    bodyShape: z.strictObject({ value: z.strictObject(settingSchemas).partial(), ...why }),
    answer: siteHash,
    handle: async ({ body: { value: settings, ...asked }, response, caller, house }) =>
      edit(house, caller, response, { kind: 'settings', settings }, asked),
  }),
  ...listSections.flatMap(entryRoutes),
  route({
    method: 'put',
    path: '/api/agents/:id/queues',
    access: ['supervisor', 'administrator'],
    people: 'centre',
    summary: 'The queues that an agent attends: these and no others. `order`: which goes first, 1 before 2.',
    params: one,
    body: z.strictObject({
      queues: z.array(z.strictObject({ id, order: z.int().min(1).max(100).optional() })).max(500),
      ...why,
    }),
    answer: siteHash,
    handle: ({ params, body: { queues, ...asked }, response, caller, house }) =>
      edit(house, caller, response, { kind: 'agent-queues', agentId: params.id, queues }, asked),
  }),
  route({
    method: 'put',
    path: '/api/agents/:id/skills',
    access: ['supervisor', 'administrator'],
    people: 'centre',
    summary: "An agent's skills with their levels, 1 to 10.",
    params: one,
    body: z.strictObject({ skills: z.record(id, z.int().min(1).max(10)), ...why }),
    answer: siteHash,
    handle: ({ params, body: { skills, ...asked }, response, caller, house }) =>
      edit(house, caller, response, { kind: 'agent-skills', agentId: params.id, skills }, asked),
  }),
];

function settingNames() {
  return Object.keys(settingSchemas) as (keyof typeof settingSchemas)[];
}

const by = ({ user }: SignedIn) => ({ kind: 'person', userId: user.id }) as const;

type Why = { readonly reason: string; readonly hash?: string | undefined };

async function edit(house: House, caller: SignedIn, response: Response, what: SiteEdit, { reason, hash }: Why) {
  const header = response.req.headers['if-match']?.replace(/^(W\/)?"(.*)"$/, '$2');
  const edited = await house.siteEditing.edit(what, { by: by(caller), reason, ifMatch: hash ?? header ?? null });
  response.set('ETag', `"${edited.hash}"`);
  return edited;
}
