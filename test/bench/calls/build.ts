import BetterSqlite3 from 'better-sqlite3';
import { openStore, type Store, type StoreOptions } from '../../../services/store/store.ts';
import { siteOf } from '../../support/site.ts';
import { dice } from '../erlang/dice.ts';
import { type Fact, randomCall, type Scene } from './random-call.ts';

/** Stands in all ids of the calls that are copied; each copy has its own number there. */
const MARK = '@@';
/** A copy is as much later as the first five digits of its times say: 27 h 46 min 40 s. */
const COPY_MS = 100_000_000;
const FIRST_PREFIX = 17_600;
const PLACES_PER_MS = 1_024;

export const scene: Scene = {
  services: ['mesa', 'ventas', 'averias', 'socios'],
  queues: ['incidencias', 'general', 'facturas', 'redes', 'altas', 'vip', 'quejas', 'noche'],
  agents: Array.from({ length: 60 }, (_, index) => `agent${index}`),
};

/** In UTC: the database can read that clock by itself. */
const site = siteOf({
  services: scene.services.map((id, index) => ({
    id,
    name: id,
    client: 'Empresa',
    numbers: [String(1_000 + index)],
    flow: 'help-desk',
    hours: { timeZone: 'UTC', week: {}, holidays: [] },
    holder: 'Empresa',
  })),
});

export const benchSite = () => site;

export type Built = {
  readonly calls: number;
  readonly events: number;
  /** Writing journal and rows; indexing. */
  readonly ms: { readonly rows: number; readonly index: number };
};

/**
 * Fills a file with calls. Some are taken through the journal and its projections; the others are copies of these rows,
 * later by some number of days and with other ids, made by the database itself: the very rows that their events would have
 * given (`test/bench/build.test.ts`). The index is then made as it always is.
 */
export async function buildCalls(
  options: StoreOptions,
  { templates, copies, seed }: { readonly templates: number; readonly copies: number; readonly seed: number },
): Promise<Built> {
  const started = performance.now();
  const store = await openStore(options);
  const events = await tellTemplates(store, templates, seed);
  await store.close();
  const sqlite = new BetterSqlite3(options.file);
  sqlite.pragma('synchronous = OFF');
  sqlite.pragma('cache_size = -500000');
  const statements = copyStatements(sqlite);
  for (let copy = 1; copy <= copies; copy += 1) {
    const values = {
      copy: String(copy).padStart(6, '0'),
      number: copy,
      prefix: String(FIRST_PREFIX + copy),
      events,
      templates,
    };
    sqlite.transaction(() => {
      for (const one of statements) one.run(values);
    })();
  }
  // What is copied is copied from the templates, which are calls like the others when all is done.
  sqlite.transaction(() => {
    for (const sql of renameStatements) sqlite.prepare(sql).run(sql.includes(':events') ? { events } : {});
  })();
  sqlite.pragma('wal_checkpoint(TRUNCATE)');
  sqlite.close();
  const rows = performance.now() - started;
  const again = await openStore(options);
  await again.close();
  const ms = { rows, index: performance.now() - started - rows };
  return { calls: templates * (copies + 1), events: events * (copies + 1), ms };
}

/** Calls one after the other within the span of a copy, each with its own events in order. */
async function tellTemplates({ journal }: Store, templates: number, seed: number): Promise<number> {
  const random = dice(seed);
  const first = FIRST_PREFIX * COPY_MS;
  const every = (COPY_MS - 4_000_000) / templates;
  const facts = Array.from({ length: templates }, (_, index) =>
    randomCall(`${MARK}-${index}`, Math.round(first + index * every + random() * every), scene, random),
  );
  const all: Fact[] = facts.flat().toSorted((one, other) => one.at - other.at);
  for (let at = 0; at < all.length; at += 500) await journal.append(all.slice(at, at + 500));
  return all.length;
}

const later = `:number * ${COPY_MS}`;
const place = `:number * ${COPY_MS * PLACES_PER_MS}`;
const renamed = (column: string) => `replace(${column}, '${MARK}', :copy)`;

/** How a copy differs from its template, column by column; all others are the same. */
const changes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  events: {
    seq: 'seq + :number * :events',
    at: `at + ${later}`,
    call_id: renamed('call_id'),
    data: `replace(${renamed('data')}, ':${FIRST_PREFIX}', ':' || :prefix)`,
  },
  calls: {
    n: `n + ${place}`,
    id: renamed('id'),
    sip_call_id: renamed('sip_call_id'),
    rang_at: `rang_at + ${later}`,
    ended_at: `ended_at + ${later}`,
    answered_at: `answered_at + ${later}`,
    talking_since: `talking_since + ${later}`,
    held_since: `held_since + ${later}`,
    local_date: `date((rang_at + ${later}) / 1000, 'unixepoch')`,
    local_minute: `((rang_at + ${later}) / 60000) % 1440`,
    recording_id: renamed('recording_id'),
    indexed: '0',
  },
  call_agents: { call_id: renamed('call_id') },
  call_steps: {
    n: `n + ${place}`,
    seq: 'seq + :number * :events',
    entered_at: `entered_at + ${later}`,
    answered_at: `answered_at + ${later}`,
    left_at: `left_at + ${later}`,
  },
  recordings: { id: renamed('id'), call_id: renamed('call_id'), started_at: `started_at + ${later}` },
  recording_parts: {
    capture_id: renamed('capture_id'),
    recording_id: renamed('recording_id'),
    started_at: `started_at + ${later}`,
    ended_at: `ended_at + ${later}`,
    seq: 'seq + :number * :events',
  },
};

/** Which rows are the templates'. */
const templatesOf: Readonly<Record<string, string>> = {
  events: 'seq <= :events',
  calls: `n < ${(FIRST_PREFIX + 1) * COPY_MS * PLACES_PER_MS}`,
  call_steps: `n < ${(FIRST_PREFIX + 1) * COPY_MS * PLACES_PER_MS}`,
  call_agents: `instr(call_id, '${MARK}') > 0`,
  recordings: `instr(id, '${MARK}') > 0`,
  recording_parts: `instr(capture_id, '${MARK}') > 0`,
};

function copyStatements(sqlite: BetterSqlite3.Database): readonly BetterSqlite3.Statement[] {
  return Object.entries(changes).map(([table, change]) => {
    const columns = (sqlite.pragma(`table_info(${table})`) as { readonly name: string }[]).map((one) => one.name);
    // The templates of the smaller tables are kept apart, so that a copy does not look through all copies before it.
    sqlite.exec(
      `create temp table of_${table} as select * from ${table} where ${templatesOf[table]?.replace(':events', '9e18')}`,
    );
    return sqlite.prepare(
      `insert into ${table} (${columns.join(', ')}) select ${columns.map((one) => change[one] ?? one).join(', ')} from of_${table}`,
    );
  });
}

const ownMark = (...columns: readonly string[]) =>
  columns.map((column) => `${column} = replace(${column}, '${MARK}', '000000')`).join(', ');
const renameStatements = [
  `update events set ${ownMark('call_id', 'data')} where seq <= :events`,
  `update calls set ${ownMark('id', 'sip_call_id', 'recording_id')} where ${templatesOf.calls}`,
  `update call_agents set ${ownMark('call_id')} where ${templatesOf.call_agents}`,
  `update recordings set ${ownMark('id', 'call_id')} where ${templatesOf.recordings}`,
  `update recording_parts set ${ownMark('capture_id', 'recording_id')} where ${templatesOf.recording_parts}`,
];
