import type { By } from '../agent.ts';
import type { BridgeId, CallId, LegId, QueueId, ServiceId } from '../ids.ts';
import type { OfAgentCall, OfCall } from './of.ts';

/** Call-backs. */
export type CallbackFacts = {
  /** The place in the queue goes on without the caller, as the call `callId`. */
  'callback-requested': OfCall & {
    originId: CallId | null;
    legId: LegId;
    number: string;
    callerName: string;
    serviceId: ServiceId;
    queueId: QueueId;
    language: string;
    priority: number;
    order: number;
    waitingSince: number;
    /** Not before (ms since the epoch): its turn comes at once otherwise. */
    notBefore: number | null;
    by: By | { readonly kind: 'caller' };
    reason: string;
  };
  'callback-due': OfCall;
  /** The agent is there; the person is called. */
  'callback-dialled': OfAgentCall & {
    queueId: QueueId;
    legId: LegId;
    agentLegId: LegId;
    bridgeId: BridgeId;
    attempt: number;
    until: number;
  };
  /**
   * The two did not come together. `nextAt`: tried again then, in the same place; null: that was the last time. What is
   * the agent's doing does not count as an attempt.
   */
  'callback-missed': OfAgentCall & {
    attempt: number;
    whose: 'person' | 'agent';
    cause: number;
    nextAt: number | null;
  };
};
