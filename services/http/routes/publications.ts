import { z } from 'zod';
import { CentralitaError } from '../../core/errors.ts';
import type { OutboxRow } from '../../ports.ts';
import type { PublicationRow } from '../protocol.ts';
import { destinationHealth, destinationTest, id, publicationRow } from '../schemas.ts';
import { type Route, route } from './route.ts';

export const publicationRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/publications',
    access: ['auditor', 'administrator'],
    scope: 'recordings:publish',
    summary: 'What is, was or could not be published, newest first.',
    query: z.strictObject({
      state: z.enum(['waiting', 'running', 'published', 'dead']).exactOptional(),
      destination: id.exactOptional(),
    }),
    answer: z.array(publicationRow),
    handle: async ({ query, house }) => (await house.outbox.list(query)).map(publicationOf),
  }),
  route({
    method: 'get',
    path: '/api/destinations',
    access: ['auditor', 'administrator'],
    scope: 'recordings:publish',
    summary: 'How each destination of recordings is doing: what waits, what failed and why, and what it guarantees.',
    answer: z.array(destinationHealth),
    handle: async ({ house }) => house.recorder.destinations(),
  }),
  route({
    method: 'post',
    path: '/api/destinations/:id/test',
    access: ['auditor', 'administrator'],
    scope: 'recordings:publish',
    summary: 'Sends a small text to a destination as a recording would be sent, and removes it where that can be.',
    params: z.object({ id }),
    answer: destinationTest,
    handle: async ({ params, house }) => {
      if (!house.site().destinations.some((one) => one.id === params.id))
        throw new CentralitaError('destination-unknown', `There is no destination ${params.id}; choose another.`);
      return house.recorder.test(params.id);
    },
  }),
];

function publicationOf({ createdAt: _, prepared: __, ...row }: OutboxRow): PublicationRow {
  return row;
}
