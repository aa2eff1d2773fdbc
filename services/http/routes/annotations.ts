import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { CentralitaError } from '../../core/errors.ts';
import type { House } from '../house.ts';
import type { RecordingDetail } from '../protocol.ts';
import {
  callPage,
  callSearch,
  id,
  labelsBody,
  noteBody,
  recordingAnnotations,
  recordingLabels,
  recordingNote,
} from '../schemas.ts';
import { type Route, route } from './route.ts';

const access = ['supervisor', 'auditor', 'administrator'] as const;
const params = z.object({ id });

export const annotationRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/recordings',
    access,
    scope: 'recordings:read',
    summary: 'Finds calls that have a recording, as `GET /api/calls` does: `recordingId` names it.',
    query: callSearch,
    answer: callPage,
    handle: ({ query, house }) => house.calls.search({ ...query, recorded: true }),
  }),
  route({
    method: 'get',
    path: '/api/recordings/:id/annotations',
    access,
    scope: 'recordings:read',
    summary: 'Tags, tickets and notes of a recording.',
    params,
    answer: recordingAnnotations,
    handle: async ({ params, house }) => {
      await existing(house, params.id);
      return { ...(await house.annotations.labels(params.id)), notes: await house.annotations.notes(params.id) };
    },
  }),
  route({
    method: 'put',
    path: '/api/recordings/:id/labels',
    access,
    scope: 'recordings:tag',
    summary: 'Sets tags and tickets of a recording: these and no others.',
    params,
    body: labelsBody,
    answer: recordingLabels,
    handle: async ({ params, body, caller, request, house }) => {
      const { callId } = await existing(house, params.id);
      const at = house.clock();
      const by = caller.user.id;
      await house.ledger.append({
        at,
        recordingId: params.id,
        action: 'tagged',
        by: { kind: 'person', userId: by },
        from: request.ip ?? '',
        details: { tags: body.tags, tickets: body.tickets },
      });
      await house.annotations.setLabels({ recordingId: params.id, callId, ...body, by, at });
      return house.annotations.labels(params.id);
    },
  }),
  route({
    method: 'post',
    path: '/api/recordings/:id/notes',
    access,
    scope: 'recordings:tag',
    summary: 'A note on a moment of a recording.',
    status: 201,
    params,
    body: noteBody,
    answer: recordingNote,
    handle: async ({ params, body, caller, request, house }) => {
      const { callId, durationMs } = await existing(house, params.id);
      if (durationMs !== null && body.at > durationMs)
        throw new CentralitaError(
          'note-invalid',
          'That moment is past the end of the recording; choose an earlier one.',
        );
      const createdAt = house.clock();
      const noteId = `note-${randomUUID()}`;
      const { id: by, name: byName } = caller.user;
      await noted(house, params.id, by, request.ip ?? '', { note: noteId, at: body.at });
      await house.annotations.addNote({ id: noteId, recordingId: params.id, callId, ...body, by, createdAt });
      return { id: noteId, ...body, byId: by, byName, createdAt };
    },
  }),
  route({
    method: 'delete',
    path: '/api/recordings/:id/notes/:note',
    access,
    scope: 'recordings:tag',
    summary: 'Removes a note of one’s own; an administrator anybody’s.',
    status: 204,
    params: z.object({ id, note: id }),
    answer: null,
    handle: async ({ params, caller, request, house }) => {
      const { callId } = await existing(house, params.id);
      const note = (await house.annotations.notes(params.id)).find((one) => one.id === params.note);
      const may = note !== undefined && (note.byId === caller.user.id || caller.user.roles.includes('administrator'));
      if (!may) throw new CentralitaError('not-found', 'There is no such note of yours; it may be removed already.');
      await noted(house, params.id, caller.user.id, request.ip ?? '', { removed: params.note });
      await house.annotations.removeNote({ id: params.note, callId });
    },
  }),
];

async function existing(house: House, recordingId: string): Promise<RecordingDetail> {
  const found = await house.calls.recording(recordingId);
  if (found !== null) return found;
  throw new CentralitaError('recording-not-found', 'There is no such recording; search for its call again.');
}

/** The ledger has that there was a note, and not its words. */
function noted(house: House, recordingId: string, userId: string, from: string, details: object): Promise<void> {
  const at = house.clock();
  return house.ledger.append({
    at,
    recordingId,
    action: 'noted',
    by: { kind: 'person', userId },
    from,
    details: { ...details },
  });
}
