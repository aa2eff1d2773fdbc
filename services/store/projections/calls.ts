import type { EventOf } from '../../core/event.ts';
import { localTime } from '../../core/schedule.ts';
import type { Statement } from '../database.ts';
import { stepsOf } from './call-steps.ts';
import { type Building, type Projection, statement } from './projection.ts';

/** Places of calls that rang in the same ms. */
export const PLACES_PER_MS = 1_024;

/**
 * One row a call, as the search lists it, and one for each step it passed. Talk is connected time without holds and
 * without the time an agent was away; the wait is that of METRICS: answer or leaving − entering the queue. A call that came
 * back to the queue after its agent was lost stays the same offered call, so its second visit changes neither wait nor
 * answer. A transferred call is answered once; each agent who had it is credited with the own part of the talk.
 */
export const callsProjection: Projection = {
  name: 'calls',
  version: 3,
  tables: ['calls', 'call_agents', 'call_steps'],
  also: ({ terms }) => [terms.empty],
  write: (recorded, building) => [...ofCall(recorded, building), ...stepsOf(recorded)],
};

function ofCall({ event, at }: Parameters<Projection['write']>[0], building: Building): readonly Statement[] {
  switch (event.type) {
    case 'call-rang': {
      const { direction, dialled, rangAt, flow, flowVersion, sipCallId = null } = event;
      return [began(event, building, rangAt, { direction, dialled, flow, flowVersion, sipCallId })];
    }
    case 'callback-requested': {
      // A call-back has its row from when it was asked for.
      const none = { dialled: '', flow: '', flowVersion: '', sipCallId: null };
      return [
        began(event, building, at, { ...none, direction: 'callback' }),
        statement(
          'update calls set origin_id = ?, queue_id = ? where id = ?',
          event.originId,
          event.queueId,
          event.callId,
        ),
      ];
    }
    case 'digit-pressed':
      return [
        event.ahead
          ? statement(
              'update calls set keys = keys || ?, keys_ahead = keys_ahead || ? where id = ?',
              event.digit,
              event.digit,
              event.callId,
            )
          : statement('update calls set keys = keys || ? where id = ?', event.digit, event.callId),
      ];
    case 'language-chosen':
      return [statement('update calls set language = ? where id = ?', event.language, event.callId)];
    case 'consent-asked':
      return [consent(event.callId, 'asked')];
    case 'consent-given':
      return [consent(event.callId, 'given')];
    case 'consent-refused':
      return [consent(event.callId, 'refused')];
    case 'consent-withdrawn':
      return [consent(event.callId, 'withdrawn')];
    case 'queue-entered':
      return [statement('update calls set queue_id = ? where id = ?', event.queueId, event.callId)];
    case 'queue-left':
      if (event.returned) return [];
      return [
        statement('update calls set wait_ms = coalesce(wait_ms, 0) + ? where id = ?', event.waitMs, event.callId),
      ];
    case 'offer-ended':
      if (event.how === 'cancelled') return [];
      return [statement('update calls set missed_offers = missed_offers + 1 where id = ?', event.callId)];
    case 'call-connected':
      return [
        statement(
          'update calls set agent_id = ?, answered_at = coalesce(answered_at, ?), talk_ms = coalesce(talk_ms, 0), talking_since = ? where id = ?',
          event.agentId,
          at,
          at,
          event.callId,
        ),
        tookPart(event.callId, event.agentId),
      ];
    case 'call-held':
      return [
        ...stopTalking(event.callId, at),
        statement('update calls set held_since = ?, hold_ms = coalesce(hold_ms, 0) where id = ?', at, event.callId),
      ];
    case 'agent-lost':
    case 'sent-outside':
    // The agent hung up, and the caller goes on in the flow.
    case 'talk-ended':
      return stopTalking(event.callId, at);
    case 'call-transferred':
      // An attended one goes on: what follows says with whom.
      return [
        ...(event.how === 'blind' ? stopTalking(event.callId, at) : []),
        statement('update calls set transfers = transfers + 1 where id = ?', event.callId),
      ];
    case 'agent-replaced':
      return [
        ...stopTalking(event.callId, at),
        statement('update calls set agent_id = ?, talking_since = ? where id = ?', event.agentId, at, event.callId),
        tookPart(event.callId, event.agentId),
      ];
    case 'conference-began':
      return event.who.kind === 'agent' ? [tookPart(event.callId, event.who.agentId)] : [];
    case 'call-resumed':
    case 'agent-returned':
      return [
        statement(
          `update calls set talking_since = coalesce(talking_since, ?), ${holdUntilNow} where id = ?`,
          at,
          at,
          event.callId,
        ),
      ];
    case 'call-ended':
      return [
        ...stopTalking(event.callId, at),
        statement(
          'update calls set ended_at = ?, duration_ms = ? - rang_at, result = ?, ended_by = ?, end_reason = ?, cause = ?, indexed = 0 where id = ?',
          at,
          at,
          event.result,
          event.by,
          event.reason,
          event.cause,
          event.callId,
        ),
      ];
    case 'outcome-set':
      return [
        statement(
          'update calls set outcome = ?, note = ?, indexed = 0 where id = ?',
          event.outcome,
          event.note,
          event.callId,
        ),
      ];
    case 'recording-started':
    case 'recording-failed':
      return [
        statement('update calls set recording_id = ?, indexed = 0 where id = ?', event.recordingId, event.callId),
      ];
    case 'recording-sealed':
    case 'recording-not-sealed':
    case 'recording-published':
    case 'recording-held':
    case 'recording-released':
    case 'recording-erased':
    case 'recording-scored':
      // What is known of the recording is among the terms of its call.
      return [statement('update calls set indexed = 0 where id = ?', event.callId)];
    default:
      return [];
  }
}

