import { z } from 'zod';
import { CentralitaError } from '../core/errors.ts';
import type { Distribution, Router } from '../core/router.ts';
import type { Site, StrategyChoice } from '../core/site.ts';
import { bullseye } from './bullseye.ts';
import { fewestCalls } from './fewest-calls.ts';
import { lastAgent } from './last-agent.ts';
import { leastTalk } from './least-talk.ts';
import { linear } from './linear.ts';
import { longestIdle } from './longest-idle.ts';
import { percentageSplit } from './percentage-split.ts';
import { random } from './random.ts';
import { ringAll } from './ring-all.ts';
import { ringProgressively } from './ring-progressively.ts';
import { roundRobin } from './round-robin.ts';
import { skills } from './skills.ts';
import type { Strategy } from './strategy.ts';
import { weightedRandom } from './weighted-random.ts';

/** The registry: one line a strategy. */
const strategies = [
  prepare(longestIdle),
  prepare(roundRobin),
  prepare(fewestCalls),
  prepare(leastTalk),
  prepare(random),
  prepare(weightedRandom),
  prepare(linear),
  prepare(ringAll),
  prepare(ringProgressively),
  prepare(skills),
  prepare(bullseye),
  prepare(lastAgent),
  prepare(percentageSplit),
];

type Prepared = {
  readonly type: string;
  readonly schema: () => Record<string, unknown>;
  /** What is wrong with the settings, or with what they name; null: nothing. */
  readonly check: (settings: unknown, site: Site) => string | null;
  readonly bind: (settings: unknown) => Distribution;
};

function prepare<P>(strategy: Strategy<P>): Prepared {
  return {
    type: strategy.type,
    schema: () => ({ ...z.toJSONSchema(strategy.parameters, { io: 'input' }) }),
    check: (settings, site) => {
      const { data, error } = strategy.parameters.safeParse(settings);
      const issue = error?.issues[0];
      if (issue) return `${issue.path.length > 0 ? `${issue.path.join('.')}: ` : ''}${issue.message}`;
      const parameters = data as P;
      return (
        unknownName(strategy.names?.(parameters) ?? {}, site) ??
        (strategy.otherwise ? wrongWith(strategy.otherwise(parameters), site) : null)
      );
    },
    bind: (settings) => bind(strategy, strategy.parameters.parse(settings)),
  };
}

function bind<P>(strategy: Strategy<P>, parameters: P): Distribution {
  const other = strategy.otherwise ? distributionOf(strategy.otherwise(parameters)) : null;
  const last = strategy.lastAgent?.(parameters);
  const { rank, profile, wants, admits, room, choose } = strategy;
  return {
    rank: (candidate) => rank?.(candidate, parameters) ?? other?.rank(candidate) ?? candidate.position,
    profile: (candidate) => profile?.(candidate, parameters) ?? other?.profile(candidate) ?? '',
    wants: (asked) => wants?.(asked, parameters) ?? other?.wants(asked) ?? '',
    admits: (asked, candidate) => admits?.(asked, candidate, parameters) ?? other?.admits(asked, candidate) ?? true,
    widens: strategy.widens?.(parameters) ?? other?.widens ?? [],
    widensFrom: strategy.widensFrom ?? other?.widensFrom ?? 'entering',
    room: (stage) => room?.(stage, parameters) ?? other?.room(stage) ?? 1,
    lastAgentFor: last?.forMs ?? other?.lastAgentFor ?? null,
    lastAgentWithin: last?.withinMs ?? other?.lastAgentWithin ?? 0,
    choose: (question) => choose?.(question, parameters) ?? other?.choose(question) ?? null,
  };
}

const find = (type: string) => strategies.find((one) => one.type === type);

function unknownName(
  named: { readonly skills?: readonly string[]; readonly agents?: readonly string[] },
  site: Site,
): string | null {
  const skill = named.skills?.find((id) => !site.skills.some((one) => one.id === id));
  if (skill !== undefined)
    return `there is no skill "${skill}"; name one of: ${site.skills.map((one) => one.id).join(', ') || '(none yet)'}`;
  const agent = named.agents?.find((id) => !site.users.some((one) => one.id === id && one.roles.includes('agent')));
  return agent === undefined ? null : `there is no agent "${agent}"`;
}

function wrongWith({ type, ...settings }: StrategyChoice, site: Site): string | null {
  const strategy = find(type);
  const known = strategies.map((one) => one.type).join(', ');
  return strategy ? strategy.check(settings, site) : `there is no strategy "${type}"; choose one of: ${known}`;
}

/** What is wrong with the strategies of a site's queues, a sentence each. */
export function wrongStrategies(site: Site): readonly string[] {
  return site.queues.flatMap(({ id, strategy }) => {
    const reason = wrongWith(strategy, site);
    return reason ? [`Queue ${id}, strategy: ${reason}.`] : [];
  });
}

/**
 * Checks the strategies of all queues, at load.
 * @throws CentralitaError `strategy-invalid` naming the queue and what to write.
 */
export function checkStrategies(site: Site): void {
  const [reason] = wrongStrategies(site);
  if (reason) throw new CentralitaError('strategy-invalid', reason);
}

const bound = new WeakMap<StrategyChoice, Distribution>();

function distributionOf(choice: StrategyChoice): Distribution {
  const known = bound.get(choice);
  if (known) return known;
  const { type, ...settings } = choice;
  const strategy = find(type);
  if (!strategy) throw new CentralitaError('strategy-invalid', `There is no strategy "${type}".`);
  const distribution = strategy.bind(settings);
  bound.set(choice, distribution);
  return distribution;
}

/** The settings of each strategy as JSON Schema: forms and documents are made from it. */
export function strategySchemas(): readonly { readonly type: string; readonly settings: Record<string, unknown> }[] {
  return strategies.map(({ type, schema }) => ({ type, settings: schema() }));
}

/** The router over all registered strategies; sites must have passed `checkStrategies`. */
export const router: Router = { of: distributionOf };

/** The names of all strategies. */
export const strategyTypes: readonly string[] = strategies.map(({ type }) => type);
