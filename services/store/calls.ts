import type { Event, Recorded } from '../core/event.ts';
import type { Site } from '../core/site.ts';
import type { CallDetail, CallRow } from '../http/protocol.ts';
import type { CallsRead, Outbox } from '../ports.ts';
import { legsOf } from './call-legs.ts';
import { callRows, cursorOf, type FoundCall, searchCalls } from './call-search.ts';
import type { Database, Query } from './database.ts';
import { flowStatistics } from './flow-statistics.ts';
import { recordingDetail } from './recording-detail.ts';
import { type PromptText, timelineOf } from './timeline.ts';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 200;

export type CallsOptions = {
  readonly database: Database;
  readonly outbox: Pick<Outbox, 'list'>;
  /** For the names of services and agents; what the site no longer has shows its id. */
  readonly site: () => Site;
  readonly promptText: PromptText;
};

/** Finds calls and tells each one's story from the journal. */
export function callsOf({ database, outbox, site, promptText }: CallsOptions): CallsRead {
  const { query } = database;
  return {
    search: async (search) => {
      const limit = Math.min(search.limit ?? DEFAULT_LIMIT, MAX_LIMIT);
      const found = await searchCalls(database, search, limit + 1);
      const rows = found.slice(0, limit);
      const last = rows.at(-1);
      const name = names(site());
      return {
        rows: rows.map((row) => callRow(row, name)),
        next: found.length > limit && last ? cursorOf(last) : null,
      };
    },
    detail: async (callId) => {
      const row = await callRows(query).where('calls.id', '=', callId).executeTakeFirst();
      if (row === undefined) return null;
      const events = await eventsOf(query, callId);
      const back = await query.selectFrom('calls').select('id').where('origin_id', '=', callId).executeTakeFirst();
      return {
        call: callRow(row, names(site())),
        callbackId: back?.id ?? null,
        note: row.note,
        agents: await agentsOf(query, callId, names(site())),
        timeline: timelineOf(events, promptText),
        steps: await stepsOf(query, row.n),
        legs: legsOf(events),
        recording: row.recording_id === null ? null : await recordingDetail(query, outbox, row.recording_id),
      };
    },
    recording: (recordingId) => recordingDetail(query, outbox, recordingId),
    flowStatistics: (flow, period) => flowStatistics(database, flow, period),
  };
}

async function agentsOf(query: Query, callId: string, name: Names): Promise<CallDetail['agents']> {
  const rows = await query
    .selectFrom('call_agents')
    .select(['agent_id', 'talk_ms'])
    .where('call_id', '=', callId)
    .orderBy('agent_id')
    .execute();
  return rows.map(({ agent_id: id, talk_ms: talkMs }) => ({ id, name: name.agent(id), talkMs }));
}

async function stepsOf(query: Query, n: number): Promise<CallDetail['steps']> {
  const rows = await query.selectFrom('call_steps').selectAll().where('n', '=', n).orderBy('seq').execute();
  return rows.map((row) => ({
    seq: row.seq,
    flow: row.flow,
    version: row.version,
    step: row.step,
    type: row.step_type,
    enteredAt: row.entered_at,
    answeredAt: row.answered_at,
    leftAt: row.left_at,
    exit: row.exit,
    how: row.how,
    keys: row.keys,
  }));
}

async function eventsOf(query: Query, callId: string): Promise<readonly Recorded[]> {
  const rows = await query
    .selectFrom('events')
    .select(['seq', 'at', 'data'])
    .where('call_id', '=', callId)
    .orderBy('seq')
    .execute();
  return rows.map((row) => ({ seq: row.seq, at: row.at, event: JSON.parse(row.data) as Event }));
}

type Names = { readonly service: (id: string) => string; readonly agent: (id: string) => string };

function names(site: Site): Names {
  const services = new Map(site.services.map((one) => [one.id, one.name]));
  const users = new Map(site.users.map((one) => [one.id, one.name]));
  return { service: (id) => services.get(id) ?? id, agent: (id) => users.get(id) ?? id };
}

function callRow(row: FoundCall, name: Names): CallRow {
  return {
    id: row.id,
    direction: row.direction,
    number: row.number,
    callerName: row.caller_name,
    dialled: row.dialled,
    serviceId: row.service_id,
    serviceName: name.service(row.service_id),
    queueId: row.queue_id,
    agentId: row.agent_id,
    agentName: row.agent_id === null ? null : name.agent(row.agent_id),
    rangAt: row.rang_at,
    endedAt: row.ended_at,
    durationMs: row.duration_ms,
    waitMs: row.wait_ms,
    talkMs: row.talk_ms,
    result: row.result,
    endedBy: row.ended_by,
    outcome: row.outcome,
    recordingId: row.recording_id,
    recordingState: row.recording_state,
    originId: row.origin_id,
    flow: row.flow,
    flowVersion: row.flow_version,
    language: row.language,
    keys: row.keys,
    lastStep: row.last_step,
    leftIn: row.left_in,
    consent: row.consent,
    holdMs: row.hold_ms,
    transfers: row.transfers,
    missedOffers: row.missed_offers,
    cause: row.cause,
    endReason: row.end_reason,
    sipCallId: row.sip_call_id,
  };
}
