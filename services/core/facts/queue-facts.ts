import type { By } from '../agent.ts';
import type { Agenda, Direct, Needs, Via } from '../call.ts';
import type { LegId, QueueId } from '../ids.ts';
import type { OfCall, OfOffer } from './of.ts';

/** Why a call left a queue. `exit`: by a key; `full`, `timeout`, `closed`: by a limit; `ended`: ended by somebody else. */
export type QueueEnd =
  | 'answered'
  | 'abandoned'
  | 'voicemail'
  | 'no-agents'
  | 'ended'
  | 'exit'
  | 'full'
  | 'timeout'
  | 'closed'
  | 'overflow'
  | 'moved'
  | 'callback';

/** Why a strategy chose: a code the pages translate (`why.<code>`) with its figures. */
export type Why = { readonly code: string; readonly params: Readonly<Record<string, string | number>> };

/** Queues and offers. */
export type QueueFacts = {
  /** `day` is the service's local date. `returned`: the same offered call goes on (its agent was lost, or it is called back). */
  'queue-entered': OfCall & {
    queueId: QueueId;
    visit: string;
    position: number;
    via: Via;
    priority: number;
    /** Who is lower is served first. */
    order: number;
    waitingSince: number;
    direct: Direct | null;
    needs: Needs;
    returned: boolean;
    day: string;
    agenda: Agenda;
  };
  'queue-announced': OfCall & {
    queueId: QueueId;
    position: number;
    expectedWaitSeconds: number | null;
    nextAnnounceAt: number | null;
  };
  'queue-comforted': OfCall & { queueId: QueueId; nextComfortAt: number };
  /** The strategy looks at more agents from now on, or the one agent was waited for long enough. */
  'queue-widened': OfCall & { queueId: QueueId; stage: number; widenAt: number | null; direct: Direct | null };
  'priority-changed': OfCall & { queueId: QueueId; priority: number; order: number; by: By; reason: string };
  /** `waitMs`: since the entering. `withinTarget` and `short` are judged by the queue's thresholds of that moment. */
  'queue-left': OfCall & {
    queueId: QueueId;
    visit: string;
    reason: QueueEnd;
    returned: boolean;
    waitMs: number;
    withinTarget: boolean;
    short: boolean;
    day: string;
  };
  /** `share`: the group of a strategy that splits. `widenAt`: when the strategy rings more agents. */
  'offer-made': OfOffer & {
    queueId: QueueId;
    legId: LegId;
    strategy: string;
    why: Why;
    until: number;
    share: string | null;
    widenAt: number | null;
  };
  'offer-rang': OfOffer;
  'offer-accepted': OfOffer;
  /** `declined` by the agent, `missed` (rang out), `lost` (telephone or page gone), `cancelled` (the caller left, or Asterisk did). */
  'offer-ended': OfOffer & { how: 'declined' | 'missed' | 'lost' | 'cancelled'; cause: number };
};
