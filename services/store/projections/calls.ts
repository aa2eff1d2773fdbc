import { type Compilable, sql } from 'kysely';
import type { EventOf } from '../../core/event.ts';
import { localTime } from '../../core/schedule.ts';
import type { Query } from '../database.ts';
import type { Building, Projection } from './projection.ts';

/**
 * One row a call, as the search lists it. Talk is connected time without holds and without the time an agent was away;
 * the wait is that of METRICS: answer or leaving − entering the queue. A call that came back to the queue after its agent
 * was lost stays the same offered call, so its second visit changes neither wait nor answer. A transferred call is
 * answered once; each agent who had it is credited with the own part of the talk.
 */
export const callsProjection: Projection = {
  name: 'calls',
  version: 2,
  tables: ['calls', 'call_agents'],
  write: ({ event, at }, building) => {
    const { query } = building;
    const update = (callId: string) => query.updateTable('calls').where('id', '=', callId);
    switch (event.type) {
      case 'call-rang':
        return [rang(event, building)];
      case 'callback-requested':
        return [calledBack(event, at, building)];
      case 'queue-entered':
        return [update(event.callId).set({ queue_id: event.queueId })];
      case 'queue-left':
        if (event.returned) return [];
        return [update(event.callId).set({ wait_ms: sql`coalesce(wait_ms, 0) + ${event.waitMs}` })];
      case 'call-connected':
        return connected(event, at, query);
      case 'call-held':
      case 'agent-lost':
      case 'sent-outside':
        return stopTalking(event.callId, at, query);
      case 'call-transferred':
        // An attended one goes on: what follows says with whom.
        return event.how === 'blind' ? stopTalking(event.callId, at, query) : [];
      case 'agent-replaced':
        return [
          ...stopTalking(event.callId, at, query),
          update(event.callId).set({ agent_id: event.agentId, talking_since: at }),
          tookPart(event.callId, event.agentId, query),
        ];
      case 'conference-began':
        return event.who.kind === 'agent' ? [tookPart(event.callId, event.who.agentId, query)] : [];
      case 'call-resumed':
      case 'agent-returned':
        return [update(event.callId).set({ talking_since: sql`coalesce(talking_since, ${at})` })];
      case 'call-ended':
        return [
          ...stopTalking(event.callId, at, query),
          update(event.callId).set({
            ended_at: at,
            duration_ms: sql`${at} - rang_at`,
            result: event.result,
            ended_by: event.by,
          }),
        ];
      case 'outcome-set':
        return [update(event.callId).set({ outcome: event.outcome, note: event.note })];
      case 'recording-started':
      case 'recording-failed':
        return [update(event.callId).set({ recording_id: event.recordingId })];
      default:
        return [];
    }
  },
};

function rang(event: EventOf<'call-rang'>, { query, timeZone }: Building): Compilable {
  const { direction, dialled, rangAt } = event;
  return query.insertInto('calls').values({ ...begun(event, rangAt, timeZone), direction, dialled });
}

/** A call-back has its row from when it was asked for. */
function calledBack(event: EventOf<'callback-requested'>, at: number, { query, timeZone }: Building): Compilable {
  const { originId: origin_id, queueId: queue_id } = event;
  const row = { ...begun(event, at, timeZone), direction: 'callback' as const, dialled: '', origin_id, queue_id };
  return query.insertInto('calls').values(row);
}

function begun(
  event: EventOf<'call-rang'> | EventOf<'callback-requested'>,
  at: number,
  timeZone: Building['timeZone'],
) {
  const local = localTime(at, timeZone(event.serviceId));
  return {
    id: event.callId,
    number: event.number,
    number_digits: event.number.replace(/\D/g, ''),
    caller_name: event.callerName,
    service_id: event.serviceId,
    rang_at: at,
    local_date: local.date,
    local_minute: local.minute,
    note: '',
  };
}

function connected(event: EventOf<'call-connected'>, at: number, query: Query): Compilable[] {
  const { callId, agentId } = event;
  return [
    query
      .updateTable('calls')
      .where('id', '=', callId)
      .set({
        agent_id: agentId,
        answered_at: sql`coalesce(answered_at, ${at})`,
        talk_ms: sql`coalesce(talk_ms, 0)`,
        talking_since: at,
      }),
    tookPart(callId, agentId, query),
  ];
}

function tookPart(callId: string, agentId: string, query: Query): Compilable {
  return query
    .insertInto('call_agents')
    .values({ call_id: callId, agent_id: agentId, talk_ms: 0 })
    .onConflict((conflict) => conflict.doNothing());
}

/** The talk until now is the call's, and of the agent who has it. */
function stopTalking(callId: string, at: number, query: Query): Compilable[] {
  const ofCall = query.selectFrom('calls').where('calls.id', '=', callId).where('talking_since', 'is not', null);
  return [
    query
      .updateTable('call_agents')
      .where('call_id', '=', callId)
      .where('agent_id', '=', ofCall.select('agent_id'))
      .set({ talk_ms: sql`talk_ms + ${at} - (${ofCall.select('talking_since')})` }),
    query
      .updateTable('calls')
      .where('id', '=', callId)
      .where('talking_since', 'is not', null)
      .set({ talk_ms: sql`talk_ms + ${at} - talking_since`, talking_since: null }),
  ];
}
