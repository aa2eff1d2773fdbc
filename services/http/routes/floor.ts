import { z } from 'zod';
import { floorView, strategyView } from '../schemas.ts';
import { type Route, route } from './route.ts';

export const floorRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/floor',
    access: ['agent', 'supervisor', 'administrator'],
    people: 'console',
    summary:
      'Where a call can be sent now: who is free, how many wait in each queue, whether outside numbers can be called.',
    answer: floorView,
    handle: async ({ house }) => house.floor(),
  }),
  route({
    method: 'get',
    path: '/api/strategies',
    access: ['supervisor', 'administrator'],
    people: 'centre',
    summary: 'The ways of giving calls to agents, each with the JSON Schema of its settings.',
    answer: z.array(strategyView),
    handle: async ({ house }) => house.strategies(),
  }),
];
