import { z } from 'zod';
import type { OutboxRow } from '../../ports.ts';
import type { PublicationRow } from '../protocol.ts';
import { publicationRow } from '../schemas.ts';
import { type Route, route } from './route.ts';

export const publicationRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/publications',
    access: ['auditor', 'administrator'],
    summary: 'What is, was or could not be published, newest first.',
    query: z.strictObject({ state: z.enum(['waiting', 'running', 'published', 'dead']).exactOptional() }),
    answer: z.array(publicationRow),
    handle: async ({ query, house }) => (await house.outbox.list(query)).map(publicationOf),
  }),
];

function publicationOf({ createdAt: _, prepared: __, ...row }: OutboxRow): PublicationRow {
  return row;
}
