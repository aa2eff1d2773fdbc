import { pipeline } from 'node:stream/promises';
import type { Request } from 'express';
import { z } from 'zod';
import { CentralitaError } from '../../core/errors.ts';
import type { BulkAsked, BulkCounts, BulkJobRow } from '../../ports.ts';
import type { SignedIn } from '../auth/sessions.ts';
import type { House } from '../house.ts';
import type { BulkJob } from '../protocol.ts';
import { bulkJob, bulkLeft, bulkOptions, bulkPublicationBody, bulkZipBody, callSearch, id } from '../schemas.ts';
import { type Route, route, written } from './route.ts';

const access = ['auditor', 'administrator'] as const;
const params = z.object({ id });

export const bulkRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/bulk',
    access,
    scope: 'recordings:read',
    summary: 'Jobs over all recordings that a search finds, the newest first; those that ended are kept for a week.',
    answer: z.array(bulkJob),
    handle: async ({ caller, house }) =>
      Promise.all((await house.bulk.jobs()).map((job) => viewOf(house, job, caller))),
  }),
  route({
    method: 'get',
    path: '/api/bulk/options',
    access,
    scope: 'recordings:read',
    summary: 'What may be chosen for a job.',
    answer: bulkOptions,
    handle: async ({ house }) => {
      const { destinations } = house.site();
      return {
        mail: destinations.some((one) => one.type === 'email'),
        destinations: destinations.map((one) => ({ id: one.id, type: one.type })),
        name: house.bulk.usualName,
      };
    },
  }),
  route({
    method: 'get',
    path: '/api/bulk/:id',
    access,
    scope: 'recordings:read',
    summary: 'A job, and the first thousand recordings that it leaves out, each with its reason.',
    params,
    answer: z.object({ job: bulkJob, left: z.array(bulkLeft) }),
    handle: async ({ params, caller, house }) => ({
      job: await viewOf(house, await existing(house, params.id), caller),
      left: await house.bulk.left(params.id),
    }),
  }),
  route({
    method: 'post',
    path: '/api/bulk/zips',
    access,
    scope: 'recordings:listen',
    summary:
      'Begins a ZIP of every recording of the calls that a search finds (the query of GET /api/calls): sound, a JSON beside each, a manifest, and SHA-256 sums. `mail`: who is told when it can be fetched.',
    status: 202,
    query: callSearch,
    body: bulkZipBody,
    answer: bulkJob,
    handle: ({ query, body, caller, request, house }) =>
      begin(house, caller, request, {
        kind: 'zip',
        search: query,
        format: body.format,
        encryptFor: body.encryptFor ?? null,
        name: body.name ?? null,
        destination: null,
        mailTo: body.mail ?? null,
      }),
  }),
  route({
    method: 'post',
    path: '/api/bulk/publications',
    access,
    scope: 'recordings:publish',
    summary:
      'Publishes every recording of the calls that a search finds (the query of GET /api/calls) to one destination. What is there already is not sent again.',
    status: 202,
    query: callSearch,
    body: bulkPublicationBody,
    answer: bulkJob,
    handle: ({ query, body, caller, request, house }) =>
      begin(house, caller, request, {
        kind: 'publish',
        search: query,
        format: null,
        encryptFor: null,
        name: null,
        destination: body.destination,
        mailTo: body.mail ?? null,
      }),
  }),
  route({
    method: 'post',
    path: '/api/bulk/:id/cancel',
    access,
    scope: 'recordings:read',
    summary: 'Ends a job of one’s own that is under way. What was published already stays published.',
    params,
    answer: bulkJob,
    handle: async ({ params, caller, house }) => {
      await ownJob(house, params.id, caller);
      await house.bulk.cancel(params.id);
      return viewOf(house, await existing(house, params.id), caller);
    },
  }),
  route({
    method: 'delete',
    path: '/api/bulk/:id',
    access,
    scope: 'recordings:read',
    summary: 'Forgets a job of one’s own that has ended; its ZIP can be fetched no more.',
    status: 204,
    params,
    answer: null,
    handle: async ({ params, caller, house }) => {
      await ownJob(house, params.id, caller);
      await house.bulk.remove(params.id);
    },
  }),
  route({
    method: 'get',
    path: '/api/bulk/:id/zip',
    access,
    scope: 'recordings:listen',
    summary:
      'The ZIP of a job of one’s own, made while it is fetched. Each recording in it is logged as a download, before its first byte.',
    params,
    answer: 'archive',
    handle: async ({ params, caller, request, response, house }) => {
      await ownJob(house, params.id, caller);
      const by = { kind: 'person', userId: caller.user.id } as const;
      const zip = await house.bulk.zip(params.id, { by, from: request.ip ?? '' });
      response.attachment(zip.fileName);
      response.type(zip.bytes === null ? 'application/octet-stream' : 'application/zip');
      response.set({ 'Cache-Control': 'no-store', 'Accept-Ranges': 'none' });
      if (zip.bytes !== null) response.set('Content-Length', String(zip.bytes));
      // Who goes away, or what cannot be read to its end, ends the other; a cut answer is no whole ZIP.
      await pipeline(zip.stream, response).catch(() => response.destroy());
      return written;
    },
  }),
];

async function begin(
  house: House,
  caller: SignedIn,
  request: Request,
  asked: Omit<BulkAsked, 'by' | 'from' | 'language'>,
): Promise<BulkJob> {
  const { cursor: _, limit: __, ...search } = asked.search;
  const { id: by, language } = caller.user;
  const job = await house.bulk.begin({ ...asked, search, by, from: request.ip ?? '', language });
  return viewOf(house, { ...job, found: 0, done: 0, left: 0, bytes: 0 }, caller);
}

/** @throws CentralitaError `not-found`. */
async function existing(house: House, jobId: string): Promise<BulkJobRow & BulkCounts> {
  const job = await house.bulk.job(jobId);
  if (job === null) throw new CentralitaError('not-found', 'There is no such job; it may be too old.');
  return job;
}

/** @throws CentralitaError `not-found`, `forbidden`: what somebody chose is for them, and for who runs the centre. */
async function ownJob(house: House, jobId: string, caller: SignedIn): Promise<void> {
  if (!isOwn(await existing(house, jobId), caller))
    throw new CentralitaError('forbidden', 'Somebody else began this job; begin one of your own.');
}

const isOwn = (job: BulkJobRow, { user }: SignedIn): boolean =>
  job.by === user.id || user.roles.includes('administrator');

async function viewOf(house: House, job: BulkJobRow & BulkCounts, caller: SignedIn): Promise<BulkJob> {
  const { id: jobId, kind, state, search, format, encryptFor, destination, createdAt, endedAt } = job;
  const { found, done, left, bytes, reason, mailTo, mailedAt, mailReason } = job;
  return {
    ...{ id: jobId, kind, state, search, format, encryptFor, destination, createdAt, endedAt },
    ...{ found, done, left, bytes, reason },
    createdBy: job.by,
    createdByName: (await house.users.byId(job.by))?.name ?? job.by,
    own: isOwn(job, caller),
    expiresAt: house.bulk.expiresAt(job),
    mail: mailTo === null ? null : { to: mailTo, sentAt: mailedAt, reason: mailReason },
  };
}
