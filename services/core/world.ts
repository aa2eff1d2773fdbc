import type { Agent } from './agent.ts';
import type { Call, Offer } from './call.ts';
import type { SpoolRoom } from './facts/house-facts.ts';
import type { AgentId, CallId, CaptureId, LegId, OfferId, PlaybackId, QueueId, UserId } from './ids.ts';

/** Today's figures of a queue; the day is the service's own. */
export type QueueDay = {
  readonly day: string;
  readonly offered: number;
  readonly answered: number;
  readonly answeredWithin: number;
  /** Without the short ones, which are counted apart: offered = answered + abandoned + short + voicemail + overflowed + moved + callbacks + waiting. */
  readonly abandoned: number;
  readonly shortAbandoned: number;
  /** Left by the flow: nobody signed in, a limit, a key. */
  readonly voicemail: number;
  readonly overflowed: number;
  /** Taken elsewhere by somebody. */
  readonly moved: number;
  /** Asked to be called back. */
  readonly callbacks: number;
  readonly waitMs: number;
  /** Conversations ended, and the sum of their lengths (ms), holds included: for the expected wait. */
  readonly talks: number;
  readonly talkMs: number;
};

/** What an agent did for a queue today, as strategies weigh it. */
export type Standing = {
  readonly day: string;
  readonly answered: number;
  /** Conversations ended, holds included, in ms. */
  readonly talkMs: number;
};

/** What a queue's strategy remembers. */
export type QueueMemory = {
  /** Who was offered a call last. */
  readonly lastAgent: AgentId | null;
  /** Offers made lately to each group of a strategy that splits: halved from time to time. */
  readonly shares: Readonly<Record<string, number>>;
};

/** What a leg is to us. */
export type LegRole =
  | { readonly kind: 'caller'; readonly callId: CallId }
  | { readonly kind: 'agent'; readonly callId: CallId; readonly agentId: AgentId }
  /** Consulted by the agent, or in a conference. */
  | { readonly kind: 'third'; readonly callId: CallId }
  /** The outside number to which the call was sent. */
  | { readonly kind: 'outside'; readonly callId: CallId }
  | { readonly kind: 'watcher'; readonly callId: CallId; readonly userId: UserId }
  | { readonly kind: 'snoop'; readonly callId: CallId; readonly userId: UserId };

/** Calls and agents that changed since somebody looked: what indexes derived from the world read. */
export type Touched = { readonly calls: Set<CallId>; readonly agents: Set<AgentId> };

/**
 * All that is alive, folded from the journal. Plain data; only `evolve` changes it. Closed calls leave it. What routing
 * looks up quickly is derived from it: see floor.ts.
 */
export type World = {
  /** Of the last event folded. */
  seq: number;
  readonly calls: Map<CallId, Call>;
  readonly agents: Map<AgentId, Agent>;
  readonly offers: Map<OfferId, Offer>;
  readonly legs: Map<LegId, LegRole>;
  /** Legs whose far end asked to hang up (Q.850 cause), until they are gone. */
  readonly hangUps: Map<LegId, number>;
  readonly playbacks: Map<PlaybackId, CallId>;
  /** Parts being taken, until they end. */
  readonly captures: Map<CaptureId, CallId>;
  /** The conversation that a supervisor takes part in. */
  readonly watching: Map<UserId, CallId>;
  readonly today: Map<QueueId, QueueDay>;
  readonly standings: Map<QueueId, Map<AgentId, Standing>>;
  readonly memories: Map<QueueId, QueueMemory>;
  /** Who talked with a number last, the newest last; bounded. */
  readonly lastAgents: Map<string, { readonly agentId: AgentId; readonly at: number }>;
  /** When call-backs were asked for by callers on a number within the last day (ms since the epoch); bounded. */
  readonly callbackAsks: Map<string, readonly number[]>;
  telephony: boolean;
  /** When the Asterisk we know was started (ms since the epoch). */
  asteriskStartedAt: number | null;
  /** Room for what is recorded. */
  spool: SpoolRoom;
  /** Of the site file that the last `site-changed` told of. */
  siteHash: string | null;
};

/** Raised whenever the shape of the world changes: snapshots of another shape are not read. */
export const worldFormat = 13;

export function emptyWorld(): World {
  return {
    seq: 0,
    calls: new Map(),
    agents: new Map(),
    offers: new Map(),
    legs: new Map(),
    hangUps: new Map(),
    playbacks: new Map(),
    captures: new Map(),
    watching: new Map(),
    today: new Map(),
    standings: new Map(),
    memories: new Map(),
    lastAgents: new Map(),
    callbackAsks: new Map(),
    telephony: false,
    asteriskStartedAt: null,
    spool: 'free',
    siteHash: null,
  };
}

/** Beside the world, not in it: what is derived is neither journalled nor kept. */
const touchedOf = new WeakMap<World, Touched>();

/** From now on what changes in a world is noted, for one who derives something from it. */
export function noteChanges(world: World): Touched {
  const touched = { calls: new Set<CallId>(), agents: new Set<AgentId>() };
  touchedOf.set(world, touched);
  return touched;
}

/** Notes that something changed. */
export function touch(world: World, what: keyof Touched, id: string): void {
  touchedOf.get(world)?.[what].add(id);
}
