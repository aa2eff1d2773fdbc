import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import { CentralitaError } from '../core/errors.ts';
import type { CallSearch } from '../http/protocol.ts';
import { askedOf, minuteOf, wordsOf } from './call-terms.ts';
import type { Database, Query, Span } from './database.ts';
import { PLACES_PER_MS } from './projections/calls.ts';
import type { CallsTable, RecordingsTable, Schema } from './schema.ts';

type Where = ExpressionBuilder<Schema, 'calls'>;
type Condition = Expression<SqlBool>;

/** Open calls and those of the last seconds: more of them are never waiting for the index. */
const FRESH_AT_MOST = 5_000;

export type FoundCall = CallsTable & { readonly recording_state: RecordingsTable['state'] | null };

/**
 * Calls that are as the search says, newest first, at most `limit`. The index finds those that ended; the few that it does
 * not know yet are looked at one by one.
 * @throws CentralitaError `input-invalid` for a cursor that is none.
 */
export async function searchCalls(
  { query, read, terms }: Pick<Database, 'query' | 'read' | 'terms'>,
  search: CallSearch,
  limit: number,
): Promise<readonly FoundCall[]> {
  const asked = askedOf(search);
  const span = spanOf(search);
  if (asked === null)
    return read(
      within(callRows(query), span, 'calls.n')
        .where((where) => where.and(conditionsOf(search, where)))
        .orderBy('calls.n', 'desc')
        .limit(limit)
        .compile(),
    );
  // First what the index does not know as it is now: a call that it takes in meanwhile, or that changes, is not missed.
  const notes = sql<string | null>`(select string_agg(recording_notes.text, ' ') from recording_notes
    where recording_notes.recording_id = calls.recording_id)`;
  const fresh = await read<FoundCall & { readonly recording_notes: string | null }>(
    within(callRows(query).select(notes.as('recording_notes')), span, 'calls.n')
      .where(sql<SqlBool>`calls.indexed = 0`)
      .where((where) => where.and(conditionsOf(search, where)))
      .orderBy('calls.n', 'desc')
      .limit(FRESH_AT_MOST)
      .compile(),
  );
  // SQL knows no accents: the index has the words as they are compared, and what it has not seen yet is compared here.
  const words = wordsOf(search.text ?? '');
  const second = fresh.filter((call) => hasAll(wordsOf(`${call.note} ${call.recording_notes ?? ''}`), words));
  const first = await terms.find<FoundCall>({
    read,
    asked,
    span,
    limit,
    statement: ({ table, place, is }) =>
      within(table === undefined ? callRows(query) : ledBy(place, query), span, place)
        .where(is)
        .where((where) => where.and(conditionsOf(search, where)))
        .orderBy(sql.ref(place), 'desc')
        .limit(limit)
        .compile(),
  });
  if (fresh.length === 0) return first;
  const looked = new Set(fresh.map(({ n }) => n));
  return [...first.filter(({ n }) => !looked.has(n)), ...second]
    .toSorted((one, other) => other.n - one.n)
    .slice(0, limit);
}

const hasAll = (has: readonly string[], wanted: readonly string[]): boolean =>
  wanted.every((word) => has.some((one) => one.startsWith(word)));

export function callRows(query: Query) {
  return query
    .selectFrom('calls')
    .leftJoin('recordings', 'recordings.id', 'calls.recording_id')
    .selectAll('calls')
    .select('recordings.state as recording_state');
}

/** An index leads: what it finds is looked at in its order. */
function ledBy(place: string, query: Query): ReturnType<typeof callRows> {
  return query
    .selectFrom(sql<{ rowid: number }>`call_terms`.as('call_terms'))
    .crossJoin('calls')
    .leftJoin('recordings', 'recordings.id', 'calls.recording_id')
    .selectAll('calls')
    .select('recordings.state as recording_state')
    .where(sql<SqlBool>`calls.n = ${sql.ref(place)}`) as unknown as ReturnType<typeof callRows>;
}

function spanOf({ from, to, cursor }: CallSearch): Span {
  const ends = [to === undefined ? [] : [to * PLACES_PER_MS], cursor === undefined ? [] : [placeOf(cursor)]].flat();
  return {
    from: from === undefined ? null : from * PLACES_PER_MS,
    before: ends.length === 0 ? null : Math.min(...ends),
  };
}

function within<T extends { where: (condition: Condition) => T }>(select: T, { from, before }: Span, place: string): T {
  const after = from === null ? select : select.where(sql<SqlBool>`${sql.ref(place)} >= ${from}`);
  return before === null ? after : after.where(sql<SqlBool>`${sql.ref(place)} < ${before}`);
}

