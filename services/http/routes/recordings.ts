import type { Request, Response } from 'express';
import { z } from 'zod';
import { CentralitaError } from '../../core/errors.ts';
import { type Range, rangeOf } from '../audio/range.ts';
import { namesOf } from '../custody-views.ts';
import type { House } from '../house.ts';
import { accessRow, id, publicationRow, waveform } from '../schemas.ts';
import { type Route, route, written } from './route.ts';

const params = z.object({ id });
const audioTypes = { ogg: 'audio/ogg; codecs=opus', wav: 'audio/wav' } as const;

async function known(house: House, recordingId: string): Promise<void> {
  if ((await house.calls.recording(recordingId)) === null)
    throw new CentralitaError('recording-not-found', 'There is no such recording; search for its call again.');
}

/** @throws CentralitaError `recording-not-found`, `recording-erased`. */
export async function sealedOf(house: House, recordingId: string): Promise<void> {
  await known(house, recordingId);
  const erasure = await house.custody.erasure(recordingId);
  if (erasure !== null)
    throw new CentralitaError(
      'recording-erased',
      `The recording was erased (${erasure.reason}); no copy of it opens any more. Its certificate says who and when.`,
    );
}

export const recordingRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/recordings/:id/audio',
    access: ['supervisor', 'auditor', 'administrator'],
    scope: 'recordings:listen',
    summary: 'The decrypted audio, whole or in ranges. Each listening and each download is logged with who and when.',
    params,
    query: z.strictObject({
      format: z.enum(['ogg', 'wav']).default('ogg'),
      download: z.stringbool({ truthy: ['1', 'true'], falsy: ['0', 'false'] }).default(false),
    }),
    answer: 'audio',
    handle: async ({ params, query, caller, request, response, house }) => {
      await sealedOf(house, params.id);
      const audio = await house.audio.open(params.id, query.format);
      response.set({ 'Cache-Control': 'no-store', 'Content-Type': audioTypes[query.format] });
      if (query.download) response.attachment(`${params.id}.${query.format}`).type(audioTypes[query.format]);
      const { start, end } = partOf(request, response, audio.length);
      if (request.method === 'GET') {
        const action = query.download ? 'downloaded' : 'listened';
        const of = { recordingId: params.id, action, start, now: house.clock(), sessionId: caller.sessionId } as const;
        // Logged before a byte leaves: what cannot be logged is not heard.
        if (house.listenings.begins(of))
          await house.ledger.append({
            at: of.now,
            recordingId: params.id,
            action: query.download ? 'downloaded' : 'played',
            by: { kind: 'person', userId: caller.user.id },
            from: request.ip ?? '',
            details: { format: query.format },
          });
        response.end(Buffer.from(audio.buffer, audio.byteOffset + start, end - start + 1));
      } else response.end();
      return written;
    },
  }),
  route({
    method: 'get',
    path: '/api/recordings/:id/waveform',
    access: ['supervisor', 'auditor', 'administrator'],
    scope: 'recordings:listen',
    summary: 'Peaks of both sides, for drawing.',
    params,
    answer: waveform,
    handle: async ({ params, house }) => {
      await sealedOf(house, params.id);
      const sealed = await house.recordings.sealed(params.id);
      if (sealed === null)
        throw new CentralitaError('recording-not-sealed', 'The recording is not sealed yet; try again after the call.');
      return JSON.parse(sealed.waveform) as unknown;
    },
  }),
  route({
    method: 'get',
    path: '/api/recordings/:id/access',
    access: ['auditor', 'administrator'],
    scope: 'recordings:read',
    summary: 'Who listened to the recording or downloaded it, oldest first.',
    params,
    answer: z.array(accessRow),
    handle: async ({ params, house }) => {
      await known(house, params.id);
      const name = await namesOf(house);
      return (await house.ledger.accesses(params.id)).map((row) => ({ ...row, userName: name(row.userId) }));
    },
  }),
  route({
    method: 'post',
    path: '/api/recordings/:id/publications',
    access: ['auditor', 'administrator'],
    scope: 'recordings:publish',
    summary: 'Publishes the recording again to one destination.',
    status: 202,
    params,
    body: z.strictObject({ destination: id }),
    answer: publicationRow,
    handle: async ({ params, body, house }) => {
      await sealedOf(house, params.id);
      if (!house.site().destinations.some((one) => one.id === body.destination))
        throw new CentralitaError(
          'destination-unknown',
          `There is no destination ${body.destination}; choose another.`,
        );
      return house.recorder.publishAgain(params.id, body.destination);
    },
  }),
];

/**
 * Which bytes of so many a request asks for, with the headers of its answer set; both ends are included.
 * @throws CentralitaError `range-not-satisfiable`.
 */
export function partOf(request: Request, response: Response, size: number): Range {
  response.set('Accept-Ranges', 'bytes');
  const range = request.method === 'GET' ? rangeIn(request.headers.range, size, response) : null;
  const part = range ?? { start: 0, end: size - 1 };
  if (range) response.status(206).set('Content-Range', `bytes ${part.start}-${part.end}/${size}`);
  response.set('Content-Length', String(part.end - part.start + 1));
  return part;
}

function rangeIn(
  header: string | undefined,
  size: number,
  response: { set: (name: string, value: string) => unknown },
) {
  try {
    return rangeOf(header, size);
  } catch (error) {
    response.set('Content-Range', `bytes */${size}`);
    throw error;
  }
}
