import { type Indexed, termsOf } from './call-terms.ts';
import type { Database, Read, Statement } from './database.ts';
import type { CallStepsTable } from './schema.ts';

/**
 * Brings the index up to date with at most `limit` calls that ended or were changed since; those that are open are few, and
 * searched without it. A call that changes again is indexed again.
 * @returns how many calls it took.
 */
export function indexCalls(database: Pick<Database, 'apart'>, limit: number): number {
  let taken = 0;
  database.apart((read) => {
    const calls = read<Row>({ sql: waiting, parameters: [limit] });
    taken = calls.length;
    return calls.flatMap((call) => indexed(call, read));
  });
  return taken;
}

/** Calls of one transaction while nobody waits. */
const BATCH = 1_000;

/** Indexes all there is to index: before the store is used. */
export function indexAll(database: Pick<Database, 'apart'>): void {
  while (indexCalls(database, BATCH) === BATCH);
}

type Row = Omit<Indexed, 'agents' | 'steps' | 'labels' | 'notes' | 'evaluations' | 'legalHold' | 'destinations'> & {
  readonly n: number;
  readonly id: string;
};

const waiting = `select calls.*, recordings.state as recording_state from calls
  left join recordings on recordings.id = calls.recording_id
  where calls.indexed = 0 and calls.ended_at is not null order by calls.n limit ?`;

function indexed(call: Row, read: Read): readonly Statement[] {
  const { n, id } = call;
  const agents = read<{ agent_id: string }>({
    sql: 'select agent_id from call_agents where call_id = ?',
    parameters: [id],
  });
  const steps = read<CallStepsTable>({ sql: 'select * from call_steps where n = ?', parameters: [n] });
  const terms = termsOf({
    ...call,
    agents: agents.map((one) => one.agent_id),
    steps,
    ...ofRecording(call.recording_id, id, read),
  });
  return [
    { sql: 'delete from call_terms where rowid = ?', parameters: [n] },
    { sql: 'insert into call_terms (rowid, terms) values (?, ?)', parameters: [n, terms] },
    { sql: 'update calls set indexed = 1 where n = ?', parameters: [n] },
  ];
}

function ofRecording(
  recordingId: string | null,
  callId: string,
  read: Read,
): Pick<Indexed, 'labels' | 'notes' | 'evaluations' | 'legalHold' | 'destinations'> {
  if (recordingId === null) return { labels: [], notes: [], evaluations: [], legalHold: false, destinations: [] };
  const rows = <T>(sql: string) => read<T>({ sql, parameters: [recordingId] });
  return {
    labels: rows<Indexed['labels'][number]>('select kind, value from recording_labels where recording_id = ?'),
    notes: rows<{ text: string }>('select text from recording_notes where recording_id = ?').map(({ text }) => text),
    evaluations: rows<Indexed['evaluations'][number]>(
      "select evaluator_id as evaluator, score from evaluations where recording_id = ? and superseded_by is null and coalesce(calibration_id, '') = ''",
    ),
    legalHold: rows('select 1 from holds where recording_id = ? and released_at is null limit 1').length > 0,
    // The journal, which has it in the transaction that has the call indexed again; the outbox follows.
    destinations: read<{ destination: string }>({
      sql: "select data ->> '$.destination' as destination from events where call_id = ? and type = 'recording-published'",
      parameters: [callId],
    }).map(({ destination }) => destination),
  };
}

/** Calls indexed in one turn: some ms, in which callers wait. */
const AT_A_TIME = 16;
const LOOK_EVERY_MS = 1_000;

/** Keeps the index up to date while the controller runs. Stops with the function it returns. */
export function keepIndexed(database: Pick<Database, 'apart'>, failed: (error: unknown) => void): () => void {
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;
  const look = () => {
    let taken = 0;
    try {
      taken = indexCalls(database, AT_A_TIME);
    } catch (error) {
      failed(error);
    }
    if (!stopped) timer = setTimeout(look, taken === AT_A_TIME ? 20 : LOOK_EVERY_MS).unref();
  };
  timer = setTimeout(look, LOOK_EVERY_MS).unref();
  return () => {
    stopped = true;
    if (timer !== null) clearTimeout(timer);
  };
}
