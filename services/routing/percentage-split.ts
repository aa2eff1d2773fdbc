import { z } from 'zod';
import type { AgentId } from '../core/ids.ts';
import type { ReadyGroup } from '../core/router.ts';
import type { Strategy } from './strategy.ts';

type Group = { readonly name: string; readonly agents: readonly AgentId[]; readonly percent: number };
type Parameters = { readonly groups: readonly Group[] };

const groupOf = (agentId: AgentId, { groups }: Parameters): string =>
  groups.find(({ agents }) => agents.includes(agentId))?.name ?? '';

/**
 * Each group of agents has its part of the calls: the one furthest behind its part comes first, of those with somebody
 * free; within a group, the one idle for longest. No caller waits for the sake of the figures: with only others free, they
 * take the call, and who is in no group takes what no group can.
 */
export const percentageSplit: Strategy<Parameters> = {
  type: 'percentage-split',
  parameters: z.strictObject({
    groups: z
      .array(
        z.strictObject({
          name: z.string().min(1).max(40),
          agents: z.array(z.string()).min(1),
          percent: z.number().min(0).max(100),
        }),
      )
      .min(2)
      .max(20)
      .refine(
        (groups) => Math.abs(groups.reduce((sum, one) => sum + one.percent, 0) - 100) < 1e-6,
        'the percents must add up to 100',
      )
      .refine((groups) => new Set(groups.map(({ name }) => name)).size === groups.length, 'name each group once')
      .refine((groups) => {
        const agents = groups.flatMap((one) => one.agents);
        return new Set(agents).size === agents.length;
      }, 'an agent can be in one group only'),
  }),
  names: ({ groups }) => ({ agents: groups.flatMap(({ agents }) => agents) }),
  rank: ({ idleSince }) => idleSince,
  profile: ({ agent }, parameters) => groupOf(agent.id, parameters),
  choose: ({ ready, memory }, { groups }) => {
    const made = groups.reduce((sum, { name }) => sum + (memory.shares[name] ?? 0), 0);
    const behind = ({ name, percent }: Group) => ((made + 1) * percent) / 100 - (memory.shares[name] ?? 0);
    let best: { readonly group: Group; readonly ready: ReadyGroup } | undefined;
    for (const group of groups) {
      const those = ready.groups.find(({ profile }) => profile === group.name);
      if (those && (!best || behind(group) > behind(best.group))) best = { group, ready: those };
    }
    if (!best)
      return ready.first
        ? {
            agentIds: [ready.first.agent.id],
            why: { code: 'percentage-split-rest', params: { candidates: ready.size } },
          }
        : null;
    const { name, percent } = best.group;
    const has = made === 0 ? 0 : Math.round((100 * (memory.shares[name] ?? 0)) / made);
    return {
      agentIds: [best.ready.first.agent.id],
      why: { code: 'percentage-split', params: { group: name, percent, has, candidates: ready.size } },
      share: name,
    };
  },
};
