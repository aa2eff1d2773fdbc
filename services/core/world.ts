import type { Agent } from './agent.ts';
import type { Call, Offer } from './call.ts';
import type { AgentId, CallId, LegId, OfferId, PlaybackId, QueueId } from './ids.ts';

/** Today's figures of a queue; the day is the service's own. */
export type QueueDay = {
  readonly day: string;
  readonly offered: number;
  readonly answered: number;
  readonly answeredWithin: number;
  /** Without the short ones, which are counted apart: offered = answered + abandoned + short + voicemail + waiting. */
  readonly abandoned: number;
  readonly shortAbandoned: number;
  readonly voicemail: number;
  readonly waitMs: number;
  /** Conversations ended, and the sum of their lengths (ms), holds included: for the expected wait. */
  readonly talks: number;
  readonly talkMs: number;
};

/** What a leg is to us. */
export type LegRole =
  | { readonly kind: 'caller'; readonly callId: CallId }
  | { readonly kind: 'agent'; readonly callId: CallId; readonly agentId: AgentId };

/**
 * All that is alive, folded from the journal. Plain data with the indexes that routing needs; only `evolve` changes it.
 * Closed calls leave it.
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
  /** Calls waiting in each queue, in order. */
  readonly waiting: Map<QueueId, CallId[]>;
  readonly today: Map<QueueId, QueueDay>;
  telephony: boolean;
  /** When the Asterisk we know was started (ms since the epoch). */
  asteriskStartedAt: number | null;
};

/** Raised whenever the shape of the world changes: snapshots of another shape are not read. */
export const worldFormat = 5;

export function emptyWorld(): World {
  return {
    seq: 0,
    calls: new Map(),
    agents: new Map(),
    offers: new Map(),
    legs: new Map(),
    hangUps: new Map(),
    playbacks: new Map(),
    waiting: new Map(),
    today: new Map(),
    telephony: false,
    asteriskStartedAt: null,
  };
}
