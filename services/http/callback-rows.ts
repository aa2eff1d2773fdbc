import type { Call } from '../core/call.ts';
import type { Present } from '../ports.ts';
import type { CallbackRow } from './protocol.ts';

/** The call-backs that are open, those served first coming first; those of later after them, by their time. */
export function callbackRows(present: Pick<Present, 'world' | 'floor'>): readonly CallbackRow[] {
  const world = present.world();
  const rows = [...world.calls.values()].flatMap((call) => {
    const row = rowOf(call, present);
    return row ? [row] : [];
  });
  const orderOf = ({ id, nextAt }: CallbackRow) => [nextAt ?? 0, world.calls.get(id)?.callback?.order ?? 0] as const;
  return rows.sort((one, other) => {
    const [a, b] = [orderOf(one), orderOf(other)];
    return a[0] - b[0] || a[1] - b[1];
  });
}

function rowOf(call: Call, { floor }: Pick<Present, 'floor'>): CallbackRow | null {
  const { place, callback } = call;
  if (!callback) return null;
  return {
    id: call.id,
    originId: callback.originId,
    number: call.number,
    callerName: call.callerName,
    serviceId: call.serviceId,
    queueId: callback.queueId,
    requestedAt: call.rangAt,
    state: stateOf(call),
    position: place.at === 'queue' ? (floor().queue(place.queueId)?.position(call.id) ?? null) : null,
    attempts: callback.attempts,
    nextAt: place.at === 'scheduled' ? place.until : null,
    agentId: 'agentId' in place ? place.agentId : null,
  };
}

function stateOf({ place }: Call): CallbackRow['state'] {
  if (place.at === 'scheduled' || place.at === 'calling') return place.at;
  if (place.at === 'queue') return place.offers.length > 0 ? 'offered' : 'waiting';
  return 'talking';
}
