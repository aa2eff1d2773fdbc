import { z } from 'zod';
import { CentralitaError } from '../../core/errors.ts';
import { withNumbers } from '../../core/typed-number.ts';
import { callbackRows } from '../callback-rows.ts';
import { personOf } from '../person.ts';
import { callbackRow, id } from '../schemas.ts';
import { type Route, route } from './route.ts';

export const callbackRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/callbacks',
    access: ['agent', 'supervisor', 'administrator'],
    scope: 'calls:control',
    summary: 'Call-backs that are open: in the order of their turns, then those of later.',
    answer: z.array(callbackRow),
    handle: async ({ house }) => callbackRows(house.present),
  }),
  route({
    method: 'post',
    path: '/api/callbacks',
    access: ['agent', 'supervisor', 'administrator'],
    scope: 'calls:control',
    summary:
      'Asks for a call-back, now or not before a time (ms since the epoch) within the hours of the queue. The number may be written as people write it.',
    status: 201,
    body: z.strictObject({
      queueId: id,
      number: z.string().min(1).max(40),
      callerName: z.string().max(100).default(''),
      notBefore: z.int().min(0).nullable().default(null),
      reason: z.string().max(500).default(''),
    }),
    answer: callbackRow,
    handle: async ({ body, caller, house }) => {
      const command = withNumbers({ name: 'request-callback', ...body }, house.site(), house.numbers);
      const events = await house.tell({ type: 'command', by: personOf(caller), command });
      const made = events.find(({ event }) => event.type === 'callback-requested')?.event;
      const row = callbackRows(house.present).find(
        (one) => made?.type === 'callback-requested' && one.id === made.callId,
      );
      if (!row) throw new CentralitaError('no-callback', 'The call-back is over already; look for it among the calls.');
      return row;
    },
  }),
  route({
    method: 'delete',
    path: '/api/callbacks/:id',
    access: ['supervisor', 'administrator'],
    scope: 'calls:control',
    summary: 'Cancels a call-back whose person is not on the line yet.',
    status: 204,
    params: z.object({ id }),
    query: z.strictObject({ reason: z.string().max(500).default('') }),
    answer: null,
    handle: async ({ params, query, caller, house }) => {
      const command = { name: 'cancel-callback', callId: params.id, reason: query.reason } as const;
      await house.tell({ type: 'command', by: personOf(caller), command });
    },
  }),
];
