import type { Event, Recorded } from '../../core/event.ts';
import type { Statement } from '../database.ts';
import { statement } from './projection.ts';

const call = '(select n from calls where id = ?)';
/** The step in which the call is: of nested ones, the innermost. */
const present = `n = ${call} and seq = (select max(seq) from call_steps where n = ${call} and left_at is null)`;

/**
 * The way of a call through its flow: a row for each passage of a step. A leaver is a caller who hung up in a step and had
 * not reached an agent, left a message or asked for a call-back.
 */
export function stepsOf({ event, at, seq }: Recorded): readonly Statement[] {
  switch (event.type) {
    case 'step-entered':
      return [entered(event, at, seq)];
    case 'step-left':
      return [
        statement(
          `update call_steps set left_at = ?, exit = ?, how = 'exit', first_exit = case when exists (
            select 1 from call_steps o where o.n = call_steps.n and o.flow = call_steps.flow and o.step = call_steps.step and o.exit = ?
          ) then 0 else 1 end
          where n = ${call} and seq = (
            select max(seq) from call_steps where n = ${call} and step = ? and left_at is null)`,
          at,
          event.exit,
          event.exit,
          event.callId,
          event.callId,
          event.step,
        ),
      ];
    case 'digit-pressed':
      if (event.ahead) return [];
      return [
        statement(`update call_steps set keys = keys || ? where ${present}`, event.digit, event.callId, event.callId),
      ];
    case 'ahead-taken': {
      // One that was masked while nobody knew which step would take it may be told by then.
      const key = event.digit === undefined ? '(select substr(keys_ahead, 1, 1) from calls where id = ?)' : '?';
      return [
        statement(
          `update call_steps set keys = keys || ${key} where ${present}`,
          event.digit ?? event.callId,
          event.callId,
          event.callId,
        ),
        statement('update calls set keys_ahead = substr(keys_ahead, 2) where id = ?', event.callId),
      ];
    }
    case 'call-connected':
      return [
        statement(
          `update call_steps set answered_at = coalesce(answered_at, ?) where ${present}`,
          at,
          event.callId,
          event.callId,
        ),
      ];
    case 'call-ended':
      return ended(event, at);
    default:
      return [];
  }
}

function entered(event: Extract<Event, { type: 'step-entered' }>, at: number, seq: number): Statement {
  // Of a sub-flow the step says so; in older journals it is always the call's own.
  const { callId, step, stepType, flow = null, version = null } = event;
  return statement(
    `insert into call_steps (n, seq, flow, version, step, step_type, entered_at, keys, first)
    select calls.n, ?, coalesce(?, flow), coalesce(?, flow_version), ?, ?, ?, '', case when exists (
      select 1 from call_steps o where o.n = calls.n and o.flow = coalesce(?, calls.flow) and o.step = ?
    ) then 0 else 1 end from calls where id = ?`,
    seq,
    flow,
    version,
    step,
    stepType,
    at,
    flow,
    step,
    callId,
  );
}

function ended(event: Extract<Event, { type: 'call-ended' }>, at: number): readonly Statement[] {
  const { callId } = event;
  const hungUp = event.by === 'caller' && (event.result === 'menu' || event.result === 'abandoned');
  return [
    statement(
      `update call_steps set left_at = ?, how = case
        when answered_at is null and seq = (select max(seq) from call_steps o where o.n = call_steps.n) then ? else 'ended' end
      where n = ${call} and left_at is null`,
      at,
      hungUp ? 'left' : 'ended',
      callId,
    ),
    statement(
      `update calls set last_step = (select step from call_steps s where s.n = calls.n order by seq desc limit 1),
      left_in = (select step from call_steps s where s.n = calls.n and how = 'left' order by seq desc limit 1) where id = ?`,
      callId,
    ),
  ];
}
