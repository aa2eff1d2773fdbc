import type { z } from 'zod';
import type { siteSchema } from './site-schema.ts';

/** What names something that is not there, or is there twice. */
export function crossReferences(site: z.infer<typeof siteSchema>): string[] {
  const reasons: string[] = [];
  const services = new Set(site.services.map((one) => one.id));
  const agents = new Set(site.users.filter((one) => one.roles.includes('agent')).map((one) => one.id));
  const destinations = new Set(site.destinations.map((one) => one.id));
  for (const [what, list] of Object.entries({
    services: site.services,
    queues: site.queues,
    users: site.users,
    skills: site.skills,
    lists: site.lists,
    calendars: site.calendars,
    holidays: site.holidays,
    tables: site.tables,
    breakReasons: site.breakReasons,
    outcomes: site.outcomes,
    destinations: site.destinations,
  })) {
    const seen = new Set<string>();
    for (const one of list) {
      if (seen.has(one.id)) reasons.push(`${what}: the id "${one.id}" stands twice; give each its own`);
      seen.add(one.id);
    }
  }
  const logins = new Set<string>();
  for (const { id, login } of site.users) {
    if (logins.has(login)) reasons.push(`users.${id}.login: somebody else signs in as "${login}"; give each their own`);
    logins.add(login);
  }
  const numbers = new Set<string>();
  for (const number of site.services.flatMap((one) => one.numbers)) {
    if (numbers.has(number)) reasons.push(`services: the number ${number} leads to two services; keep one`);
    numbers.add(number);
  }
  const queues = new Set(site.queues.map((one) => one.id));
  const skills = new Set(site.skills.map((one) => one.id));
  const lists = new Set(site.lists.map((one) => one.id));
  for (const one of site.users)
    for (const skill of Object.keys(one.skills ?? {}))
      if (!skills.has(skill)) reasons.push(`users.${one.id}.skills: there is no skill "${skill}"; add it to skills`);
  const regions = new Set(site.holidays.map((one) => one.id));
  for (const one of site.calendars)
    for (const region of one.regions)
      if (!regions.has(region))
        reasons.push(`calendars.${one.id}.regions: there are no holidays "${region}"; add them to holidays`);
  reasons.push(...overflowCircles(site.queues));
  for (const one of site.queues) {
    for (const { to } of one.overflow)
      if (!queues.has(to)) reasons.push(`queues.${one.id}.overflow: there is no queue "${to}"`);
    if (one.escalatesTo !== null && !queues.has(one.escalatesTo))
      reasons.push(`queues.${one.id}.escalatesTo: there is no queue "${one.escalatesTo}"`);
    for (const { list } of one.vip)
      if (!lists.has(list)) reasons.push(`queues.${one.id}.vip: there is no list "${list}"`);
    if (!services.has(one.service)) reasons.push(`queues.${one.id}.service: there is no service "${one.service}"`);
    const attending = new Set<string>();
    for (const agent of one.agents) {
      if (!agents.has(agent)) reasons.push(`queues.${one.id}.agents: "${agent}" is no user with the role agent`);
      if (attending.has(agent)) reasons.push(`queues.${one.id}.agents: "${agent}" stands twice; keep one place`);
      attending.add(agent);
    }
  }
  for (const rule of site.publication) {
    if (!destinations.has(rule.destination)) reasons.push(`publication: there is no destination "${rule.destination}"`);
    for (const service of rule.services ?? [])
      if (!services.has(service)) reasons.push(`publication: there is no service "${service}"`);
  }
  return reasons;
}

/** A call must not come back to the queue that it overflowed from: it would go round for ever. */
function overflowCircles(queues: z.infer<typeof siteSchema>['queues']): string[] {
  const next = new Map(queues.map((one) => [one.id, one.overflow.map((rule) => rule.to)]));
  return queues.flatMap(({ id: start }) => {
    const seen = new Set<string>();
    const ahead = [...(next.get(start) ?? [])];
    for (let to = ahead.pop(); to !== undefined; to = ahead.pop()) {
      if (to === start) return [`queues.${start}.overflow: leads in a circle back to "${start}"; take one rule out`];
      if (seen.has(to)) continue;
      seen.add(to);
      ahead.push(...(next.get(to) ?? []));
    }
    return [];
  });
}
