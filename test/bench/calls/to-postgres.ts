import BetterSqlite3 from 'better-sqlite3';
import { Client } from 'pg';
import { openStore, type StoreOptions } from '../../../services/store/store.ts';

/** In the order in which they may be filled. */
const tables = ['events', 'projections', 'calls', 'call_agents', 'call_steps', 'recordings', 'recording_parts'];
const ROWS = 2_000;

/**
 * Fills an empty PostgreSQL database with the rows of a SQLite file, and has it make its own index.
 * @returns the bytes that it takes there, and the ms of copying and of indexing.
 */
export async function toPostgres(
  options: StoreOptions & { readonly postgres: string },
): Promise<{ readonly bytes: number; readonly ms: { readonly rows: number; readonly index: number } }> {
  const started = performance.now();
  const { file, ...there } = { ...options, file: `${options.file}.none` };
  await (await openStore({ ...there, file })).close();
  const sqlite = new BetterSqlite3(options.file, { readonly: true });
  const client = new Client({ connectionString: options.postgres });
  await client.connect();
  try {
    await client.query('set synchronous_commit = off');
    await client.query('delete from projections');
    for (const table of tables) {
      const insert = `insert into ${table} select * from json_populate_recordset(null::${table}, $1)`;
      let rows: unknown[] = [];
      const flush = async () => {
        await client.query(insert, [JSON.stringify(rows)]);
        rows = [];
      };
      for (const row of sqlite.prepare(`select * from ${table}`).iterate()) {
        rows.push(table === 'calls' ? { ...(row as object), indexed: 0 } : row);
        if (rows.length >= ROWS) await flush();
      }
      if (rows.length > 0) await flush();
    }
    const rows = performance.now() - started;
    await client.query('vacuum analyze');
    const begun = performance.now();
    await (await openStore({ ...there, file })).close();
    const index = performance.now() - begun;
    // As the server does it by itself, some time after.
    await client.query('vacuum analyze');
    const { rows: size } = await client.query('select pg_database_size(current_database())::float8 as bytes');
    return { bytes: Number((size[0] as { bytes: number }).bytes), ms: { rows, index } };
  } finally {
    await client.end();
    sqlite.close();
  }
}
