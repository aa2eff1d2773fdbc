import { z } from 'zod';
import type { Candidate } from '../core/router.ts';
import type { Strategy } from './strategy.ts';

type Ring = {
  readonly agents?: readonly string[] | undefined;
  readonly skills?: Readonly<Record<string, number>> | undefined;
  readonly seconds: number;
};
type Parameters = { readonly rings: readonly Ring[] };

/** The innermost ring that an agent is in, from 0; outside of all of them: their number. */
function ringOf({ agent, skills }: Candidate, { rings }: Parameters): number {
  const found = rings.findIndex(
    (ring) =>
      (!ring.agents || ring.agents.includes(agent.id)) &&
      Object.entries(ring.skills ?? {}).every(([skill, level]) => (skills[skill] ?? 0) >= level),
  );
  return found === -1 ? rings.length : found;
}

const ringSchema = z.strictObject({
  /** Named agents, or all who have the skills; with neither, everybody who attends the queue. */
  agents: z.array(z.string()).min(1).optional(),
  skills: z.record(z.string(), z.int().min(1).max(10)).optional(),
  /** How long the call stays with this ring before the next joins in; of the last one it says nothing. */
  seconds: z.int().min(1).max(3600).default(30),
});

/**
 * Rings around the best agents: a call looks at the innermost, and after its seconds at the next as well. Of those it
 * looks at, the innermost come first; within a ring, the one idle for longest. Who is in no ring takes no calls.
 */
export const bullseye: Strategy<Parameters> = {
  type: 'bullseye',
  parameters: z.strictObject({ rings: z.array(ringSchema).min(1).max(10) }),
  names: ({ rings }) => ({
    agents: rings.flatMap(({ agents }) => agents ?? []),
    skills: rings.flatMap(({ skills }) => Object.keys(skills ?? {})),
  }),
  rank: ({ idleSince }) => idleSince,
  profile: (candidate, parameters) => String(ringOf(candidate, parameters)),
  wants: ({ place }) => String(place.stage),
  admits: ({ place }, candidate, parameters) =>
    ringOf(candidate, parameters) <= Math.min(place.stage, parameters.rings.length - 1),
  widens: ({ rings }) => {
    let sum = 0;
    return rings.slice(0, -1).map(({ seconds }) => {
      sum += seconds * 1000;
      return sum;
    });
  },
  choose: ({ asked, ready }) => {
    const inner = ready.groups.reduce((best, one) => (Number(one.profile) < Number(best.profile) ? one : best));
    const params = { ring: Number(inner.profile) + 1, reach: asked.place.stage + 1, candidates: ready.size };
    return { agentIds: [inner.first.agent.id], why: { code: 'bullseye', params } };
  },
};
