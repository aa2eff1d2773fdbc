import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { projections } from '../../services/store/projections/index.ts';
import { beside, onServer } from './dialect.ts';
import {
  connected,
  ended,
  entered,
  type Fact,
  key,
  left,
  noon,
  rang,
  step,
  stepLeft,
  temporaryFolder,
  testStore,
} from './support.ts';

const tables = projections.flatMap((one) => one.tables);

async function rowsOf(file: string): Promise<Record<string, readonly unknown[]>> {
  const rows: Record<string, readonly unknown[]> = {};
  for (const table of tables) {
    const all = await beside<object>(file, `select * from ${table}`);
    // What the index of the search knows is not of the journal.
    rows[table] = all.map((row) => JSON.stringify({ ...row, indexed: undefined })).sort();
  }
  return rows;
}

const of = (call: string) => ({ callId: call, recordingId: `r-${call}` });
const by = { kind: 'system' } as const;

/** Any fact about one of three calls, sensible or not: the rows only have to be the same both ways. */
const anyFact = fc
  .tuple(fc.constantFrom('c1', 'c2', 'c3'), fc.constantFrom('ana', 'bruno'), fc.integer({ min: 0, max: 20 }))
  .map(([call, agent, kind]) => (at: number): Fact => {
    const captureId = `p-${call}-${Math.floor(at / 10)}`;
    const facts: readonly Fact[] = [
      entered(call, at),
      entered(call, at, 'general', true),
      left(call, at, 'answered', 5),
      left(call, at, 'abandoned', 9),
      left(call, at, 'answered', 7, { returned: true }),
      connected(call, at, agent),
      { at, event: { type: 'call-held', callId: call, agentId: agent } },
      { at, event: { type: 'call-resumed', callId: call, agentId: agent } },
      { at, event: { type: 'agent-lost', callId: call, agentId: agent, reason: 'x', until: at + 1 } },
      { at, event: { type: 'recording-paused', ...of(call), captureId, by } },
      { at, event: { type: 'recording-stopped', ...of(call), captureId } },
      { at, event: { type: 'recording-failed', ...of(call), captureId, reason: 'x' } },
      { at, event: { type: 'voicemail-began', callId: call, queueId: null } },
      ended(call, at, 'answered'),
      step(call, at, 'menu'),
      step(call, at, 'wait', 'queue'),
      stepLeft(call, at, 'menu', '1'),
      key(call, at, '1'),
      key(call, at, '2', true),
      { at, event: { type: 'ahead-taken', callId: call } },
      { at, event: { type: 'consent-withdrawn', callId: call, source: { kind: 'flow' }, basis: '' } },
    ];
    return facts[kind] ?? ended(call, at, 'menu');
  });

describe('a rebuild of the projections', () => {
  test('gives the rows that were written one by one', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyFact, { maxLength: 40 }), async (makers) => {
        const file = join(temporaryFolder(), 'centralita.db');
        const store = await testStore({ file });
        await store.journal.append(['c1', 'c2', 'c3'].map((call) => rang(call, noon)));
        for (const [index, make] of makers.entries()) {
          const at = noon + index * 7;
          const captures: Fact[] =
            index % 9 === 0 ? [{ at, event: { type: 'recording-started', ...of('c1'), captureId: `p-c1-${at}` } }] : [];
          await store.journal.append([...captures, make(at)]);
        }
        const before = await rowsOf(file);
        await store.rebuildAll();
        expect(await rowsOf(file)).toEqual(before);
        await store.close();
      }),
      // A database of its own for each.
      { numRuns: onServer() ? 4 : 25 },
    );
  }, 120_000);

  test('happens at start for a projection of another version, and only then', async () => {
    const file = join(temporaryFolder(), 'centralita.db');
    const store = await testStore({ file });
    expect(store.rebuilt).toEqual(projections.map((one) => one.name));
    await store.journal.append([rang('c1', noon)]);
    await store.close();
    await beside(file, "update projections set version = 0 where name = 'calls'; delete from calls");
    const again = await testStore({ file });
    expect(again.rebuilt).toEqual(['calls']);
    expect((await again.calls.detail('c1'))?.call.id).toBe('c1');
  });
});
