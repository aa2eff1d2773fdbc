import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CentralitaError } from '../core/errors.ts';
import type { Site } from '../core/site.ts';
import type {
  Annotations,
  BulkStore,
  CallsRead,
  Cursors,
  CustodyStore,
  Journal,
  KeysStore,
  Ledger,
  Outbox,
  PassedCalls,
  QualityStore,
  RecordingsStore,
  SavedSearches,
  TokensStore,
  UsersStore,
  WebhooksStore,
} from '../ports.ts';
import { annotationsOf } from './annotations.ts';
import { bulkOf } from './bulk.ts';
import { indexAll, keepIndexed } from './call-index.ts';
import { callsOf } from './calls.ts';
import { cursorsOf } from './cursors.ts';
import { custodyOf } from './custody.ts';
import { type Database, openSqlite } from './database.ts';
import { openJournal } from './journal.ts';
import { passedCallsOf } from './journeys.ts';
import { openKeys } from './keys.ts';
import { ledgerOf } from './ledger.ts';
import { moveKeys } from './move-keys.ts';
import { outboxOf } from './outbox.ts';
import { projections } from './projections/index.ts';
import type { Building } from './projections/projection.ts';
import { qualityOf } from './quality/index.ts';
import { rebuild, rebuildOutdated } from './rebuild.ts';
import { recordingsOf } from './recordings.ts';
import { savedSearchesOf } from './saved-searches.ts';
import { snapshotFolder } from './snapshot-files.ts';
import type { PromptText } from './timeline.ts';
import { tokensOf } from './tokens.ts';
import { usersOf } from './users.ts';
import { webhooksOf } from './webhooks.ts';

export type StoreOptions = {
  /** The SQLite file; its folder is made with mode 0700 when it is missing. */
  readonly file: string;
  /** The address of a PostgreSQL database that is used instead; keys and snapshots lie beside the file all the same. */
  readonly postgres?: string | undefined;
  /** With PostgreSQL, the connection that writes was lost: nothing can be kept any more. */
  readonly lost?: (error: Error) => void;
  /** The SQLite file of the wrapped keys; default: `keys/keys.db` beside the other. */
  readonly keysFile?: string;
  readonly site: () => Site;
  readonly promptText: PromptText;
  /** A number that changes with the shape of the world: older snapshots are then not read. */
  readonly worldFormat?: number;
};

/** All that is kept, behind the types of `ports.ts`. */
export type Store = {
  readonly journal: Journal;
  readonly cursors: Cursors;
  readonly users: UsersStore;
  readonly ledger: Ledger;
  readonly passedCalls: PassedCalls;
  readonly recordings: RecordingsStore;
  readonly keys: KeysStore;
  readonly custody: CustodyStore;
  readonly outbox: Outbox;
  readonly calls: CallsRead;
  readonly savedSearches: SavedSearches;
  readonly quality: QualityStore;
  readonly tokens: TokensStore;
  readonly annotations: Annotations;
  readonly webhooks: WebhooksStore;
  readonly bulk: BulkStore;
  /** Projections that were rebuilt while opening, by name. */
  readonly rebuilt: readonly string[];
  /** Empties and refills every projection from the journal; nothing may be appended meanwhile. */
  readonly rebuildAll: () => Promise<void>;
  /** Brings the index of the search up to date from time to time, until the function it returns is called. */
  readonly keepIndexed: (failed: (error: unknown) => void) => () => void;
  /** Brings it up to date at once. */
  readonly indexNow: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/**
 * Opens the store, brings its tables up to date and rebuilds projections of another version.
 * @throws CentralitaError `database-newer`, `database-unusable`, `database-busy`, `disk-full`; with PostgreSQL, as
 * `openPostgres` says.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { file } = options;
  const keys = openKeys(options.keysFile ?? (file === ':memory:' ? file : join(dirname(file), 'keys', 'keys.db')));
  let database: Database | null = null;
  try {
    if (options.postgres === undefined) await moveKeys(file, keys);
    database = await openDatabase(options);
    return await storeOn(database, keys, options);
  } catch (error) {
    keys.close();
    await database?.close();
    throw error;
  }
}

async function openDatabase({ file, postgres, lost = () => undefined }: StoreOptions): Promise<Database> {
  if (postgres === undefined) return openSqlite(file);
  // Loaded where it is used: the embedded database is up the sooner.
  const { openPostgres } = await import('./postgres/database.ts');
  const database = await openPostgres({ url: postgres, snapshots: snapshotFolder(file), lost });
  if (existsSync(file) && (await isNew(database))) {
    await database.close();
    throw new CentralitaError(
      'database-other',
      `The data folder has its calls in ${file}, and the PostgreSQL database has none: nothing is taken over from one to the other. Take \`database\` out of the settings, or move that file and \`recordings/\` away and begin anew.`,
    );
  }
  return database;
}

async function isNew({ query }: Database): Promise<boolean> {
  return (await query.selectFrom('events').select('seq').limit(1).executeTakeFirst()) === undefined;
}

async function storeOn(database: Database, keys: ReturnType<typeof openKeys>, options: StoreOptions): Promise<Store> {
  const { site, promptText, worldFormat = 1 } = options;
  const building: Building = {
    timeZone: (serviceId) => site().services.find((one) => one.id === serviceId)?.hours.timeZone ?? 'UTC',
  };
  const journal = await openJournal({ database, projections, building, worldFormat });
  const rebuilt = await rebuildOutdated(database, journal, projections, building);
  await indexAll(database);
  const outbox = outboxOf(database);
  return {
    journal,
    cursors: cursorsOf(database),
    users: usersOf(database),
    ledger: ledgerOf(database),
    passedCalls: passedCallsOf(database),
    keys,
    custody: custodyOf(database),
    recordings: recordingsOf(database, keys),
    outbox,
    calls: callsOf({ database, outbox, site, promptText }),
    savedSearches: savedSearchesOf(database),
    quality: qualityOf(database),
    tokens: tokensOf(database),
    annotations: annotationsOf(database),
    webhooks: webhooksOf(database),
    bulk: bulkOf(database),
    rebuilt,
    rebuildAll: async () => {
      for (const one of projections) await rebuild(database, journal, one, building);
      await indexAll(database);
    },
    keepIndexed: (failed) => keepIndexed(database, failed),
    indexNow: () => indexAll(database),
    close: async () => {
      await journal.close();
      keys.close();
      await database.close();
    },
  };
}
