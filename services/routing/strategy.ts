import type { z } from 'zod';
import type { AgentId } from '../core/ids.ts';
import type { Asked, Candidate, Choice, Distribution, Ready } from '../core/router.ts';
import type { StrategyChoice } from '../core/site.ts';
import type { QueueMemory } from '../core/world.ts';

/** What a strategy is asked: which of those ready takes the call. `ready` is never empty. */
export type Question = {
  readonly asked: Asked;
  readonly ready: Ready;
  readonly memory: QueueMemory;
  readonly positionOf: (agentId: AgentId) => number | undefined;
  readonly now: number;
  readonly random: () => number;
};

/**
 * A routing strategy: pure functions of queue, call, agents and time. Only `choose` is needed; the others say in which
 * order the ready are kept, whom a call may go to, and when that widens. See `Distribution` for what each means.
 */
export type Strategy<Parameters> = {
  readonly type: string;
  /** The queue's settings for it, besides `type`. */
  readonly parameters: z.ZodType<Parameters>;
  /** Skills and agents that the settings name: checked against the site. */
  readonly names?: (parameters: Parameters) => {
    readonly skills?: readonly string[];
    readonly agents?: readonly string[];
  };
  /** The settings of another strategy that decides where this one does not. */
  readonly otherwise?: (parameters: Parameters) => StrategyChoice;
  /** Default: the queue's own order. */
  readonly rank?: (candidate: Candidate, parameters: Parameters) => number;
  readonly profile?: (candidate: Candidate, parameters: Parameters) => string;
  readonly wants?: (asked: Asked, parameters: Parameters) => string;
  readonly admits?: (asked: Asked, candidate: Candidate, parameters: Parameters) => boolean;
  readonly widens?: (parameters: Parameters) => readonly number[];
  readonly widensFrom?: Distribution['widensFrom'];
  readonly room?: (stage: number, parameters: Parameters) => number;
  readonly lastAgent?: (parameters: Parameters) => { readonly forMs: number; readonly withinMs: number };
  readonly choose?: (question: Question, parameters: Parameters) => Choice | null;
};
