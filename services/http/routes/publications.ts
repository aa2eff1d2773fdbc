import { z } from 'zod';
import { CentralitaError } from '../../core/errors.ts';
import type { OutboxRow } from '../../ports.ts';
import type { House } from '../house.ts';
import type { CallSearch, PublicationRow } from '../protocol.ts';
import { callSearch, destinationHealth, destinationTest, id, publicationRow } from '../schemas.ts';
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
    method: 'post',
    path: '/api/publications',
    access: ['auditor', 'administrator'],
    scope: 'recordings:publish',
    summary:
      'Publishes the recordings of all calls that a search finds (the query of GET /api/calls) to one destination. What is there already is not sent again. The outbox keeps what was taken, and goes on after a restart.',
    status: 202,
    query: callSearch,
    body: z.strictObject({ destination: id }),
    answer: z.object({ found: z.int(), asked: z.int(), already: z.int() }),
    handle: ({ query, body, house }) => publishFound(house, query, body.destination),
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

/** Page by page, so that neither the search nor the answer grows with what is found. */
async function publishFound(house: House, search: CallSearch, destination: string) {
  if (!house.site().destinations.some((one) => one.id === destination))
    throw new CentralitaError('destination-unknown', `There is no destination ${destination}; choose another.`);
  const counted = { found: 0, asked: 0, already: 0 };
  for (let cursor: string | null | undefined = search.cursor; cursor !== null; ) {
    const page = await house.calls.search({
      ...search,
      recording: 'sealed',
      limit: 200,
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const { recordingId } of page.rows) {
      if (recordingId === null) continue;
      counted.found += 1;
      const there = await house.outbox.list({ recordingId, destination });
      if (there.some(({ state }) => state !== 'dead')) counted.already += 1;
      else {
        await house.recorder.publishAgain(recordingId, destination);
        counted.asked += 1;
      }
    }
    cursor = page.next;
  }
  return counted;
}

function publicationOf({ createdAt: _, prepared: __, ...row }: OutboxRow): PublicationRow {
  return row;
}
