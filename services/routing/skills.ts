import { z } from 'zod';
import type { Asked, Candidate, ReadyGroup } from '../core/router.ts';
import { inForce, type Requirement, requirementSchema, stagesOf } from './requirement.ts';
import type { Strategy } from './strategy.ts';

type Parameters = {
  readonly required: readonly Requirement[];
  readonly preferred: readonly { readonly skill: string; readonly weight: number }[];
  readonly loosen: readonly { readonly afterSeconds: number; readonly by: number }[];
};

const stages = ({ required, loosen }: Parameters): readonly number[] =>
  stagesOf([...required.flatMap(({ levels }) => levels), ...loosen]);

/** The level asked of each skill at a call's stage: by the queue, and by the call itself. */
export function levelsInForce({ call, place }: Asked, parameters: Parameters): ReadonlyMap<string, number> {
  const waitedMs = place.stage === 0 ? 0 : (stages(parameters)[place.stage - 1] ?? Number.POSITIVE_INFINITY);
  const levels = new Map<string, number>();
  for (const { skill, levels: steps } of parameters.required) levels.set(skill, inForce(steps, waitedMs)?.level ?? 0);
  const less = inForce(parameters.loosen, waitedMs)?.by ?? 0;
  for (const [skill, level] of Object.entries(call.needs))
    levels.set(skill, Math.max(levels.get(skill) ?? 0, level - less));
  return levels;
}

const score = ({ skills }: Candidate, { preferred }: Parameters): number =>
  preferred.reduce((sum, { skill, weight }) => sum + weight * (skills[skill] ?? 0), 0);

/**
 * Agents with the skills that the queue (`required`) and the call (its step's `skills`) ask for, at levels that come down
 * while it waits. Of those, who has most of the preferred ones (level × weight); among equals, the one idle for longest.
 */
export const skills: Strategy<Parameters> = {
  type: 'skills',
  parameters: z.strictObject({
    required: z
      .array(requirementSchema)
      .default([])
      .refine((list) => new Set(list.map(({ skill }) => skill)).size === list.length, 'name each skill once'),
    preferred: z
      .array(z.strictObject({ skill: z.string(), weight: z.number().min(0).max(100).default(1) }))
      .default([]),
    /** What the call itself asks for comes down by so many levels after so long. */
    loosen: z
      .array(z.strictObject({ afterSeconds: z.int().min(1).max(86_400), by: z.int().min(1).max(10) }))
      .default([])
      .refine(
        (steps) =>
          steps.every((one, index) => {
            const before = steps[index - 1];
            return !before || (one.afterSeconds > before.afterSeconds && one.by > before.by);
          }),
        'write the steps in order, each later and looser than the one before',
      ),
  }),
  names: ({ required, preferred }) => ({ skills: [...required, ...preferred].map(({ skill }) => skill) }),
  rank: ({ idleSince }) => idleSince,
  profile: ({ skills: has }) =>
    Object.keys(has)
      .sort()
      .map((skill) => `${skill}:${has[skill]}`)
      .join(),
  wants: ({ call, place }) => {
    const needs = Object.keys(call.needs);
    if (needs.length === 0) return String(place.stage);
    return `${place.stage}/${needs
      .sort()
      .map((skill) => `${skill}:${call.needs[skill]}`)
      .join()}`;
  },
  admits: (asked, { skills: has }, parameters) => {
    for (const [skill, level] of levelsInForce(asked, parameters)) if ((has[skill] ?? 0) < level) return false;
    return true;
  },
  widens: stages,
  choose: ({ asked, ready, now }, parameters) => {
    let best: { readonly group: ReadyGroup; readonly score: number } | undefined;
    for (const group of ready.groups) {
      const found = score(group.first, parameters);
      if (!best || found > best.score || (found === best.score && group.first.idleSince < best.group.first.idleSince))
        best = { group, score: found };
    }
    if (!best) return null;
    const { first } = best.group;
    const asks = [...levelsInForce(asked, parameters)].filter(([, level]) => level > 0);
    const params = {
      asked: asks.map(([skill, level]) => `${skill} ≥ ${level}`).join(', ') || '–',
      has: asks.map(([skill]) => `${skill} ${first.skills[skill] ?? 0}`).join(', ') || '–',
      score: best.score,
      idleSeconds: Math.round((now - first.idleSince) / 1000),
      candidates: ready.size,
    };
    return { agentIds: [first.agent.id], why: { code: 'skills', params } };
  },
};
