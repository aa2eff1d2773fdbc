import type { AgentId, CallId, OfferId, QueueId, UserId } from './ids.ts';

/** What the agent or a supervisor chose. */
export type Availability =
  | { readonly kind: 'available' }
  | {
      readonly kind: 'break' /** One of the site's reasons, or `declined`, `missed`, `lost` set by the system. */;
      readonly reason: string;
    }
  | { readonly kind: 'signed-out' };

/** What the system sees. */
export type Activity = 'idle' | 'offered' | 'talking' | 'holding' | 'wrapping-up' | 'unreachable';

/** Who caused a change. */
export type By = { readonly kind: 'person'; readonly userId: UserId } | { readonly kind: 'system' };

/** An agent as the engine holds it while signed in (or in a conversation). Times are ms since the epoch. */
export type Agent = {
  readonly id: AgentId;
  readonly availability: Availability;
  readonly availabilitySince: number;
  readonly availabilityBy: By;
  /** A change asked for during a call; takes effect after it. */
  readonly pending: { readonly availability: Availability; readonly by: By } | null;
  /** The telephone is registered. */
  readonly reachable: boolean;
  readonly reachableSince: number;
  /** The desk page is connected. */
  readonly present: boolean;
  readonly offer: OfferId | null;
  /** The conversation the agent is in, or is kept for while the page is away. */
  readonly call: CallId | null;
  /** `queueId` names the limits that hold; `extendedSeconds`: in all. */
  readonly wrapUp: {
    readonly callId: CallId;
    readonly queueId: QueueId;
    readonly until: number;
    readonly extendedSeconds: number;
  } | null;
  /** The break is longer than its reason allows. */
  readonly overrun: boolean;
  /** Offers missed in a row. */
  readonly missed: number;
  readonly activity: Activity;
  readonly activitySince: number;
  /** Since when there is nothing to do; an offer that was taken back does not count as something. */
  readonly idleSince: number;
};

/** Whether two availabilities are the same choice. */
export function sameAvailability(one: Availability, other: Availability): boolean {
  return one.kind === other.kind && (one.kind !== 'break' || (other.kind === 'break' && one.reason === other.reason));
}
