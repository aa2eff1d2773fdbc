import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallSearch } from '../../services/http/protocol.ts';
import { openStore, type Store, type StoreOptions } from '../../services/store/store.ts';
import { type Benchmark, spreadOf } from './benchmark.ts';
import { benchSite, buildCalls, scene } from './calls/build.ts';
import { toPostgres } from './calls/to-postgres.ts';
import { dice } from './erlang/dice.ts';
import { numberAfter, wordAfter } from './options.ts';

const TEMPLATES = 5_000;
const SEARCHES = 600;
const TIMELINES = 400;

/** How long is a search among a million calls, and the story of one of them? */
export const calls: Benchmark = {
  name: 'calls',
  what: 'a million calls (--calls N) in SQLite, and in the empty PostgreSQL database --postgres ADDRESS: ms of searches with three criteria, and of timelines',
  run: async () => {
    const wanted = numberAfter('--calls', 1_000_000);
    const templates = Math.min(TEMPLATES, Math.max(1, Math.floor(wanted / 2)));
    const copies = Math.ceil(wanted / templates) - 1;
    const folder = mkdtempSync(join(tmpdir(), 'centralita-calls-'));
    const options: StoreOptions = { file: join(folder, 'centralita.db'), site: benchSite, promptText: (key) => key };
    try {
      const built = await buildCalls(options, { templates, copies, seed: 7 });
      const here = await measured(options, { templates, copies });
      const bytes = statSync(options.file).size;
      const table = [...here.table, builtRow(built.calls, built.ms, bytes)];
      const json = {
        calls: built.calls,
        ...here.json,
        build_s: seconds(built.ms.rows + built.ms.index),
        file_bytes: bytes,
      };
      const postgres = wordAfter('--postgres');
      if (postgres === undefined) return { table, json };
      // The same calls once more, asked the same.
      const there = { ...options, postgres };
      const copied = await toPostgres(there);
      const same = await measured({ ...there, file: `${options.file}.none` }, { templates, copies });
      const rows = [...same.table, builtRow(built.calls, copied.ms, copied.bytes)];
      return {
        table: [...table, ...rows.map((row) => ({ ...row, what: `PostgreSQL: ${row.what}` }))],
        json: { ...json, postgres: { ...same.json, index_s: seconds(copied.ms.index), bytes: copied.bytes } },
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

type Sizes = { readonly templates: number; readonly copies: number };

async function measured(options: StoreOptions, sizes: Sizes) {
  const store = await openStore(options);
  try {
    const searches = await timeSearches(store, SEARCHES);
    const timelines = await timeTimelines(store, sizes, TIMELINES);
    const statistics = await timeStatistics(store);
    const kinds = [...new Set(searches.map((one) => one.kind))];
    const times = (kind?: string) =>
      searches.filter((one) => kind === undefined || one.kind === kind).map((one) => one.ms);
    return {
      table: [
        ...kinds.map((kind) => rowOf(`search: ${kind}`, times(kind))),
        rowOf('all searches', times()),
        rowOf('timeline', timelines),
        rowOf('statistics of a flow, a week', statistics),
      ],
      json: { search_ms: quick(times()), timeline_ms: quick(timelines), statistics_ms: quick(statistics) },
    };
  } finally {
    await store.close();
  }
}

const builtRow = (n: number, ms: { readonly rows: number; readonly index: number }, bytes: number) => ({
  what: 'built',
  n,
  'p50 ms': `${seconds(ms.rows)} s rows`,
  'p95 ms': `${seconds(ms.index)} s index`,
  'max ms': `${(bytes / 1e9).toFixed(1)} GB`,
});

const seconds = (ms: number): number => Math.round(ms / 1_000);

function quick(times: readonly number[]) {
  const sorted = times.toSorted((one, other) => one - other);
  const rank = (share: number) =>
    Math.round((sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN) * 10) / 10;
  return { p50: rank(0.5), p95: rank(0.95) };
}

const rowOf = (what: string, times: readonly number[]) => {
  const { p50, p95 } = quick(times);
  return { what, n: times.length, 'p50 ms': p50, 'p95 ms': p95, 'max ms': spreadOf(times).max };
};

type Timed = { readonly kind: string; readonly ms: number };

/** Each search is another one; what it finds tells of which kind it was. */
async function timeSearches({ calls: read }: Store, count: number): Promise<readonly Timed[]> {
  const random = dice(23);
  const timed: Timed[] = [];
  const seen = new Set<string>();
  while (timed.length < count) {
    const search = randomSearch(random);
    const deep = timed.length % 5 === 4;
    const name = JSON.stringify(search);
    if (Object.keys(search).length < 3 || seen.has(name)) continue;
    seen.add(name);
    const from = performance.now();
    const page = await read.search({ ...search, limit: 50 });
    const first = performance.now() - from;
    if (!deep || page.next === null) {
      const kind =
        page.rows.length === 0 ? 'none found' : page.next === null ? 'rare (one page)' : 'frequent (more pages)';
      timed.push({ kind, ms: first });
      continue;
    }
    // A page that is far down: twenty further on, of which the last is timed.
    let next: string | null = page.next;
    let ms = 0;
    for (let turn = 0; turn < 20 && next !== null; turn += 1) {
      const begun = performance.now();
      next = (await read.search({ ...search, limit: 200, cursor: next })).next;
      ms = performance.now() - begun;
    }
    timed.push({ kind: 'deep page (of 200)', ms });
  }
  return timed;
}

function randomSearch(random: () => number): CallSearch {
  const pick = <T>(some: readonly T[]): T => some[Math.floor(random() * some.length)] as T;
  const least = (...some: readonly number[]) => pick(some);
  const criteria: readonly (() => CallSearch)[] = [
    () => ({ step: 'menu', key: pick(['0', '1', '2', '3', '#']) }),
    () => ({ key: pick(['0', '2', '3', '12', '#1', '113', '2#3']) }),
    () => ({ step: pick(['language', 'consent', 'menu', 'queue', 'closed']) }),
    () => ({ step: 'menu', exit: pick(['1', '2', '3', '0', 'again']) }),
    () => ({ flow: pick(['help-desk', 'night']), version: pick(['v1', 'v2', 'v3']) }),
    () => ({ leftIn: pick(['language', 'consent', 'menu', 'queue', 'welcome']) }),
    () => ({ minWait: least(5, 12, 60, 75, 180, 240, 400) }),
    () => ({ maxWait: least(1, 4, 30) }),
    () => ({ minDuration: least(20, 100, 400, 900) }),
    () => ({ maxDuration: least(8, 25, 60) }),
    () => ({ minHold: least(5, 40, 80, 200) }),
    () => ({ minTalk: least(30, 300, 650) }),
    () => ({ held: pick([true, false]) }),
    () => ({ transferred: pick([true, false]) }),
    () => ({ missed: least(1, 2) }),
    () => ({ result: pick(['answered', 'abandoned', 'menu', 'voicemail'] as const) }),
    () => ({ consent: pick(['given', 'refused', 'unknown', 'withdrawn'] as const) }),
    () => ({ recording: pick(['sealed', 'failed', 'ended'] as const) }),
    () => ({ endedBy: pick(['caller', 'agent', 'system'] as const) }),
    () => ({ cause: pick([16, 31, 44, 127, 19]) }),
    () => ({ agent: pick(scene.agents) }),
    () => ({ queue: pick(scene.queues) }),
    () => ({ service: pick(scene.services) }),
    () => ({ number: String(Math.floor(random() * 10 ** least(2, 3, 4, 5, 6, 8))) }),
    () => ({ outcome: pick(['solved', 'escalated', 'none']) }),
    () => ({ text: pick(['averia', 'router', 'factura', 'equipo', 'impresora', 'mañ']) }),
    () => ({ hourFrom: pick(['08:00', '09:30', '22:00']), hourTo: pick(['10:00', '13:15', '23:00']) }),
    () => {
      const from = 17_600 * 1e8 + Math.floor(random() * 200) * 1e8;
      return { from, to: from + least(3_600_000, 86_400_000, 30 * 86_400_000) };
    },
  ];
  return { ...pick(criteria)(), ...pick(criteria)(), ...pick(criteria)() };
}

async function timeTimelines(
  { calls: read }: Store,
  { templates, copies }: Sizes,
  count: number,
): Promise<readonly number[]> {
  const random = dice(31);
  const times: number[] = [];
  for (let turn = 0; turn < count; turn += 1) {
    const copy = String(Math.floor(random() * (copies + 1))).padStart(6, '0');
    const callId = `call-${copy}-${Math.floor(random() * templates)}`;
    const from = performance.now();
    const detail = await read.detail(callId);
    times.push(performance.now() - from);
    if (detail === null || detail.timeline.length < 5) throw new Error(`The call ${callId} has no story.`);
  }
  return times;
}

async function timeStatistics({ calls: read }: Store): Promise<readonly number[]> {
  const times: number[] = [];
  for (let week = 0; week < 10; week += 1) {
    const from = 17_600 * 1e8 + week * 7 * 86_400_000;
    const begun = performance.now();
    await read.flowStatistics('help-desk', { from, to: from + 7 * 86_400_000 });
    times.push(performance.now() - begun);
  }
  return times;
}
