import type { Agent } from './agent.ts';
import type { Call, QueuePlace } from './call.ts';
import type { Why } from './event.ts';
import type { AgentId } from './ids.ts';
import type { StrategyChoice } from './site.ts';
import type { QueueMemory, Standing } from './world.ts';

/** An agent as a strategy sees it: one who may take a call of the queue now. */
export type Candidate = {
  readonly agent: Agent;
  /** Since when there is nothing to do, available (ms since the epoch). */
  readonly idleSince: number;
  /** In the queue's own order, from 0. */
  readonly position: number;
  /** Of a weighted choice; 1 is usual. */
  readonly weight: number;
  /** Level (1 to 10) of each skill. */
  readonly skills: Readonly<Record<string, number>>;
  /** What was done for this queue today. */
  readonly standing: Standing;
};

/** A waiting call as a strategy sees it. */
export type Asked = { readonly call: Call; readonly place: QueuePlace };

/** Those who may take the call now, in the strategy's order. */
export type Ready = {
  readonly size: number;
  readonly first: Candidate | undefined;
  /** The one with so many before it, in any fixed order: for dice. */
  readonly at: (index: number) => Candidate | undefined;
  /** In the strategy's order; costs only what is taken of it. */
  readonly inOrder: () => Iterable<Candidate>;
  /** Those of one profile (see `Distribution.profile`) together. */
  readonly groups: readonly ReadyGroup[];
  /** The first whose rank is greater. */
  readonly after: (rank: number) => Candidate | undefined;
};

/** Ready agents of one profile: never empty. */
export type ReadyGroup = {
  readonly profile: string;
  readonly first: Candidate;
  readonly size: number;
  /** The one with so many before it. */
  readonly at: (index: number) => Candidate | undefined;
};

/** Who is offered the call. `share`: the group that this counts for. */
export type Choice = {
  readonly agentIds: readonly AgentId[];
  readonly why: Why;
  readonly share?: string | undefined;
};

/** A queue's strategy with its parameters, ready to be asked. */
export type Distribution = {
  /** Order among the ready: lower first, then who is idle for longest. Read when an agent becomes ready. */
  readonly rank: (candidate: Candidate) => number;
  /** Agents of one profile are admitted alike, whatever the call. */
  readonly profile: (candidate: Candidate) => string;
  /** Calls that want the same are admitted alike, whoever the agent. */
  readonly wants: (asked: Asked) => string;
  readonly admits: (asked: Asked, candidate: Candidate) => boolean;
  /** After so many ms the call's stage grows by one each time. */
  readonly widens: readonly number[];
  /** Those ms count from the entering, or from the first ringing. */
  readonly widensFrom: 'entering' | 'ringing';
  /** Offers at once for a call at a stage. */
  readonly room: (stage: number) => number;
  /** How long (ms) the agent who knows the caller is waited for; null: not at all. */
  readonly lastAgentFor: number | null;
  /** How long (ms) an agent is remembered for a caller. */
  readonly lastAgentWithin: number;
  readonly choose: (question: {
    readonly asked: Asked;
    readonly ready: Ready;
    readonly memory: QueueMemory;
    /** Where an agent stands in the queue's own order, ready or not. */
    readonly positionOf: (agentId: AgentId) => number | undefined;
    readonly now: number;
    readonly random: () => number;
  }) => Choice | null;
};

/** Chooses among agents who may take a call now; services/routing implements it. */
export type Router = { readonly of: (strategy: StrategyChoice) => Distribution };
