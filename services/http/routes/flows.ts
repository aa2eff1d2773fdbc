import { z } from 'zod';
import type { SignedIn } from '../auth/sessions.ts';
import {
  flowChecked,
  flowDifferences,
  flowHistory,
  flowRows,
  flowSaved,
  flowsReloaded,
  flowVersion,
  flowWhatIf,
} from '../flow-schemas.ts';
import { id } from '../schemas.ts';
import { type Route, route } from './route.ts';

const one = z.object({ flow: id });
const version = z.string().regex(/^[0-9a-f]{1,64}$/, 'is no version of a flow');
/** A flow is a page of steps: the check says what is wrong with a larger one. */
const text = z.string().max(1_000_000);
const time = z.int().min(0);
const note = z.string().max(500);
const by = ({ user }: SignedIn) => ({ kind: 'person', userId: user.id }) as const;

export const flowRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/flows/schema.json',
    access: 'anyone',
    summary: 'The JSON Schema of a flow file, for editors.',
    answer: 'document',
    handle: async ({ house }) => house.flows.schema(),
  }),
  route({
    method: 'get',
    path: '/api/flows',
    access: ['supervisor', 'administrator'],
    people: 'centre',
    summary: 'The flows in force.',
    answer: flowRows,
    handle: ({ house }) => house.flows.list(),
  }),
  route({
    method: 'post',
    path: '/api/flows/reload',
    access: ['administrator'],
    people: 'centre',
    summary: 'Takes over flows that were changed in their folder by hand, all or none; calls in progress go on.',
    body: z.strictObject({ note: note.default('') }),
    answer: flowsReloaded,
    handle: async ({ body, caller, house }) => ({
      changes: await house.flows.reload({ by: by(caller), note: body.note }),
    }),
  }),
  route({
    method: 'post',
    path: '/api/flows/check',
    access: ['supervisor', 'administrator'],
    people: 'centre',
    summary: 'Checks a text as if it were in force in the place of a flow; nothing is changed.',
    body: z.strictObject({ text, flow: id.nullable().default(null) }),
    answer: flowChecked,
    handle: ({ body, caller, house }) => house.flows.check(body.text, body.flow, caller.user.language),
  }),
  route({
    method: 'get',
    path: '/api/flows/:flow',
    access: ['supervisor', 'administrator'],
    people: 'centre',
    summary: 'A flow with its text and its graph; its version is also the ETag.',
    params: one,
    query: z.object({ version: version.optional() }),
    answer: flowVersion,
    handle: async ({ params, query, response, house }) => {
      const found = await house.flows.version(params.flow, query.version ?? null);
      response.set('ETag', `"${found.version}"`);
      return found;
    },
  }),
  route({
    method: 'get',
    path: '/api/flows/:flow/history',
    access: ['supervisor', 'administrator'],
    people: 'centre',
    summary: 'Versions of a flow that were in force, the newest first.',
    params: one,
    answer: flowHistory,
    handle: ({ params, house }) => house.flows.history(params.flow),
  }),
  route({
    method: 'put',
    path: '/api/flows/:flow',
    access: ['administrator'],
    people: 'centre',
    summary:
      'Puts a flow in force, checked: new calls begin on it. `base` is the version that was looked at, null for a new flow.',
    params: one,
    body: z.strictObject({ text, base: version.nullable(), note: note.default('') }),
    answer: flowSaved,
    handle: ({ params, body, caller, house }) => house.flows.save({ ...params, ...body, by: by(caller) }),
  }),
  route({
    method: 'post',
    path: '/api/flows/:flow/back',
    access: ['administrator'],
    people: 'centre',
    summary: 'Puts an earlier version of a flow in force again, checked as a new one.',
    params: one,
    body: z.strictObject({ version, base: version.nullable(), note: note.default('') }),
    answer: flowSaved,
    handle: ({ params, body, caller, house }) => house.flows.back({ ...params, ...body, by: by(caller) }),
  }),
  route({
    method: 'post',
    path: '/api/flows/:flow/differences',
    access: ['supervisor', 'administrator'],
    people: 'centre',
    summary:
      'What changes for a caller between a version (null: the one in force) and another one, or a text, in words.',
    params: one,
    body: z.strictObject({
      from: version.nullable().default(null),
      to: z.union([z.strictObject({ version }), z.strictObject({ text })]),
    }),
    answer: flowDifferences,
    handle: ({ params, body, caller, house }) =>
      house.flows.differences(params.flow, body.from, body.to, caller.user.language),
  }),
  route({
    method: 'post',
    path: '/api/flows/:flow/what-if',
    access: ['supervisor', 'administrator'],
    people: 'centre',
    summary:
      'Takes the calls of a period through a changed flow, with the keys as pressed then: who would have gone elsewhere.',
    params: one,
    body: z.strictObject({
      from: time,
      to: time,
      through: z.union([z.strictObject({ version }), z.strictObject({ text })]),
    }),
    answer: flowWhatIf,
    handle: ({ params, body, house }) => house.whatIf(params.flow, body),
  }),
];
