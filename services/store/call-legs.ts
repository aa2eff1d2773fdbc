import type { Event, Recorded } from '../core/event.ts';
import type { CallLeg, LegMoment } from '../http/protocol.ts';

type Building = { -readonly [K in keyof CallLeg]: CallLeg[K] } & { moments: LegMoment[] };

/**
 * What each leg of a call did on the line, as the journal knows it: who was invited, who rang and answered, who hung up and
 * why it was cleared (Q.850). A leg that nobody said farewell to ended with its call.
 */
export function legsOf(events: readonly Recorded[]): readonly CallLeg[] {
  const legs = new Map<string, Building>();
  const offers = new Map<string, string>();
  let callerLeg = '';
  const begin = (legId: string, party: CallLeg['party'], direction: CallLeg['direction'], moment: LegMoment) => {
    if (!legs.has(legId)) legs.set(legId, { legId, party, direction, moments: [moment] });
  };
  const note = (legId: string | undefined, moment: LegMoment) => {
    const leg = legId === undefined ? undefined : legs.get(legId);
    if (leg && leg.moments.at(-1)?.what !== 'ended') leg.moments.push(moment);
  };
  const agentLeg = (agentId: string) =>
    [...legs.values()].findLast(({ party, moments }) => party.id === agentId && moments.at(-1)?.what !== 'ended')
      ?.legId;
  for (const { at, event } of events) told(event, at);
  return [...legs.values()];

  function told(event: Event, at: number): void {
    const end = (cause: number | null): LegMoment => ({ at, what: 'ended', cause });
    switch (event.type) {
      case 'call-rang':
        callerLeg = event.legId;
        begin(event.legId, { kind: 'caller', id: event.number }, 'in', {
          at: event.rangAt,
          what: 'invited',
          cause: null,
        });
        break;
      case 'callback-requested':
        callerLeg = event.legId;
        break;
      case 'line-answered':
        note(callerLeg, { at, what: 'answered', cause: null });
        break;
      case 'hang-up-requested':
        note(event.legId, { at, what: 'hung-up', cause: event.cause });
        break;
      case 'offer-made':
        offers.set(event.offerId, event.legId);
        invite(event.legId, { kind: 'agent', id: event.agentId }, at);
        break;
      case 'offer-rang':
        note(offers.get(event.offerId), { at, what: 'ringing', cause: null });
        break;
      case 'offer-accepted':
        note(offers.get(event.offerId), { at, what: 'answered', cause: null });
        break;
      case 'offer-ended':
        note(offers.get(event.offerId), end(event.cause));
        break;
      case 'agent-redialled':
        invite(event.legId, { kind: 'agent', id: event.agentId }, at);
        break;
      case 'agent-redial-failed':
        note(event.legId, end(event.cause));
        break;
      case 'agent-returned':
        note(event.agentLegId, { at, what: 'answered', cause: null });
        break;
      case 'agent-lost':
        note(agentLeg(event.agentId), end(null));
        break;
      case 'callback-dialled':
        invite(event.legId, { kind: 'caller', id: '' }, at);
        break;
      case 'callback-missed':
        note(event.whose === 'person' ? callerLeg : agentLeg(event.agentId), end(event.cause));
        break;
      case 'call-connected':
        // Of a call-back: now the person is there too.
        if (legs.get(callerLeg)?.direction === 'out') note(callerLeg, { at, what: 'answered', cause: null });
        break;
      case 'consult-began':
        invite(event.legId, partyOf(event.who), at);
        break;
      case 'consult-joined':
        note(event.legId, { at, what: 'answered', cause: null });
        break;
      case 'consult-ended':
        note(event.legId, end(event.cause));
        break;
      case 'agent-replaced':
        note(agentLeg(event.from), end(null));
        if (!legs.has(event.agentLegId)) invite(event.agentLegId, { kind: 'agent', id: event.agentId }, at);
        break;
      case 'call-transferred':
        if (event.how === 'blind') note(agentLeg(event.agentId), end(null));
        break;
      case 'sent-outside':
        invite(event.legId, { kind: 'number', id: event.number }, at);
        if (event.state === 'here') note(event.legId, { at, what: 'answered', cause: null });
        break;
      case 'outside-answered':
        note(event.legId, { at, what: 'answered', cause: null });
        break;
      case 'outside-failed':
        note(event.legId, end(event.cause));
        break;
      case 'watch-asked':
        invite(event.legId, { kind: 'supervisor', id: event.userId }, at);
        break;
      case 'watch-began':
        note(agentLeg(event.userId), { at, what: 'answered', cause: null });
        break;
      case 'watch-ended':
        note(agentLeg(event.userId), end(null));
        break;
      case 'call-ended':
        note(callerLeg, end(event.cause));
        for (const legId of legs.keys()) note(legId, end(null));
        break;
      default:
    }
  }

  function invite(legId: string, party: CallLeg['party'], at: number): void {
    begin(legId, party, 'out', { at, what: 'invited', cause: null });
  }
}

function partyOf(who: Extract<Event, { type: 'consult-began' }>['who']): CallLeg['party'] {
  return who.kind === 'agent' ? { kind: 'agent', id: who.agentId } : { kind: 'number', id: who.number };
}
