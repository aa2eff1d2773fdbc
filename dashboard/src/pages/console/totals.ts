import type { ConsoleState } from '../../../../services/live/protocol.ts';

export type Totals = {
  readonly waiting: number;
  /** When the call that waits longest entered, ms since the epoch. */
  readonly longestSince: number | null;
  readonly inCall: number;
  readonly idle: number;
  readonly signedIn: number;
  readonly onBreak: number;
  readonly offered: number;
  readonly answered: number;
  readonly abandoned: number;
  /** Of all queues together, as METRICS: answered within T ÷ (offered − short abandonments). */
  readonly serviceLevel: number | null;
};

/** The figures of the whole centre, from the same rows the tables show. */
export function totalsOf(state: ConsoleState): Totals {
  const sum = (of: (queue: ConsoleState['queues'][number]) => number) =>
    state.queues.reduce((total, queue) => total + of(queue), 0);
  const since = state.queues.flatMap((queue) => (queue.longestSince === null ? [] : [queue.longestSince]));
  const count = (test: (agent: ConsoleState['agents'][number]) => boolean) => state.agents.filter(test).length;
  const measured = sum((queue) => queue.today.offered - queue.today.shortAbandoned);
  return {
    waiting: sum((queue) => queue.waiting),
    longestSince: since.length === 0 ? null : Math.min(...since),
    inCall: count((agent) => agent.activity === 'talking' || agent.activity === 'holding'),
    idle: count((agent) => agent.activity === 'idle' && agent.availability.kind === 'available'),
    signedIn: count((agent) => agent.availability.kind !== 'signed-out'),
    onBreak: count((agent) => agent.availability.kind === 'break'),
    offered: sum((queue) => queue.today.offered),
    answered: sum((queue) => queue.today.answered),
    abandoned: sum((queue) => queue.today.abandoned),
    serviceLevel: measured <= 0 ? null : sum((queue) => queue.today.answeredWithin) / measured,
  };
}
