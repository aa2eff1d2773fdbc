import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallSearch } from '../../services/http/protocol.ts';
import { openStore, type Store, type StoreOptions } from '../../services/store/store.ts';
import { type Benchmark, spreadOf } from './benchmark.ts';
import { benchSite, scene } from './calls/build.ts';
import { dice } from './erlang/dice.ts';
import { numberAfter } from './options.ts';
import { buildRecordings, destinations, EVERY_MS, evaluators, firstRing, tags } from './recordings/build.ts';

const SEARCHES = 600;

/** How long does an auditor wait for a search among a million recordings? */
export const recordings: Benchmark = {
  name: 'recordings',
  what: 'a million recordings (--recordings N) with tags, notes, scores, holds: ms of searches with two to four criteria',
  run: async () => {
    const count = numberAfter('--recordings', 1_000_000);
    const folder = mkdtempSync(join(tmpdir(), 'centralita-recordings-'));
    const options: StoreOptions = { file: join(folder, 'centralita.db'), site: benchSite, promptText: (key) => key };
    try {
      const begun = performance.now();
      await buildRecordings(options, count);
      const buildSeconds = Math.round((performance.now() - begun) / 1_000);
      const store = await openStore(options);
      try {
        const timed = await timeSearches(store, count);
        const bytes = statSync(options.file).size;
        const kinds = [...new Set(timed.map((one) => one.kind))];
        const of = (kind?: string) =>
          timed.filter((one) => kind === undefined || one.kind === kind).map((one) => one.ms);
        const rowOf = (what: string, times: readonly number[]) => {
          const { p50, p95 } = quick(times);
          return { what, n: times.length, 'p50 ms': p50, 'p95 ms': p95, 'max ms': spreadOf(times).max };
        };
        return {
          table: [
            ...kinds.map((kind) => rowOf(kind, of(kind))),
            rowOf('all searches', of()),
            { what: 'built', n: count, 'p50 ms': `${buildSeconds} s`, 'max ms': `${(bytes / 1e9).toFixed(1)} GB` },
          ],
          json: { recordings: count, search_ms: quick(of()), build_s: buildSeconds, file_bytes: bytes },
        };
      } finally {
        await store.close();
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function quick(times: readonly number[]) {
  const sorted = times.toSorted((one, other) => one - other);
  const rank = (share: number) =>
    Math.round((sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN) * 10) / 10;
  return { p50: rank(0.5), p95: rank(0.95) };
}

/** Each search is another one; every fifth that has more pages is also asked for its second. */
async function timeSearches({ calls: read }: Store, count: number) {
  const random = dice(29);
  const timed: { readonly kind: string; readonly ms: number }[] = [];
  const seen = new Set<string>();
  while (timed.length < SEARCHES) {
    const search = randomSearch(random, count);
    const name = JSON.stringify(search);
    if (Object.keys(search).length < 2 || seen.has(name)) continue;
    seen.add(name);
    const from = performance.now();
    const page = await read.search({ ...search, recorded: true, limit: 50 });
    const ms = performance.now() - from;
    const kind = page.rows.length === 0 ? 'none found' : page.next === null ? 'rare (one page)' : 'more pages';
    timed.push({ kind, ms });
    if (page.next === null || timed.length % 5 !== 0) continue;
    const again = performance.now();
    await read.search({ ...search, recorded: true, limit: 50, cursor: page.next });
    timed.push({ kind: 'a second page', ms: performance.now() - again });
  }
  return timed;
}

function randomSearch(random: () => number, count: number): CallSearch {
  const pick = <T>(some: readonly T[]): T => some[Math.floor(random() * some.length)] as T;
  const criteria: readonly (() => CallSearch)[] = [
    () => ({ tag: pick(tags) }),
    () => ({ tag: pick(['queja', 'no-such-tag']) }),
    () => ({ ticket: `inc-${Math.floor(random() * 300_000)}` }),
    () => ({ text: pick(['router', 'averia', 'fact', 'contrasena', 'impresora', 'lent', 'man']) }),
    () => ({ minScore: pick([50, 77, 90, 99.5]) }),
    () => ({ maxScore: pick([42, 60, 75]) }),
    () => ({ minScore: 60, maxScore: 65 }),
    () => ({ evaluator: pick(evaluators) }),
    () => ({ legalHold: pick([true, false]) }),
    () => ({ published: pick([true, false]) }),
    () => ({ destination: pick(destinations) }),
    () => ({ consent: pick(['given', 'withdrawn'] as const) }),
    () => ({ recording: pick(['sealed', 'failed'] as const) }),
    () => ({ agent: pick(scene.agents) }),
    () => ({ queue: pick(scene.queues) }),
    () => ({ service: pick(scene.services) }),
    () => ({ number: String(Math.floor(random() * 10 ** pick([3, 4, 5, 6]))) }),
    () => ({ minTalk: pick([60, 300, 800]) }),
    () => ({ minDuration: pick([60, 400]), maxDuration: 900 }),
    () => ({ held: pick([true, false]) }),
    () => ({ hourFrom: pick(['08:00', '09:30']), hourTo: pick(['10:00', '13:15']) }),
    () => {
      const from = firstRing + Math.floor(random() * count) * EVERY_MS;
      return { from, to: from + pick([3_600_000, 86_400_000, 30 * 86_400_000]) };
    },
  ];
  const search = { ...pick(criteria)(), ...pick(criteria)() };
  return random() < 0.5 ? search : { ...search, ...pick(criteria)(), ...pick(criteria)() };
}