/** What a call must be to be found, apart from when it was. */
function conditionsOf(search: CallSearch, where: Where): readonly Condition[] {
  const found: Condition[] = [];
  const is = <C extends keyof CallsTable>(column: C, value: string | number | undefined) => {
    if (value !== undefined) found.push(sql<SqlBool>`${sql.ref(`calls.${column}`)} = ${value}`);
  };
  const span = (column: keyof CallsTable, min: number | undefined, max: number | undefined) => {
    if (min !== undefined) found.push(sql<SqlBool>`${sql.ref(`calls.${column}`)} >= ${min * 1_000}`);
    if (max !== undefined) found.push(sql<SqlBool>`${sql.ref(`calls.${column}`)} <= ${max * 1_000}`);
  };
  is('service_id', search.service);
  is('queue_id', search.queue);
  is('direction', search.direction);
  is('result', search.result);
  is('consent', search.consent);
  is('cause', search.cause);
  is('ended_by', search.endedBy);
  is('end_reason', search.reason);
  is('left_in', search.leftIn);
  is('outcome', search.outcome);
  is('sip_call_id', search.sipCallId);
  span('duration_ms', search.minDuration, search.maxDuration);
  span('wait_ms', search.minWait, search.maxWait);
  span('talk_ms', search.minTalk, search.maxTalk);
  span('hold_ms', search.minHold, search.maxHold);
  if (search.held !== undefined) found.push(where('calls.hold_ms', search.held ? 'is not' : 'is', null));
  if (search.transferred !== undefined) found.push(where('calls.transfers', search.transferred ? '>' : '=', 0));
  if (search.missed !== undefined) found.push(where('calls.missed_offers', '>=', search.missed));
  if (search.recorded !== undefined) found.push(where('calls.recording_id', search.recorded ? 'is not' : 'is', null));
  if (search.recording !== undefined) found.push(sql<SqlBool>`recordings.state = ${search.recording}`);
  if (search.number !== undefined) found.push(numberHas(search.number));
  if (search.agent !== undefined) found.push(tookPart(search.agent, where));
  return [...found, ...ofRecording(search), ...passed(search, where), ...hours(search, where)];
}

/** What people and programs did with the recording. A `coalesce` keeps the index of that column out: the recording's own leads. */
function ofRecording(search: CallSearch): readonly Condition[] {
  const found: Condition[] = [];
  const has = (value: string | undefined, kind: 'tag' | 'ticket') => {
    if (value !== undefined)
      found.push(sql<SqlBool>`exists (select 1 from recording_labels where recording_id = calls.recording_id
        and kind = ${kind} and value = ${value})`);
  };
  has(search.tag, 'tag');
  has(search.ticket, 'ticket');
  const { minScore, maxScore, evaluator, legalHold, published, destination } = search;
  if (minScore !== undefined || maxScore !== undefined || evaluator !== undefined)
    found.push(sql<SqlBool>`exists (select 1 from evaluations as judged where judged.recording_id = calls.recording_id
      and superseded_by is null and coalesce(calibration_id, '') = ''
      ${minScore === undefined ? sql`` : sql`and score >= ${minScore}`}
      ${maxScore === undefined ? sql`` : sql`and score <= ${maxScore}`}
      ${evaluator === undefined ? sql`` : sql`and evaluator_id = ${evaluator}`})`);
  if (legalHold !== undefined)
    found.push(sql<SqlBool>`${legalHold ? sql`` : sql`not`} exists (select 1 from holds
      where holds.recording_id = calls.recording_id and released_at is null)`);
  if (published !== undefined)
    found.push(sql<SqlBool>`${published ? sql`` : sql`not`} exists (select 1 from outbox
      where outbox.recording_id = calls.recording_id and coalesce(outbox.state, '') = 'published')`);
  if (destination !== undefined)
    found.push(sql<SqlBool>`exists (select 1 from outbox where outbox.recording_id = calls.recording_id
      and coalesce(outbox.state, '') = 'published' and outbox.destination = ${destination})`);
  return found;
}

/** One passage of a step that was as all of this says. */
function passed({ flow, version, step, exit, key }: CallSearch, where: Where): readonly Condition[] {
  const ofStep = [flow, version, step, exit].some((one) => one !== undefined);
  const pressed = (keys: string) => (key === undefined ? [] : [sql<SqlBool>`${sql.ref(keys)} like ${`%${key}%`}`]);
  if (!ofStep) return pressed('calls.keys');
  const is = (column: string, value: string | undefined) =>
    value === undefined ? [] : [sql<SqlBool>`${sql.ref(`call_steps.${column}`)} = ${value}`];
  const all = [
    ...is('flow', flow),
    ...is('version', version),
    ...is('step', step),
    ...is('exit', exit),
    ...pressed('call_steps.keys'),
  ];
  return [
    where.exists(
      where
        .selectFrom('call_steps')
        .select('call_steps.seq')
        .whereRef('call_steps.n', '=', 'calls.n')
        .where((one) => one.and(all)),
    ),
  ];
}

function numberHas(part: string): Condition {
  const digits = part.replace(/\D/g, '');
  if (digits !== '') return sql<SqlBool>`calls.number_digits like ${`%${digits}%`}`;
  // A part without a digit is a name, or a word that stands for a number (`anonymous`).
  const literal = part
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&');
  const like = `%${literal}%`;
  return sql<SqlBool>`(lower(calls.number) like ${like} escape '\\' or lower(calls.caller_name) like ${like} escape '\\')`;
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
  const both = [where('calls.local_minute', '>=', from), where('calls.local_minute', '<', to)];
  return from <= to ? both : [where.or(both)];
}

/** The place after a call in the list. */
export function cursorOf(call: { readonly n: number }): string {
  return Buffer.from(String(call.n)).toString('base64url');
}

function placeOf(cursor: string): number {
  const text = Buffer.from(cursor, 'base64url').toString();
  if (!/^\d{1,16}$/.test(text))
    throw new CentralitaError('input-invalid', 'The cursor is not one of this list: search again from the beginning.');
  return Number(text);
}
