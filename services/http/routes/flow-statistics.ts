import { z } from 'zod';
import { grouped } from '../../core/grouped.ts';
import type { World } from '../../core/world.ts';
import type { FlowLive } from '../protocol.ts';
import { flowLive, flowPeriod, flowStatistics, id } from '../schemas.ts';
import { type Route, route } from './route.ts';

const params = z.object({ flow: id });

export const flowStatisticsRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/flows/:flow/statistics',
    access: ['supervisor', 'auditor', 'administrator'],
    scope: 'recordings:read',
    summary: 'What became of callers in each step of a flow in a period: exits, leavers, times; all versions and each.',
    params,
    query: flowPeriod,
    answer: flowStatistics,
    handle: ({ params, query, house }) => house.calls.flowStatistics(params.flow, query),
  }),
  route({
    method: 'get',
    path: '/api/flows/:flow/live',
    access: ['supervisor', 'administrator'],
    people: 'console',
    summary: 'How many callers are in each step of a flow now.',
    params,
    answer: flowLive,
    handle: async ({ params, house }) => liveIn(house.present.world(), params.flow),
  }),
];

/** Callers by the step in which they are; who talks or is called back is in none. */
export function liveIn(world: World, flow: string): FlowLive {
  const callers = [...world.calls.values()].flatMap((call) => {
    const inFlow = call.place.at === 'menu' || call.place.at === 'queue';
    if (!inFlow || call.step === null || call.flow !== flow) return [];
    return [{ step: call.step.step, version: call.flowVersion, since: call.path.at(-1)?.at ?? call.rangAt }];
  });
  return [...grouped(callers, (one) => JSON.stringify([one.step, one.version])).values()].flatMap((some) => {
    const [first] = some;
    if (first === undefined) return [];
    return [{ ...first, callers: some.length, since: Math.min(...some.map((one) => one.since)) }];
  });
}
