import { Kysely, PostgresDialect, type PostgresPoolClient } from 'kysely';
import { type ClientBase, Pool } from 'pg';
import { CentralitaError } from '../../core/errors.ts';
import type { Database, Statement } from '../database.ts';
import { migrate } from '../migrate.ts';
import type { Schema } from '../schema.ts';
import { connectionTo, OLDEST_VERSION, unprepared } from './connection.ts';
import { postgresError } from './error.ts';
import { postgresTerms } from './terms.ts';
import { postgresTypes } from './types.ts';
import { openWriter, type Patience, type Writer } from './writer.ts';

/** Connections that read. A search waits for one of them, and never for the one that writes. */
const READERS = 4;
/** A question that takes longer is given up by the server. */
const READ_LIMIT = '60s';
/** What may take minutes: emptying a table of millions. */
const PATIENT_MS = 3_600_000;

export type PostgresOptions = Patience & {
  /** `postgres://user:password@host:port/database` */
  readonly url: string;
  /** Folder of the snapshots: PostgreSQL has none. */
  readonly snapshots: string;
  /** The connection that writes is gone, and this database with it: open another one, in another process best. */
  readonly lost: (error: Error) => void;
};

/**
 * Opens a PostgreSQL database and brings its tables up to date. One session writes and holds the lock of the database; others
 * read. Everything is as it is on SQLite, in the order in which it is asked for.
 * @throws CentralitaError `database-unreachable`, `-refused`, `-missing`, `-taken`, `-newer`, `-unusable`, `disk-full`.
 */
export async function openPostgres({ url, snapshots, lost, ...patience }: PostgresOptions): Promise<Database> {
  const said = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw postgresError(error, url);
    }
  };
  const writer = await said(() => openWriter(url, lost, patience));
  try {
    await said(() => prepared(writer));
  } catch (error) {
    await writer.close();
    throw error;
  }
  const readers = readersOf(url);
  const read = <T>(statement: Statement) => said(async () => (await readers.query(unprepared(statement))).rows as T[]);
  let open = true;
  return {
    beside: { place: { postgres: url }, snapshots },
    query: new Kysely<Schema>({ dialect: new PostgresDialect({ pool: split(writer, readers, said) }) }),
    write: (statements, how) => said(() => writer.write(statements, how?.patient ? PATIENT_MS : undefined)),
    apart: (work) => said(() => writer.apart(work)),
    read,
    terms: postgresTerms,
    close: async () => {
      if (!open) return;
      open = false;
      await readers.end();
      await writer.close();
    },
  };
}

/** @throws CentralitaError `database-unusable`, `database-newer`. */
async function prepared({ client }: Writer): Promise<void> {
  const { rows } = await client.query<{ version: number; encoding: string }>(
    `select current_setting('server_version_num')::integer as version, current_setting('server_encoding') as encoding`,
  );
  const [{ version, encoding } = { version: 0, encoding: '' }] = rows;
  if (version < OLDEST_VERSION)
    throw new CentralitaError(
      'database-unusable',
      `PostgreSQL there is of version ${Math.floor(version / 10_000)}: ${OLDEST_VERSION / 10_000} or newer is needed.`,
    );
  if (encoding !== 'UTF8')
    throw new CentralitaError(
      'database-unusable',
      `The PostgreSQL database is encoded as ${encoding}: make one with \`createdb --encoding=UTF8 --template=template0\`.`,
    );
  // A migration is a transaction of Kysely's: nobody else uses the session yet.
  const only = { query: client.query.bind(client), release: () => undefined } as unknown as PostgresPoolClient;
  const pool = { connect: async () => only, end: async () => undefined };
  await migrate(new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) }), postgresTypes);
}

function readersOf(url: string): Pool {
  const readers = new Pool({
    ...connectionTo(url),
    max: READERS,
    onConnect: async (client: ClientBase) => {
      await client.query(`set default_transaction_read_only = on; set statement_timeout = '${READ_LIMIT}'`);
    },
  });
  // One that is not in use was cut off: the next question makes another.
  readers.on('error', () => undefined);
  return readers;
}

/** Kysely's statements: what writes goes to the one that writes, in its turn; what reads, to those that read. */
function split(
  writer: Writer,
  readers: Pool,
  said: <T>(work: () => Promise<T>) => Promise<T>,
): { connect: () => Promise<PostgresPoolClient>; end: () => Promise<void> } {
  const client = {
    query: (sql: string, parameters: readonly unknown[]) =>
      said(async () =>
        /^\s*select\b/i.test(sql) ? readers.query(unprepared({ sql, parameters })) : writer.run({ sql, parameters }),
      ),
    release: () => undefined,
  } as unknown as PostgresPoolClient;
  return { connect: async () => client, end: async () => undefined };
}
