import type { EventOf } from '../core/event.ts';
import { grouped } from '../core/grouped.ts';
import { type Indexed, termsOf } from './call-terms.ts';
import type { Database, Statement } from './database.ts';
import type { CallStepsTable } from './schema.ts';

/**
 * Brings the index up to date with at most `limit` calls that ended or were changed since; those that are open are few, and
 * searched without it. A call that changes again is indexed again.
 * @returns how many calls it took.
 */
export async function indexCalls({ apart, terms }: Indexing, limit: number): Promise<number> {
  let taken = 0;
  await apart({
    first: { sql: waiting, parameters: [limit] },
    more: (rows) => knowing(rows as readonly Row[]),
    write: (rows, more) => {
      const calls = rows as readonly Row[];
      taken = calls.length;
      if (taken === 0) return [];
      const known = knownOf(more);
      return calls.flatMap((call) => [
        ...terms.put(call.n, termsOf({ ...call, ...known(call) })),
        { sql: 'update calls set indexed = 1 where n = ?', parameters: [call.n] },
      ]);
    },
  });
  return taken;
}

type Indexing = Pick<Database, 'apart' | 'terms'>;

/** Calls of one transaction while nobody waits. */
const BATCH = 1_000;

/** Indexes all there is to index: before the store is used. */
export async function indexAll(database: Indexing): Promise<void> {
  while ((await indexCalls(database, BATCH)) === BATCH);
}

type Known = Omit<Indexed, keyof Row>;
type Row = Omit<Indexed, 'agents' | 'steps' | 'labels' | 'notes' | 'evaluations' | 'legalHold' | 'destinations'> & {
  readonly n: number;
  readonly id: string;
};

const waiting = `select calls.*, recordings.state as recording_state from calls
  left join recordings on recordings.id = calls.recording_id
  where calls.indexed = 0 and calls.ended_at is not null order by calls.n limit ?`;

/** Asks what else is known of all of these calls: in the order of `Rows`. */
function knowing(calls: readonly Row[]): readonly Statement[] {
  if (calls.length === 0) return [];
  const these = `(${calls.map(() => '?').join(', ')})`;
  const of = (key: 'n' | 'id' | 'recording_id', sql: string) => ({
    sql: sql.replace('these', these),
    parameters: calls.map((call) => call[key]),
  });
  return [
    of('id', 'select call_id, agent_id from call_agents where call_id in these'),
    of('n', 'select * from call_steps where n in these'),
    of('recording_id', 'select recording_id, kind, value from recording_labels where recording_id in these'),
    of('recording_id', 'select recording_id, text from recording_notes where recording_id in these'),
    of(
      'recording_id',
      `select recording_id, evaluator_id as evaluator, score from evaluations
        where recording_id in these and superseded_by is null and coalesce(calibration_id, '') = ''`,
    ),
    of('recording_id', 'select recording_id from holds where recording_id in these and released_at is null'),
    // The journal, which has it in the transaction that has the call indexed again; the outbox follows.
    of('id', "select call_id, data from events where call_id in these and type = 'recording-published'"),
  ];
}

type OfCall = { readonly call_id: string };
type OfRecording = { readonly recording_id: string };
type Rows = readonly [
  readonly (OfCall & { readonly agent_id: string })[],
  readonly CallStepsTable[],
  readonly (OfRecording & Indexed['labels'][number])[],
  readonly (OfRecording & { readonly text: string })[],
  readonly (OfRecording & Indexed['evaluations'][number])[],
  readonly OfRecording[],
  readonly (OfCall & { readonly data: string })[],
];

/** What is known of each call beside its row. */
function knownOf(rows: readonly (readonly unknown[])[]): (call: Row) => Known {
  const [agents, steps, labels, notes, evaluations, holds, published] = rows as Rows;
  const byCall = (one: OfCall) => one.call_id;
  const byRecording = (one: OfRecording) => one.recording_id;
  const agentsOf = grouped(agents, byCall);
  const stepsOf = grouped(steps, (one) => one.n);
  const labelsOf = grouped(labels, byRecording);
  const notesOf = grouped(notes, byRecording);
  const evaluationsOf = grouped(evaluations, byRecording);
  const held = new Set(holds.map(byRecording));
  const publishedOf = grouped(published, byCall);
  return ({ n, id, recording_id: recordingId }) => {
    const recording = recordingId ?? '';
    return {
      agents: (agentsOf.get(id) ?? []).map((one) => one.agent_id),
      steps: stepsOf.get(n) ?? [],
      labels: labelsOf.get(recording) ?? [],
      notes: (notesOf.get(recording) ?? []).map((one) => one.text),
      evaluations: evaluationsOf.get(recording) ?? [],
      legalHold: held.has(recording),
      destinations:
        recordingId === null
          ? []
          : (publishedOf.get(id) ?? []).map(({ data }) => (JSON.parse(data) as Published).destination),
    };
  };
}

type Published = EventOf<'recording-published'>;

/** Calls indexed in one turn: some ms, in which callers wait. */
const AT_A_TIME = 16;
const LOOK_EVERY_MS = 1_000;

/** Keeps the index up to date while the controller runs. Stops with the function it returns. */
export function keepIndexed(database: Indexing, failed: (error: unknown) => void): () => void {
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;
  const look = async () => {
    let taken = 0;
    try {
      taken = await indexCalls(database, AT_A_TIME);
    } catch (error) {
      // Whoever stops does not wait for it.
      if (!stopped) failed(error);
    }
    if (!stopped) timer = setTimeout(() => void look(), taken === AT_A_TIME ? 20 : LOOK_EVERY_MS).unref();
  };
  timer = setTimeout(() => void look(), LOOK_EVERY_MS).unref();
  return () => {
    stopped = true;
    if (timer !== null) clearTimeout(timer);
  };
}
