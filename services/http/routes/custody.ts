import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Request } from 'express';
import { z } from 'zod';
import { CentralitaError } from '../../core/errors.ts';
import { rulesHash } from '../../custody/custody.ts';
import type { SignedIn } from '../auth/sessions.ts';
import { certificateOf, namesOf, reportOf, custodyState as stateOf, holdView as viewOf } from '../custody-views.ts';
import {
  custodyState,
  erasureCertificate,
  holdView,
  id,
  ledgerRow,
  purgeReport,
  recordingCustody,
} from '../schemas.ts';
import { partOf, sealedOf } from './recordings.ts';
import { type Route, route, written } from './route.ts';

const params = z.object({ id });
/** Why: nothing is held or erased without it. */
const reason = z.string().trim().min(3, 'say why, in three letters or more').max(500);
const asking = z.strictObject({ reason });

const of = (recordingId: string, caller: SignedIn, request: Request) =>
  ({
    recordingId,
    by: { kind: 'person', userId: caller.user.id },
    from: request.ip ?? '',
  }) as const;

export const custodyRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/custody',
    access: ['supervisor', 'auditor', 'administrator'],
    scope: 'recordings:read',
    summary: 'Rules of retention, their reports, holds in force, erasures, and the end of the ledger.',
    answer: custodyState,
    handle: ({ house }) => stateOf(house),
  }),
  route({
    method: 'post',
    path: '/api/custody/dry-runs',
    access: ['supervisor', 'administrator'],
    people: 'looked',
    summary: 'What a purge would erase now. Nothing is erased.',
    status: 201,
    answer: purgeReport,
    handle: async ({ caller, house }) => {
      const run = await house.custody.dryRun({ kind: 'person', userId: caller.user.id });
      return reportOf(run, rulesHash(house.custody.rules()));
    },
  }),
  route({
    method: 'post',
    path: '/api/custody/purges',
    access: ['administrator'],
    people: 'looked',
    summary: 'Erases what the rules of retention no longer keep. From then on that is done each day.',
    status: 201,
    answer: purgeReport,
    handle: async ({ caller, request, house }) => {
      const run = await house.custody.purge({ kind: 'person', userId: caller.user.id }, request.ip ?? '');
      return reportOf(run, rulesHash(house.custody.rules()));
    },
  }),
  route({
    method: 'get',
    path: '/api/recordings/:id/custody',
    access: ['supervisor', 'auditor', 'administrator'],
    scope: 'recordings:read',
    summary: 'Holds of a recording, and its certificate if it was erased.',
    params,
    answer: recordingCustody,
    handle: async ({ params, house }) => {
      const name = await namesOf(house);
      const erasure = await house.custody.erasure(params.id);
      return {
        holds: (await house.custody.holds({ recordingId: params.id })).map((row) => viewOf(row, name)),
        certificate: erasure === null ? null : certificateOf(erasure, name),
      };
    },
  }),
  route({
    method: 'get',
    path: '/api/recordings/:id/ledger',
    access: ['auditor', 'administrator'],
    scope: 'recordings:read',
    summary: 'All that happened to a recording, oldest first, as the ledger has it.',
    params,
    answer: z.array(ledgerRow),
    handle: async ({ params, house }) =>
      (await house.ledger.list(params.id)).map(({ recordingId: _, previous: __, ...row }) => row),
  }),
  route({
    method: 'post',
    path: '/api/recordings/:id/holds',
    access: ['supervisor', 'administrator'],
    scope: 'recordings:hold',
    summary: 'A legal hold: until it is released, neither a person nor a rule erases the recording.',
    status: 201,
    params,
    body: asking,
    answer: holdView,
    handle: async ({ params, body, caller, request, house }) =>
      viewOf(await house.custody.hold({ ...of(params.id, caller, request), ...body }), await namesOf(house)),
  }),
  route({
    method: 'post',
    path: '/api/recordings/:id/holds/:hold/release',
    access: ['supervisor', 'administrator'],
    scope: 'recordings:hold',
    summary: 'Ends a hold.',
    params: z.object({ id, hold: id }),
    body: asking,
    answer: holdView,
    handle: async ({ params, body, caller, request, house }) =>
      viewOf(
        await house.custody.release({ ...of(params.id, caller, request), ...body, holdId: params.hold }),
        await namesOf(house),
      ),
  }),
  route({
    method: 'post',
    path: '/api/recordings/:id/erasure',
    access: ['supervisor', 'administrator'],
    scope: 'recordings:erase',
    summary: 'Destroys the key of a recording for ever, and answers the certificate. No copy anywhere opens any more.',
    params,
    body: asking,
    answer: erasureCertificate,
    handle: async ({ params, body, caller, request, house }) => {
      const erasure = await house.custody.erase({ ...of(params.id, caller, request), ...body, rule: null });
      return certificateOf(erasure, await namesOf(house));
    },
  }),
  route({
    method: 'post',
    path: '/api/recordings/:id/export',
    access: ['auditor', 'administrator'],
    scope: 'recordings:listen',
    summary:
      'The recording encrypted for somebody’s own public age key (`age1…`): only they open it, with any age program.',
    params,
    body: z.strictObject({ recipient: z.string().trim().min(10).max(3_000), reason }),
    answer: 'audio',
    handle: async ({ params, body: { recipient, reason: why }, caller, request, response, house }) => {
      await sealedOf(house, params.id);
      const file = await house.exporter.exportFor(params.id, recipient);
      try {
        const details = { recipient, reason: why, bytes: file.bytes };
        await house.ledger.append({
          ...of(params.id, caller, request),
          at: house.clock(),
          action: 'exported',
          details,
        });
        response.attachment(`${params.id}.ogg.age`).type('application/octet-stream');
        response.set({ 'Content-Length': String(file.bytes), 'Cache-Control': 'no-store' });
        await pipeline(createReadStream(file.path), response);
      } finally {
        await file.remove();
      }
      return written;
    },
  }),
  route({
    method: 'post',
    path: '/api/recordings/:id/identity',
    access: ['administrator'],
    people: 'key',
    summary:
      'The private key of one recording, as the age program takes it: whoever has it opens every copy of that recording, and no erasure takes it back from them.',
    params,
    body: asking,
    answer: z.object({ identity: z.string() }),
    handle: async ({ params, body, caller, request, house }) => {
      await sealedOf(house, params.id);
      const identity = await house.exporter.identity(params.id);
      const entry = { ...of(params.id, caller, request), at: house.clock(), details: { reason: body.reason } };
      // Written down before it leaves.
      await house.ledger.append({ ...entry, action: 'key-exported' });
      return { identity };
    },
  }),
  route({
    method: 'get',
    path: '/api/recordings/:id/sealed',
    access: ['auditor', 'administrator'],
    scope: 'recordings:listen',
    summary: 'The sealed file as it is, whole or in ranges: it opens with the identity of the recording alone.',
    params,
    answer: 'audio',
    handle: async ({ params, caller, request, response, house }) => {
      await sealedOf(house, params.id);
      const { path, bytes } = await house.exporter.sealedFile(params.id);
      response.attachment(`${params.id}.age`).type('application/octet-stream');
      response.set('Cache-Control', 'no-store');
      const part = partOf(request, response, bytes);
      const now = house.clock();
      const begun = {
        recordingId: `${params.id} sealed`,
        action: 'downloaded',
        now,
        sessionId: caller.sessionId,
      } as const;
      if (house.listenings.begins({ ...begun, start: part.start })) {
        const entry = { ...of(params.id, caller, request), at: now, details: { format: 'sealed' } };
        await house.ledger.append({ ...entry, action: 'downloaded' });
      }
      if (request.method === 'GET') await pipeline(createReadStream(path, part), response);
      else response.end();
      return written;
    },
  }),
  route({
    method: 'get',
    path: '/api/recordings/:id/certificate',
    access: ['supervisor', 'auditor', 'administrator'],
    scope: 'recordings:read',
    summary: 'The certificate of an erasure, as a file.',
    params,
    answer: erasureCertificate,
    handle: async ({ params, response, house }) => {
      const erasure = await house.custody.erasure(params.id);
      if (erasure === null) throw new CentralitaError('not-found', 'This recording was not erased: no certificate.');
      response.attachment(`${params.id}-erased.json`);
      return certificateOf(erasure, await namesOf(house));
    },
  }),
];
