import { sql } from 'kysely';
import { entryHash, type Hashed } from '../../custody/ledger.ts';
import type { Migration } from './migration.ts';

type Access = {
  readonly at: number;
  readonly user_id: string;
  readonly recording_id: string;
  readonly action: string;
  readonly address: string;
};

/** The ledger, which takes in what the access log had. */
export const ledgerMigration: Migration = {
  name: 'ledger',
  up: async (database, types, run) => {
    const schema = database.schema;
    for (const one of types.hash) await run(one);
    await schema
      .createTable('ledger')
      .addColumn('seq', types.sequence, (column) => column.primaryKey())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('recording_id', 'text', (column) => column.notNull())
      .addColumn('action', 'text', (column) => column.notNull())
      .addColumn('actor', 'text', (column) => column.notNull())
      .addColumn('address', 'text', (column) => column.notNull())
      .addColumn('details', 'text', (column) => column.notNull())
      .addColumn('previous', 'text', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull())
      // The event that made the entry; null where a request did. Not in the hash: the details are.
      .addColumn('event_seq', 'bigint', (column) => column.unique())
      .execute();
    await schema.createIndex('ledger_by_recording').on('ledger').columns(['recording_id', 'seq']).execute();
    const { rows } = (await run(
      sql`select at, user_id, recording_id, action, address from access_log order by id`,
    )) as { readonly rows: readonly Access[] };
    let previous = '';
    for (const [index, row] of rows.entries()) {
      const action = row.action === 'listened' ? 'played' : row.action;
      const fields: Hashed = [index + 1, row.at, row.recording_id, action, `person:${row.user_id}`, row.address, '{}'];
      const hash = entryHash(previous, fields);
      await run(
        sql`insert into ledger (seq, at, recording_id, action, actor, address, details, previous, hash)
            values (${sql.join(fields)}, ${previous}, ${hash})`,
      );
      previous = hash;
    }
    await schema.dropTable('access_log').execute();
  },
};
