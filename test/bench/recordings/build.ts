import BetterSqlite3 from 'better-sqlite3';
import { PLACES_PER_MS } from '../../../services/store/projections/calls.ts';
import { openStore, type StoreOptions } from '../../../services/store/store.ts';
import { scene } from '../calls/build.ts';
import { dice } from '../erlang/dice.ts';

export const tags = ['queja', 'vip', 'formación', 'venta', 'baja', 'felicitación', 'técnico', 'revisar'];
export const evaluators = Array.from({ length: 12 }, (_, index) => `evaluator${index}`);
export const destinations = ['archivo', 'nube', 'cliente'];
export const firstRing = Date.parse('2025-01-01T00:00:00Z');
/** Between one call and the next. */
export const EVERY_MS = 30_000;

const words = [
  'router',
  'avería',
  'factura',
  'impresora',
  'contraseña',
  'correo',
  'lento',
  'pantalla',
  'reinicia',
  'mañana',
];

/**
 * Fills a file with recorded calls and with what people and programs did with their recordings: a fifth has tags, a tenth a
 * ticket, a tenth notes, a tenth was evaluated, one in fifty is held, and most are published. The rows are those of the tables
 * that a search reads; of the journal there are the events from which the index is made. The index is made as it always is.
 */
export async function buildRecordings(options: StoreOptions, count: number): Promise<void> {
  await (await openStore(options)).close();
  const sqlite = new BetterSqlite3(options.file);
  sqlite.pragma('synchronous = OFF');
  sqlite.pragma('cache_size = -300000');
  const into = inserts(sqlite);
  const random = dice(11);
  const pick = <T>(some: readonly T[]): T => some[Math.floor(random() * some.length)] as T;
  const one = (n: number) => {
    const rangAt = firstRing + n * EVERY_MS;
    const [callId, recordingId] = [`call-${n}`, `rec-${n}`];
    const talk = Math.round(10_000 + 900_000 * random() ** 2);
    const agent = pick(scene.agents);
    const number = `+346${String(Math.floor(random() * 1e8)).padStart(8, '0')}`;
    const note = random() < 0.5 ? '' : `${pick(words)} ${pick(words)}`;
    into.call.run({
      n: rangAt * PLACES_PER_MS,
      id: callId,
      number,
      digits: number.slice(1),
      service: pick(scene.services),
      queue: pick(scene.queues),
      agent,
      rangAt,
      minute: Math.floor(rangAt / 60_000) % 1_440,
      endedAt: rangAt + talk + 20_000,
      duration: talk + 20_000,
      wait: Math.round(60_000 * random() ** 3),
      talk,
      hold: random() < 0.2 ? 20_000 : null,
      consent: random() < 0.97 ? 'given' : 'withdrawn',
      note,
      recordingId,
    });
    into.agent.run(callId, agent, talk);
    into.recording.run(recordingId, callId, random() < 0.99 ? 'sealed' : 'failed', rangAt + 20_000, talk);
    if (random() < 0.2) into.label.run(recordingId, 'tag', pick(tags), rangAt);
    if (random() < 0.1) into.label.run(recordingId, 'ticket', `inc-${Math.floor(random() * 300_000)}`, rangAt);
    if (random() < 0.1) into.note.run(`note-${n}`, recordingId, `${pick(words)} ${pick(words)} ${pick(words)}`, rangAt);
    if (random() < 0.1) {
      const score = Math.round((100 - 60 * random() ** 2) * 100) / 100;
      into.evaluation.run(`e-${n}`, n, recordingId, callId, agent, pick(evaluators), score, rangAt + 9e6);
    }
    if (random() < 0.02) into.hold.run(`hold-${n}`, recordingId, callId, rangAt);
    if (random() < 0.7) {
      const destination = pick(destinations);
      into.publication.run(`out-${n}`, recordingId, callId, destination, rangAt);
      into.event.run(rangAt + talk, callId, JSON.stringify({ type: 'recording-published', callId, destination }));
    }
  };
  for (let from = 0; from < count; from += 20_000)
    sqlite.transaction(() => {
      for (let n = from; n < Math.min(count, from + 20_000); n += 1) one(n);
    })();
  sqlite.pragma('wal_checkpoint(TRUNCATE)');
  sqlite.close();
  await (await openStore(options)).close();
}

function inserts(sqlite: BetterSqlite3.Database) {
  return {
    call: sqlite.prepare(`insert into calls (n, id, direction, number, number_digits, caller_name, dialled, service_id, flow,
      flow_version, language, queue_id, agent_id, rang_at, local_date, local_minute, ended_at, duration_ms, answered_at,
      wait_ms, talk_ms, hold_ms, consent, result, ended_by, end_reason, cause, note, recording_id)
      values (:n, :id, 'inbound', :number, :digits, '', '1000', :service, 'help-desk', 'v1', 'es', :queue, :agent, :rangAt,
      date(:rangAt / 1000, 'unixepoch'), :minute, :endedAt, :duration, :rangAt, :wait, :talk, :hold, :consent, 'answered',
      'caller', 'hang-up', 16, :note, :recordingId)`),
    agent: sqlite.prepare('insert into call_agents (call_id, agent_id, talk_ms) values (?, ?, ?)'),
    recording: sqlite.prepare(
      "insert into recordings (id, call_id, kind, state, started_at, duration_ms) values (?, ?, 'conversation', ?, ?, ?)",
    ),
    label: sqlite.prepare(
      "insert into recording_labels (recording_id, kind, value, by_id, at) values (?, ?, ?, 'alba', ?)",
    ),
    note: sqlite.prepare(
      "insert into recording_notes (id, recording_id, at_ms, text, by_id, created_at) values (?, ?, 1000, ?, 'alba', ?)",
    ),
    evaluation:
      sqlite.prepare(`insert into evaluations (id, seq, recording_id, call_id, service_id, agent_id, template_id,
      template_version, evaluator_id, score, comment, answers, marks, submitted_at)
      values (?, ?, ?, ?, 'mesa', ?, 't', 1, ?, ?, '', '[]', '[]', ?)`),
    hold: sqlite.prepare(
      "insert into holds (id, recording_id, call_id, at, user_id, reason) values (?, ?, ?, ?, 'alba', 'court')",
    ),
    publication:
      sqlite.prepare(`insert into outbox (id, recording_id, call_id, destination, destination_type, state, attempts,
      created_at) values (?, ?, ?, ?, 'local', 'published', 1, ?)`),
    event: sqlite.prepare("insert into events (at, type, call_id, data) values (?, 'recording-published', ?, ?)"),
  };
}
