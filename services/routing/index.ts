import { CentralitaError } from '../core/errors.ts';
import type { Router } from '../core/router.ts';
import type { Queue } from '../core/site.ts';
import { longestIdle } from './longest-idle.ts';
import type { Choice, Question, Strategy } from './strategy.ts';

/** The registry: one line a strategy. */
const strategies = [prepare(longestIdle)];

type Prepared = {
  readonly type: string;
  readonly check: (settings: unknown) => string | null;
  readonly choose: (question: Omit<Question<unknown>, 'parameters'>, settings: unknown) => Choice;
};

function prepare<P>(strategy: Strategy<P>): Prepared {
  return {
    type: strategy.type,
    check: (settings) => strategy.parameters.safeParse(settings).error?.issues[0]?.message ?? null,
    choose: (question, settings) => strategy.choose({ ...question, parameters: strategy.parameters.parse(settings) }),
  };
}

const find = (type: string) => strategies.find((one) => one.type === type);

/**
 * Checks the strategies of all queues, at load.
 * @throws CentralitaError `strategy-invalid` naming the queue and what to write.
 */
export function checkStrategies(queues: readonly Queue[]): void {
  for (const queue of queues) {
    const { type, ...settings } = queue.strategy;
    const strategy = find(type);
    const known = strategies.map((one) => one.type).join(', ');
    const reason = strategy ? strategy.check(settings) : `there is no strategy "${type}"; choose one of: ${known}`;
    if (reason) throw new CentralitaError('strategy-invalid', `Queue ${queue.id}, strategy: ${reason}.`);
  }
}

/** The router over all registered strategies; queues must have passed `checkStrategies`. */
export const router: Router = {
  choose: ({ queue, call, agents, now, random }) => {
    const { type, ...settings } = queue.strategy;
    return find(type)?.choose({ queueId: queue.id, call, agents, now, random }, settings) ?? null;
  },
};
