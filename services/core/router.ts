import type { Agent } from './agent.ts';
import type { Call } from './call.ts';
import type { Why } from './event.ts';
import type { AgentId } from './ids.ts';
import type { Queue } from './site.ts';

/** Chooses among agents who may take a call now; services/routing implements it. */
export type Router = {
  /** `agents` are idle and in the queue's order; null lets the call wait. */
  readonly choose: (question: {
    readonly queue: Queue;
    readonly call: Call;
    readonly agents: readonly Agent[];
    readonly now: number;
    readonly random: () => number;
  }) => { readonly agentId: AgentId; readonly why: Why } | null;
};
