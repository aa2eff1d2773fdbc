import { Client, type QueryResult } from 'pg';
import { CentralitaError } from '../../core/errors.ts';
import type { Apart, Statement } from '../database.ts';
import { connectionTo, type Prepared, preparing } from './connection.ts';

/** How long what may be over soon is waited for, in ms. */
export type Patience = {
  /** Another controller lets go of the lock. */
  readonly waitMs?: number | undefined;
  /** The server answers a commit. */
  readonly answerMs?: number | undefined;
};

/** An earlier controller's session is ended by the server within this, whatever became of its machine; in ms. */
const LOCK_WAIT_MS = 12_000;
const LOCK_EVERY_MS = 200;
/** A commit that is not answered within this never will be, in ms. */
const ANSWER_MS = 30_000;

/** Two numbers: the program's own, and one for the schema, so that a server has room for several centres. */
const lock = `select pg_try_advisory_lock(hashtext('centralita'), hashtext(current_schema())) as taken`;

/**
 * The only session that writes. It holds the lock of the database, so whoever cannot write any more holds no lock, and
 * whoever holds the lock is alone. All that is written goes through it one after the other, as in SQLite.
 */
export type Writer = {
  readonly client: Client;
  /** The statements in one transaction. @throws CentralitaError `database-lost`: nobody knows whether it was committed. */
  readonly write: (statements: readonly Statement[], limitMs?: number) => Promise<void>;
  /** Reads and then writes, in one transaction. */
  readonly apart: (work: Apart) => Promise<void>;
  /** One statement by itself. */
  readonly run: (statement: Statement) => Promise<QueryResult>;
  readonly close: () => Promise<void>;
};

/**
 * Opens the session and takes the lock.
 * @param lost Called once when the session ends by itself: nothing can be written any more.
 * @throws CentralitaError `database-taken` when another controller has it.
 */
export async function openWriter(
  url: string,
  lost: (error: Error) => void,
  { waitMs = LOCK_WAIT_MS, answerMs = ANSWER_MS }: Patience = {},
): Promise<Writer> {
  // What belongs to one transaction is sent in one go, and not a statement after each answer.
  const client = new Client({ ...connectionTo(url), pipeline: true });
  let open = false;
  const gone = (error?: Error) => {
    if (!open) return;
    open = false;
    lost(lostError(error));
  };
  client.on('error', gone);
  client.on('end', () => gone());
  try {
    await client.connect();
    for (const setting of settings) await client.query(setting);
    await takeLock(client, waitMs);
    open = true;
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
  const prepare = preparing();
  let previous: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = previous.then(work).catch((error: unknown) => {
      throw isCut(error) ? lostError(error) : error;
    });
    previous = done.catch(() => undefined);
    return done;
  };
  const transaction = (statements: readonly Statement[], begin = true) =>
    inOneGo(client, [...(begin ? [sent('begin')] : []), ...statements.map(prepare), sent('commit')]);
  return {
    client,
    write: (statements, limitMs = answerMs) => inTurn(() => answered(client, limitMs, () => transaction(statements))),
    apart: ({ first, more, write }) =>
      inTurn(async () => {
        let statements: readonly Statement[];
        try {
          const [, found] = await inOneGo(client, [sent('begin'), prepare(first)]);
          const rows = found?.rows ?? [];
          const others = await inOneGo(client, more(rows).map(prepare));
          statements = write(
            rows,
            others.map((one) => one.rows),
          );
        } catch (error) {
          await client.query('rollback').catch(() => undefined);
          throw error;
        }
        await transaction(statements, false);
      }),
    run: (statement) => inTurn(async () => client.query(prepare(statement))),
    close: async () => {
      open = false;
      await previous;
      await client.end();
    },
  };
}

/** What is acknowledged is on the disk; and a controller whose machine is gone is noticed in about ten seconds. */
const settings = [
  'set synchronous_commit = on',
  'set tcp_keepalives_idle = 4',
  'set tcp_keepalives_interval = 2',
  'set tcp_keepalives_count = 3',
  'set tcp_user_timeout = 10000',
  // Also while a statement of its waits for something.
  'set client_connection_check_interval = 2000',
];

const sent = (text: string): Prepared => ({ text, values: [] });

async function takeLock(client: Client, waitMs: number): Promise<void> {
  const until = Date.now() + waitMs;
  for (;;) {
    const { rows } = await client.query<{ taken: boolean }>(lock);
    if (rows[0]?.taken === true) return;
    if (Date.now() >= until) break;
    await new Promise((resolve) => setTimeout(resolve, LOCK_EVERY_MS));
  }
  throw new CentralitaError(
    'database-taken',
    `Another controller uses the PostgreSQL database ${client.database} on ${client.host}: stop it first, or name another database in the setting \`database\`. Two must not write one journal.`,
  );
}

/**
 * Sends all of them, and then waits for all. A statement that fails has those after it fail too, and the commit undo it all.
 * @throws the first error.
 */
async function inOneGo(client: Client, statements: readonly Prepared[]): Promise<QueryResult[]> {
  const { stream } = client.connection as unknown as { readonly stream: { cork: () => void; uncork: () => void } };
  stream.cork();
  const asked = statements.map((one) =>
    client.query(one.name === undefined && one.values.length === 0 ? one.text : one),
  );
  stream.uncork();
  const settled = await Promise.allSettled(asked);
  const failed = settled.find((one) => one.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
}

/** A connection that says nothing for so long is cut, which ends whoever waits for it. */
async function answered<T>(client: Client, limitMs: number, work: () => Promise<T>): Promise<void> {
  const { stream } = client.connection as unknown as { readonly stream: { destroy: (error: Error) => void } };
  const silent = new Error(`no answer within ${limitMs / 1_000} s`);
  const timer = setTimeout(() => stream.destroy(silent), limitMs);
  try {
    await work();
  } finally {
    clearTimeout(timer);
  }
}

/** The server ends the session, or nobody hears from it any more: what was asked for last was done, or was not. */
function isCut(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return (
    /^(57P0[1-5]|08|ECONNRESET|EPIPE|ETIMEDOUT)/.test(code) || /terminated|not queryable|no answer/.test(error.message)
  );
}

function lostError(cause?: Error): CentralitaError {
  return new CentralitaError(
    'database-lost',
    `The connection to PostgreSQL ended${cause === undefined ? '' : ` (${cause.message})`}: the controller ends and begins again with what was committed.`,
    { cause },
  );
}
