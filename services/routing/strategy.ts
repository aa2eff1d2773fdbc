import type { z } from 'zod';
import type { Agent } from '../core/agent.ts';
import type { Call } from '../core/call.ts';
import type { Why } from '../core/event.ts';
import type { AgentId, QueueId } from '../core/ids.ts';

/** What a strategy is asked: which of these agents, all free now and in the queue's order, takes the call. */
export type Question<Parameters> = {
  readonly queueId: QueueId;
  readonly call: Call;
  readonly agents: readonly Agent[];
  readonly now: number;
  readonly random: () => number;
  readonly parameters: Parameters;
};

/** The choice, with the reason kept in the offer; null lets the call wait. */
export type Choice = { readonly agentId: AgentId; readonly why: Why } | null;

/** A routing strategy: a pure function of queue, call, agents and time. */
export type Strategy<Parameters> = {
  readonly type: string;
  /** The queue's settings for it, besides `type`. */
  readonly parameters: z.ZodType<Parameters>;
  readonly choose: (question: Question<Parameters>) => Choice;
};