function began(
  event: EventOf<'call-rang'> | EventOf<'callback-requested'>,
  { timeZone }: Building,
  at: number,
  as: {
    readonly direction: string;
    readonly dialled: string;
    readonly flow: string;
    readonly flowVersion: string;
    readonly sipCallId: string | null;
  },
): Statement {
  const local = localTime(at, timeZone(event.serviceId));
  const place = at * PLACES_PER_MS;
  return statement(
    `insert into calls (n, id, direction, number, number_digits, caller_name, dialled, service_id, flow, flow_version, language,
      sip_call_id, rang_at, local_date, local_minute)
    values ((select coalesce(max(n) + 1, ?) from calls where n >= ? and n < ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    place,
    place,
    place + PLACES_PER_MS,
    event.callId,
    as.direction,
    event.number,
    event.number.replace(/\D/g, ''),
    event.callerName,
    as.dialled,
    event.serviceId,
    as.flow,
    as.flowVersion,
    event.language,
    as.sipCallId,
    at,
    local.date,
    local.minute,
  );
}

function consent(callId: string, state: 'asked' | 'given' | 'refused' | 'withdrawn'): Statement {
  return statement('update calls set consent = ? where id = ?', state, callId);
}

function tookPart(callId: string, agentId: string): Statement {
  return statement(
    'insert into call_agents (call_id, agent_id, talk_ms) values (?, ?, 0) on conflict do nothing',
    callId,
    agentId,
  );
}

const holdUntilNow =
  'hold_ms = case when held_since is null then hold_ms else hold_ms + ? - held_since end, held_since = null';

/** The talk until now is the call's, and of the agent who has it; a hold that lasts ends too. */
function stopTalking(callId: string, at: number): readonly Statement[] {
  return [
    statement(
      `update call_agents set talk_ms = talk_ms + ? - (select talking_since from calls where id = ?)
      where call_id = ? and agent_id = (select agent_id from calls where id = ? and talking_since is not null)`,
      at,
      callId,
      callId,
      callId,
    ),
    statement(
      `update calls set talk_ms = case when talking_since is null then talk_ms else talk_ms + ? - talking_since end,
      talking_since = null, ${holdUntilNow} where id = ?`,
      at,
      at,
      callId,
    ),
  ];
}
