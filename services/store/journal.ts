import { CentralitaError } from '../core/errors.ts';
import type { Event, Recorded } from '../core/event.ts';
import type { Journal } from '../ports.ts';
import type { Database, Statement } from './database.ts';
import type { Building, Projection } from './projections/projection.ts';
import { snapshots } from './snapshots.ts';

export type JournalOptions = {
  readonly database: Database;
  readonly projections: readonly Projection[];
  readonly building: Building;
  /** Format of the snapshots; see `snapshots`. */
  readonly worldFormat: number;
};

/** The journal on a database: events and the rows of all projections in one transaction, `seq` without gaps. */
export async function openJournal(options: JournalOptions): Promise<Journal & { readonly close: () => Promise<void> }> {
  const { database, projections, building, worldFormat } = options;
  const { query } = database;
  let last = await lastSeq(database);
  // Compiled once: this is the statement that every event of the centre passes through.
  const insert = query
    .insertInto('events')
    .values({ seq: 0, at: 0, type: '', call_id: null, agent_id: null, data: '' })
    .compile().sql;

  const statementsOf = (recorded: Recorded): Statement[] => {
    const { seq, at, event } = recorded;
    const callId = 'callId' in event ? event.callId : null;
    const agentId = 'agentId' in event ? event.agentId : null;
    const row = { sql: insert, parameters: [seq, at, event.type, callId, agentId, JSON.stringify(event)] };
    const rows = projections.flatMap((one) => one.write(recorded, building));
    return [row, ...rows];
  };

  const append = async (events: Parameters<Journal['append']>[0]): Promise<readonly Recorded[]> => {
    if (events.length === 0) return [];
    const recorded = events.map(({ at, event }, index) => ({ seq: last + 1 + index, at, event }));
    try {
      await database.write(recorded.flatMap(statementsOf));
    } catch (error) {
      throw journalError(error);
    }
    last += recorded.length;
    return recorded;
  };
  // One after the other: the numbers of an append that fails are those of the next.
  let previous: Promise<unknown> = Promise.resolve();

  return {
    append: (events) => {
      const appended = previous.then(() => append(events));
      previous = appended.catch(() => undefined);
      return appended;
    },
    read: async (after, limit) => {
      const rows = await query
        .selectFrom('events')
        .select(['seq', 'at', 'data'])
        .where('seq', '>', after)
        .orderBy('seq')
        .limit(limit)
        .execute();
      return rows.map((row) => ({ seq: row.seq, at: row.at, event: JSON.parse(row.data) as Event }));
    },
    lastSeq: async () => last,
    ...snapshots(database, worldFormat),
  };
}

async function lastSeq({ query }: Database): Promise<number> {
  const row = await query
    .selectFrom('events')
    .select((one) => one.fn.max('seq').as('seq'))
    .executeTakeFirst();
  return Number(row?.seq ?? 0);
}

/** A number already taken means that somebody else writes the same journal. */
function journalError(error: unknown): unknown {
  if (!(error instanceof Error && /events\.seq|events_pkey/.test(error.message))) return error;
  return new CentralitaError(
    'journal-taken',
    'Another controller writes this journal: stop one of the two, they must not share a data folder.',
    { cause: error },
  );
}
