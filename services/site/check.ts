import type { SiteFile } from '../../config/site.ts';
import type { Flows } from '../core/flow.ts';
import type { World } from '../core/world.ts';
import { wrongStrategies } from '../routing/index.ts';

/** What a site names outside itself. */
export type SiteKnows = {
  readonly flows: Pick<Flows, 'current' | 'references'>;
  /** Prompt keys of each language. */
  readonly prompts: ReadonlyMap<string, { readonly has: (key: string) => boolean }>;
  /** Names of the settings' lines. */
  readonly trunks: readonly string[];
};

/** What is wrong with a site beside its own form: a sentence for each place. */
export function wrongWithSite(site: SiteFile, { flows, prompts, trunks }: SiteKnows): readonly string[] {
  const reasons: string[] = [...wrongStrategies(site)];
  const queues = new Set(site.queues.map((one) => one.id));
  const skills = new Set(site.skills.map((one) => one.id));
  for (const { id, flow } of site.services)
    if (flows.current(flow) === null) reasons.push(`services.${id}.flow: there is no flow "${flow}"`);
  for (const { flow, step, ...named } of flows.references()) {
    for (const queue of named.queues)
      if (!queues.has(queue))
        reasons.push(`queues: the step ${step} of the flow ${flow} leads to the queue "${queue}"`);
    for (const skill of named.skills)
      if (!skills.has(skill))
        reasons.push(`skills: the step ${step} of the flow ${flow} asks for the skill "${skill}"`);
  }
  for (const { id, comfort } of site.queues)
    for (const key of comfort?.prompts ?? [])
      for (const [language, texts] of prompts)
        if (!texts.has(key))
          reasons.push(`queues.${id}.comfort: the prompt "${key}" has no text in the language "${language}"`);
  const { trunk } = site.outbound;
  if (trunk !== null && !trunks.includes(trunk))
    reasons.push(
      `outbound.trunk: the settings have no line "${trunk}" with outbound; name one of: ${trunks.join(', ') || '(none)'}`,
    );
  return reasons;
}

/** What cannot be taken away now: a sentence for each. */
export function stillNeeded(before: SiteFile, after: SiteFile, world: World): readonly string[] {
  const reasons: string[] = [];
  const queues = new Set(after.queues.map((one) => one.id));
  for (const { id } of before.queues) {
    if (queues.has(id)) continue;
    const there = [...world.calls.values()].filter(
      ({ place, direction }) =>
        'queueId' in place && place.queueId === id && (place.at === 'queue' || direction === 'callback'),
    );
    const callbacks = there.filter((call) => call.direction === 'callback').length;
    if (there.length > 0)
      reasons.push(
        `queues.${id}: ${there.length - callbacks} callers wait in it and ${callbacks} are to be called back; ` +
          'move or end them first, or wait until they have been served',
      );
  }
  const administrators = (site: SiteFile) => site.users.some((one) => one.roles.includes('administrator'));
  if (administrators(before) && !administrators(after))
    reasons.push('users: nobody would be administrator any more; give the role to somebody else first');
  return reasons;
}
