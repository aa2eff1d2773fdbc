import type { Call, Place } from './call.ts';
import type { AgentId, LegId, UserId } from './ids.ts';
import type { LegRole } from './world.ts';

const none: readonly never[] = [];

/** The agents that a place keeps busy: talking, consulted, or waited for. */
export function agentsIn(place: Place): readonly AgentId[] {
  switch (place.at) {
    case 'conversation':
      return place.third?.who.kind === 'agent' ? [place.agentId, place.third.who.agentId] : [place.agentId];
    case 'kept':
    case 'calling':
      return [place.agentId];
    default:
      return none;
  }
}

/** The supervisors that take part in a place. */
export function watchersIn(place: Place): readonly UserId[] {
  return place.at === 'conversation' ? place.watchers.map((one) => one.userId) : none;
}

/** The legs of a call besides those of offers, with what each is. */
export function legsOf(call: Call): readonly (readonly [LegId, LegRole])[] {
  // A call-back whose person is not being called has none.
  if (call.leg === 'none') return none;
  const { id: callId, place } = call;
  const caller = [call.legId, { kind: 'caller', callId }] as const;
  switch (place.at) {
    case 'conversation': {
      const { agentId, agentLegId, third, watchers } = place;
      return [
        caller,
        [agentLegId, { kind: 'agent', callId, agentId }],
        ...(third ? [[third.legId, { kind: 'third', callId }] as const] : none),
        ...watchers.flatMap(
          ({ userId, legId, snoopId }) =>
            [
              [legId, { kind: 'watcher', callId, userId }],
              [snoopId, { kind: 'snoop', callId, userId }],
            ] as const,
        ),
      ];
    }
    case 'kept':
    case 'calling':
      return place.agentLegId
        ? [caller, [place.agentLegId, { kind: 'agent', callId, agentId: place.agentId }]]
        : [caller];
    case 'outside':
      return [caller, [place.legId, { kind: 'outside', callId }]];
    default:
      return [caller];
  }
}
