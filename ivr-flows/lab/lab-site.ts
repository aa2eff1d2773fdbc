import type { Queue, Service, Site, User } from '../../services/core/site.ts';
import { checkContent } from '../check/index.ts';
import type { Flow } from '../flow.ts';
import type { Given, Staff } from './given.ts';

export const staffOf = (given: Given, queueId: string): Staff => given.queues[queueId]?.staff ?? given.staff;
const always = Object.fromEntries(
  ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, ['00:00-24:00']]),
);

/** The one agent of each queue. */
export const agentOf = (queueId: string) => `lab-${queueId}`;
const lineOf = (queueId: string) => `lab-line-${queueId}`;

/**
 * The site with people of the lab's own: one agent for each queue, who knows everything; a line for each queue on which
 * callers wait already; and the number that is dialled leads to the flow that is tried.
 */
export function labSite(site: Site, flow: string, given: Given): { readonly site: Site; readonly dialled: string } {
  const [anyService] = site.services;
  if (!anyService) return { site, dialled: given.dialled ?? '' };
  const own = site.services.find((one) => one.flow === flow);
  const dialled = given.dialled ?? own?.numbers[0] ?? 'lab';
  const answered = site.services.some((one) => one.numbers.includes(dialled));
  const hours =
    given.open === null ? {} : { hours: { ...anyService.hours, week: given.open ? always : {}, holidays: [] } };
  const services = answered
    ? site.services.map((one) => (one.numbers.includes(dialled) ? { ...one, ...hours, flow } : one))
    : [...site.services, { ...(own ?? anyService), ...hours, id: own?.id ?? 'lab', numbers: [dialled], flow }];
  const skills = Object.fromEntries(site.skills.map(({ id }) => [id, 10]));
  const queues = site.queues.map(
    (queue): Queue => ({ ...queue, agents: [agentOf(queue.id)], members: {}, announceSeconds: 3_600, comfort: null }),
  );
  const users = site.queues.map(
    ({ id }): User => ({
      id: agentOf(id),
      login: agentOf(id),
      name: id,
      roles: ['agent'],
      language: 'es',
      phone: 'sip',
      skills,
    }),
  );
  const lines = site.queues.map(
    ({ id, service }): Service => ({
      ...(site.services.find((one) => one.id === service) ?? anyService),
      id: lineOf(id),
      numbers: [lineOf(id)],
      flow: lineOf(id),
    }),
  );
  const outbound =
    given.callsOut === null
      ? site.outbound
      : { ...site.outbound, allowed: ['+'], trunk: given.callsOut ? 'lab' : null };
  return { site: { ...site, services: [...services, ...lines], queues, users, outbound }, dialled };
}

/** Flows that lead straight into each queue. */
export function lineFlows(site: Site): readonly Flow[] {
  return site.queues.flatMap(({ id }) => {
    const content = {
      flow: lineOf(id).replaceAll('_', '-'),
      language: 'es',
      start: 'queue',
      steps: {
        queue: { type: 'queue', queue: id, exits: { 'no-agents': 'end' } },
        end: { type: 'hang-up' },
      },
    };
    const known = { queues: new Set([id]), prompts: new Map([['es', new Set<string>()]]) };
    return checkContent(content, 'lab', known).flow ?? [];
  });
}

/** Lines that callers ring before the one whose call is tried. */
export const linesBefore = (given: Given): readonly string[] =>
  Object.entries(given.queues).flatMap(([queueId, { waiting = 0 }]) =>
    Array.from({ length: waiting }, () => lineOf(queueId)),
  );
