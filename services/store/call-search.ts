import type { SqlBool } from 'kysely';
import { type Expression, type ExpressionBuilder, sql } from 'kysely';
import { CentralitaError } from '../core/errors.ts';
import type { CallSearch } from '../http/protocol.ts';
import type { Schema } from './schema.ts';

type Where = ExpressionBuilder<Schema, 'calls'>;
type Condition = Expression<SqlBool>;

/** What a call must be to be found. */
export function conditionsOf(search: CallSearch, where: Where): readonly Condition[] {
  const found: Condition[] = [];
  const { from, to, minDuration, maxDuration } = search;
  if (search.service !== undefined) found.push(where('service_id', '=', search.service));
  if (search.queue !== undefined) found.push(where('queue_id', '=', search.queue));
  if (search.direction !== undefined) found.push(where('direction', '=', search.direction));
  if (search.result !== undefined) found.push(where('result', '=', search.result));
  if (from !== undefined) found.push(where('rang_at', '>=', from));
  if (to !== undefined) found.push(where('rang_at', '<', to));
  if (minDuration !== undefined) found.push(where('calls.duration_ms', '>=', minDuration * 1_000));
  if (maxDuration !== undefined) found.push(where('calls.duration_ms', '<=', maxDuration * 1_000));
  if (search.recorded !== undefined) found.push(where('recording_id', search.recorded ? 'is not' : 'is', null));
  if (search.number !== undefined) found.push(numberHas(search.number, where));
  if (search.agent !== undefined) found.push(tookPart(search.agent, where));
  if (search.cursor !== undefined) found.push(after(search.cursor, where));
  return [...found, ...hours(search, where)];
}

function numberHas(part: string, where: Where): Condition {
  const digits = part.replace(/\D/g, '');
  // A part without a digit (a name, `anonymous`) is sought in the number as it came.
  if (digits === '') {
    const literal = part
      .trim()
      .toLowerCase()
      .replace(/[\\%_]/g, '\\$&');
    return sql<SqlBool>`lower(number) like ${`%${literal}%`} escape '\\'`;
  }
  return where('number_digits', 'like', `%${digits}%`);
}

function tookPart(agent: string, where: Where): Condition {
  return where.exists(
    where
      .selectFrom('call_agents')
      .select('call_agents.call_id')
      .where('call_agents.agent_id', '=', agent)
      .whereRef('call_agents.call_id', '=', 'calls.id'),
  );
}

/** Hours of the day on the service's own clock; from 22:00 to 06:00 goes over midnight. */
function hours({ hourFrom, hourTo }: CallSearch, where: Where): readonly Condition[] {
  const from = hourFrom === undefined ? 0 : minuteOf(hourFrom);
  const to = hourTo === undefined ? 24 * 60 : minuteOf(hourTo);
  if (from === 0 && to === 24 * 60) return [];
  const both = [where('local_minute', '>=', from), where('local_minute', '<', to)];
  return from <= to ? both : [where.or(both)];
}

function minuteOf(clock: string): number {
  const [hour = '0', minute = '0'] = clock.split(':');
  return Number(hour) * 60 + Number(minute);
}

/** The place after a call in the list: newest first, then by id. */
export function cursorOf(call: { readonly rang_at: number; readonly id: string }): string {
  return Buffer.from(`${call.rang_at} ${call.id}`).toString('base64url');
}

function after(cursor: string, where: Where): Condition {
  const [, rangAt, id] = /^(\d+) (.+)$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (rangAt === undefined || id === undefined)
    throw new CentralitaError('input-invalid', 'The cursor is not one of this list: search again from the beginning.');
  return where(where.refTuple('rang_at', 'calls.id'), '<', where.tuple(Number(rangAt), id));
}
