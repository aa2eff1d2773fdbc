import type { Call } from './call.ts';
import type { AgentId, ServiceId } from './ids.ts';
import type { Site } from './site.ts';
import { indexOf } from './site-index.ts';

/** How far a person's consent is. Only `given` lets that person's voice be kept. */
export type Consent = 'unknown' | 'asked' | 'given' | 'refused' | 'withdrawn';

/** Somebody in a call besides its caller. */
export type PartyId = `agent:${AgentId}` | `number:${string}`;

/** The two sides of a recording: the caller on the left; whoever the caller hears on the right. */
export type Sides = { readonly caller: boolean; readonly others: boolean };

/** A service's choice of whom it asks, and what it may keep. */
export type ConsentPolicy = {
  /** `ask`: the flow asks the caller; `announce`: the flow tells it, on the legal basis named; `never`: nothing is recorded. */
  readonly policy: 'ask' | 'announce' | 'never';
  /** Of `announce`: id of a basis of the site. */
  readonly basis: string;
  /**
   * `caller`: nothing is kept without the caller's consent, and the others are silent without theirs; `each`: of
   * everybody who consents the own voice; `all`: nothing until everybody there has consented.
   */
  readonly needs: 'caller' | 'each' | 'all';
  /** `contract`: agents and supervisors have consented by their contract; `ask`: each says so in each call. */
  readonly agents: 'contract' | 'ask';
  /** The same of outside numbers: those who were called into a call. */
  readonly outside: 'contract' | 'ask';
  /** What the caller presses at any time in the call to give or to withdraw consent; null: no such keys. */
  readonly giveCode: string | null;
  readonly withdrawCode: string | null;
  /** Version of what callers are told of these codes, and of what agents say when they ask. */
  readonly version: string;
};

export const usualPolicy: ConsentPolicy = {
  policy: 'ask',
  basis: '',
  needs: 'caller',
  agents: 'contract',
  outside: 'ask',
  giveCode: '*8',
  withdrawCode: '*9',
  version: '1',
};

/** What a service has chosen. */
export function policyOf(site: Site, serviceId: ServiceId): ConsentPolicy {
  return indexOf(site).services.get(serviceId)?.consent ?? usualPolicy;
}

/**
 * Whom the caller hears, or is about to hear. Who is being asked is counted before the caller hears that person, so
 * that the silence comes before the voice.
 */
export function othersOf({ place }: Pick<Call, 'place'>): readonly PartyId[] {
  switch (place.at) {
    case 'conversation': {
      const { agentId, third, watchers } = place;
      const barging = watchers.filter(({ mode, takes }) => mode === 'barge' || takes);
      return [
        `agent:${agentId}`,
        ...(third ? [partyOf(third.who)] : []),
        ...barging.map(({ userId }) => `agent:${userId}` as const),
      ];
    }
    case 'kept':
      return [`agent:${place.agentId}`];
    case 'outside':
      return [`number:${place.number}`];
    default:
      return [];
  }
}

const partyOf = (
  who: { readonly kind: 'agent'; readonly agentId: AgentId } | { readonly kind: 'number'; readonly number: string },
): PartyId => (who.kind === 'agent' ? `agent:${who.agentId}` : `number:${who.number}`);

/** Of somebody besides the caller: what was said in the call, or what the service's policy supposes. */
export function consentOf(call: Pick<Call, 'parties'>, party: PartyId, policy: ConsentPolicy): Consent {
  const supposed = party.startsWith('agent:') ? policy.agents : policy.outside;
  return call.parties[party] ?? (supposed === 'contract' ? 'given' : 'unknown');
}

/** Whose voices may be kept now, as far as consent goes. */
export function consentedSides(call: Pick<Call, 'consent' | 'parties' | 'place'>, policy: ConsentPolicy): Sides {
  if (policy.policy === 'never') return nobody;
  const caller = call.consent === 'given';
  const others = othersOf(call);
  // While nobody is there, who comes next is not heard before that person is known.
  const covered =
    others.length > 0
      ? others.every((party) => consentOf(call, party, policy) === 'given')
      : policy.agents === 'contract';
  switch (policy.needs) {
    case 'caller':
      return { caller, others: caller && covered };
    case 'each':
      return { caller, others: covered && (caller || others.length > 0) };
    case 'all':
      return { caller: caller && covered, others: caller && covered };
  }
}

export const nobody: Sides = { caller: false, others: false };
export const sameSides = (one: Sides, other: Sides): boolean =>
  one.caller === other.caller && one.others === other.others;
