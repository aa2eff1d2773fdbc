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
  const outcomes = new Set(site.outcomes.map((one) => one.id));
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
  const bases = new Set(site.recording.bases.map((one) => one.id));
  for (const { id, consent } of site.services)
    if (consent?.policy === 'announce' && !bases.has(consent.basis))
      reasons.push(`services.${id}.consent: there is no basis "${consent.basis}"; add it to recording.bases`);
  site.recording.rules.forEach((rule, index) => {
    const named = [
      ['service', services, rule.services],
      ['queue', queues, rule.queues],
      ['agent', agents, rule.agents],
      ['list', lists, rule.lists],
    ] as const;
    for (const [what, known, names] of named)
      for (const name of names ?? [])
        if (!known.has(name)) reasons.push(`recording.rules.${index + 1}: there is no ${what} "${name}"`);
  });
  for (const rule of site.publication) {
    if (!destinations.has(rule.destination)) reasons.push(`publication: there is no destination "${rule.destination}"`);
    for (const service of rule.services ?? [])
      if (!services.has(service)) reasons.push(`publication: there is no service "${service}"`);
    for (const queue of rule.queues ?? [])
      if (!queues.has(queue)) reasons.push(`publication: there is no queue "${queue}"`);
    for (const outcome of rule.outcomes ?? [])
      if (!outcomes.has(outcome)) reasons.push(`publication: there is no outcome "${outcome}"`);
    if (rule.plain === true && readableOnTheWay(site.destinations.find((one) => one.id === rule.destination)))
      reasons.push(
        `publication: "${rule.destination}" is plain FTP, where anybody on the way could listen; set tls there, or encryptFor here`,
      );
  }
  for (const one of site.destinations) {
    if (one.type === 'sftp' && one.passwordEnv === undefined && one.privateKeyFile === undefined)
      reasons.push(`destinations.${one.id}: write privateKeyFile or passwordEnv, to sign in with`);
    if (one.type === 's3' && one.kmsKeyId !== undefined && one.sse !== 'aws:kms')
      reasons.push(`destinations.${one.id}.kmsKeyId: write sse: aws:kms too`);
  }
  for (const rule of site.retention) {
    const unknown = (named: readonly string[] | undefined, known: ReadonlySet<string>, what: string) => {
      for (const one of named ?? [])
        if (!known.has(one)) reasons.push(`retention.${rule.id}: there is no ${what} "${one}"`);
    };
    unknown(rule.services, services, 'service');
    unknown(rule.queues, queues, 'queue');
    unknown(rule.outcomes, outcomes, 'outcome');
  }
  for (const { destination } of site.anchors)
    if (!destinations.has(destination)) reasons.push(`anchors: there is no destination "${destination}"`);
  return reasons;
}

function readableOnTheWay(destination: z.infer<typeof siteSchema>['destinations'][number] | undefined): boolean {
  return destination?.type === 'ftp' && destination.tls === 'off';
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
