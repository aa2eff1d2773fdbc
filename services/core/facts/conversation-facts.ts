import type { By } from '../agent.ts';
import type { Party, WatchMode } from '../call.ts';
import type { AgentId, BridgeId, LegId, QueueId, UserId } from '../ids.ts';
import type { OfAgentCall, OfCall } from './of.ts';

/** Where somebody sends a call. `level-above`: the queue to which its queue escalates. */
export type Target =
  | { readonly kind: 'agent'; readonly agentId: AgentId }
  | { readonly kind: 'queue'; readonly queueId: QueueId }
  | { readonly kind: 'number'; readonly number: string }
  | { readonly kind: 'level-above' };

/**
 * Why somebody is not, or no more, in a conversation: `cancelled` by who had asked for it; `declined`, `busy`, `missed`,
 * `lost` (telephone or page gone), `hang-up` by who was asked; `ended` with the conversation.
 */
export type PartyEnd = 'cancelled' | 'declined' | 'busy' | 'missed' | 'lost' | 'hang-up' | 'ended';

/** Who talks with whom. */
export type ConversationFacts = {
  'call-connected': OfAgentCall & { queueId: QueueId; bridgeId: BridgeId; agentLegId: LegId };
  'call-held': OfAgentCall;
  'call-resumed': OfAgentCall;
  /** The agent's page or telephone vanished: the caller hears music and is kept until `until`. */
  'agent-lost': OfAgentCall & { reason: string; until: number };
  'agent-redialled': OfAgentCall & { legId: LegId };
  'agent-redial-failed': OfAgentCall & { legId: LegId; cause: number };
  'agent-returned': OfAgentCall & { bridgeId: BridgeId; agentLegId: LegId };
  /** The agent did not come back in time: the call goes to the head of its queue. */
  'agent-gave-up': OfAgentCall & { queueId: QueueId };
  /** The agent sends the call away, or a supervisor does (`by`); what follows says what came of it. */
  'call-transferred': OfAgentCall & { to: Target; by: By; how: 'blind' | 'attended'; reason: string };
  /** The agent hung up, and the caller goes on in the flow. `cause` is Q.850. */
  'talk-ended': OfAgentCall & { queueId: QueueId; cause: number };
  /** Somebody else is called while the caller hears music. */
  'consult-began': OfAgentCall & { legId: LegId; who: Party['who']; until: number };
  'consult-joined': OfAgentCall & { legId: LegId; who: Party['who'] };
  /** The other one is let go, or leaves the conference. */
  'consult-ended': OfAgentCall & { legId: LegId; who: Party['who']; how: PartyEnd; cause: number };
  'conference-began': OfAgentCall & { legId: LegId; who: Party['who'] };
  /** The conversation goes on with another agent: by an attended transfer, or taken by a supervisor. */
  'agent-replaced': OfCall & { from: AgentId; agentId: AgentId; agentLegId: LegId; by: By };
  /** The conversation goes on with an outside number. */
  'sent-outside': OfCall & {
    /** Who had the call; null for one that waited. */
    agentId: AgentId | null;
    number: string;
    legId: LegId;
    bridgeId: BridgeId;
    state: 'ringing' | 'here';
    until: number;
    /** The call's own flow sent it there. */
    byFlow?: boolean;
  };
  'outside-answered': OfCall & { legId: LegId };
  /** The number did not answer: the call goes back to the head of its queue. */
  'outside-failed': OfCall & { legId: LegId; number: string; cause: number };
  'watch-asked': OfCall & {
    userId: UserId;
    mode: WatchMode;
    legId: LegId;
    snoopId: LegId;
    bridgeId: BridgeId;
    agentId: AgentId;
    until: number;
    /** Gets the call as soon as the telephone is answered. */
    takes: boolean;
  };
  'watch-began': OfCall & { userId: UserId; mode: WatchMode; agentId: AgentId };
  'watch-mode-changed': OfCall & { userId: UserId; mode: WatchMode; snoopId: LegId; agentId: AgentId };
  'watch-ended': OfCall & { userId: UserId; agentId: AgentId; how: PartyEnd };
  /** A supervisor did something to a call: what follows says what. */
  supervised: OfCall & { by: By; what: 'take' | 'move' | 'end' | 'prioritise'; to: Target | null; reason: string };
  'wrap-up-began': OfAgentCall & { queueId: QueueId; until: number };
  'wrap-up-extended': OfAgentCall & { until: number; extendedSeconds: number };
  'wrap-up-ended': OfAgentCall & { how: 'finished' | 'limit' };
  'outcome-set': OfAgentCall & { outcome: string | null; note: string };
};
