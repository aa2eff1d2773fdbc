import { z } from 'zod';
import { CentralitaError } from '../../core/errors.ts';
import { promptRow } from '../schemas.ts';
import { type Route, route, written } from './route.ts';

const params = z.object({
  language: z.string().regex(/^[a-z]{2}$/),
  /** Texts of a flow itself are `<flow>/<key>`. */
  key: z
    .string()
    .max(200)
    .regex(/^[a-z0-9-]+(\/[a-z0-9-]+)?$/),
});

export const promptRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/prompts',
    access: ['supervisor', 'administrator'],
    people: 'centre',
    summary:
      'Every prompt in every language: its text, where it is said, whether it is recorded, its length and loudness.',
    answer: z.array(promptRow),
    handle: async ({ house }) => house.prompts.list(),
  }),
  route({
    method: 'get',
    path: '/api/prompts/:language/:key/sound',
    access: ['supervisor', 'administrator'],
    people: 'centre',
    summary: 'A prompt as callers hear it.',
    params,
    answer: 'audio',
    handle: async ({ params: { language, key }, response, house }) => {
      response.type('audio/wav').send(Buffer.from(house.prompts.sound(language, key)));
      return written;
    },
  }),
  route({
    method: 'put',
    path: '/api/prompts/:language/:key/recording',
    access: ['administrator'],
    people: 'centre',
    summary:
      'Puts a recording in the place of the spoken text: the body is the sound file, in any format that ffmpeg reads. New plays have it at once.',
    params,
    query: z.strictObject({ name: z.string().max(200).default('') }),
    answer: promptRow,
    handle: async ({ params: { language, key }, query, request, caller, house }) => {
      // Whoever sends JSON has had it read already.
      if (request.readableEnded)
        throw new CentralitaError('upload-not-sound', 'The body must be the sound file itself, not JSON.');
      return house.prompts.record(language, key, { name: query.name, content: request }, caller.user.id);
    },
  }),
  route({
    method: 'delete',
    path: '/api/prompts/:language/:key/recording',
    access: ['administrator'],
    people: 'centre',
    summary: 'Takes the recording away: the text is spoken again.',
    params,
    answer: promptRow,
    handle: async ({ params: { language, key }, caller, house }) => house.prompts.remove(language, key, caller.user.id),
  }),
];
