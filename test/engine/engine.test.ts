import { describe, expect, it, vi } from 'vitest';
import type { Effect } from '../../services/core/effect.ts';
import { CentralitaError } from '../../services/core/errors.ts';
import type { Recorded } from '../../services/core/event.ts';
import { evolve } from '../../services/core/evolve.ts';
import { emptyWorld, type World } from '../../services/core/world.ts';
import { Engine, type EngineOptions } from '../../services/engine.ts';
import type { Journal } from '../../services/ports.ts';
import { demoSurroundings } from '../support/scene.ts';

/** A journal in memory that keeps the order of what happens to it. */
class MemoryJournal implements Journal {
  readonly events: Recorded[] = [];
  readonly log: string[] = [];
  snapshot: { seq: number; world: World } | null = null;
  fail = false;
  full = false;
  commits = 0;

  readonly append: Journal['append'] = async (events) => {
    await Promise.resolve();
    if (this.fail) throw new Error('disk full');
    if (this.full) throw new CentralitaError('disk-full', 'The disk is full.');
    this.commits += 1;
    const recorded = events.map((one, index) => ({ ...one, seq: this.events.length + index + 1 }));
    this.events.push(...recorded);
    this.log.push('durable');
    return recorded;
  };
  readonly read: Journal['read'] = async (after, limit) => this.events.filter((one) => one.seq > after).slice(0, limit);
  readonly lastSeq = async () => this.events.length;
  readonly loadSnapshot = async () => this.snapshot;
  readonly saveSnapshot: Journal['saveSnapshot'] = async (seq) => {
    const world = emptyWorld();
    for (const event of this.events.slice(0, seq)) evolve(world, event);
    this.snapshot = { seq, world };
  };
}

const surroundings = demoSurroundings();
const person = { userId: 'ana', roles: ['agent'] } as const;
const compared = {
  type: 'asterisk-compared',
  startedAt: 1,
  legs: [],
  bridges: [],
  playbacks: [],
  reachable: [],
} as const;
const ring = (legId: string) =>
  ({ type: 'leg-entered', legId, dialled: '1000', callerNumber: '600', callerName: '', since: Date.now() }) as const;

async function started(journal = new MemoryJournal(), change: Partial<EngineOptions> = {}) {
  const effects: Effect[] = [];
  const engine = await Engine.start({
    journal,
    surroundings: () => surroundings,
    committed: () => journal.log.push('published'),
    runEffects: (asked) => {
      effects.push(...asked);
      if (asked.length > 0) journal.log.push('asked');
    },
    fatal: (error) => journal.log.push(`fatal: ${error}`),
    ...change,
  });
  return { engine, journal, effects };
}

describe('the engine', () => {
  it('asks for effects only when their events are durable and published', async () => {
    const { engine, journal } = await started();
    await engine.tell(compared);
    journal.log.length = 0;
    await engine.tell(ring('c1'));
    expect(journal.log).toEqual(['durable', 'published', 'asked']);
  });

  it('shares one commit among signals that came together, and answers each with its own events', async () => {
    const { engine, journal } = await started();
    await engine.tell(compared);
    const before = journal.commits;
    const answers = await Promise.all(['c1', 'c2', 'c3'].map((legId) => engine.tell(ring(legId))));
    expect(journal.commits - before).toBe(1);
    const legs = answers.map(([first]) => first?.event.type === 'call-rang' && first.event.legId);
    expect(legs).toEqual(['c1', 'c2', 'c3']);
  });

  it('refuses a command to its sender alone', async () => {
    const { engine, journal } = await started();
    const refused = engine.tell({ type: 'command', by: person, command: { name: 'hold' } });
    const rung = engine.tell(ring('c1'));
    await expect(refused).rejects.toThrow('There is no conversation');
    expect((await rung).length).toBeGreaterThan(0);
    expect(journal.log.filter((line) => line.startsWith('fatal'))).toEqual([]);
  });

  it('has the same world after a restart, from the journal and from a snapshot', async () => {
    const { engine, journal } = await started(new MemoryJournal(), { snapshotEvery: 6 });
    await engine.tell(compared);
    await engine.tell({
      type: 'command',
      by: person,
      command: { name: 'set-availability', availability: { kind: 'available' } },
    });
    for (const legId of ['c1', 'c2']) await engine.tell(ring(legId));
    expect(journal.snapshot).not.toBeNull();
    const again = await started(journal);
    expect(again.engine.world).toEqual(engine.world);
    journal.snapshot = null;
    expect((await started(journal)).engine.world).toEqual(engine.world);
    again.engine.resumeTimers();
    expect(
      again.effects
        .filter((effect) => effect.type === 'set-timer')
        .map((effect) => effect.timerId)
        .sort(),
    ).toEqual(['away:ana', ...[...engine.world.calls.keys()].map((id) => `wake:${id}`)].sort());
  });

  it('takes signals while a snapshot is being written, and one at a time', async () => {
    const journal = new MemoryJournal();
    const written: (() => void)[] = [];
    const kept: number[] = [];
    const slow: Journal = {
      ...journal,
      saveSnapshot: (seq) => {
        kept.push(seq);
        return new Promise((resolve) => written.push(resolve));
      },
    };
    const { engine } = await started(journal, { journal: slow, snapshotEvery: 1 });
    await engine.tell(compared);
    await engine.tell(ring('c1'));
    expect(kept).toEqual([1]);
    written[0]?.();
    await Promise.resolve();
    await engine.tell(ring('c2'));
    expect(kept).toEqual([1, engine.world.seq]);
    const stopped = engine.stop();
    written[1]?.();
    await stopped;
    expect(kept).toHaveLength(2);
  });

  it('ends rather than go on apart from its journal', async () => {
    const { engine, journal, effects } = await started();
    journal.fail = true;
    await expect(engine.tell(ring('c1'))).rejects.toThrow('disk full');
    expect(journal.log).toEqual(['fatal: Error: disk full']);
    expect(effects).toEqual([]);
    await expect(engine.tell(ring('c2'))).rejects.toThrow('stopping');
  });

  it('stands still on a full disk: asks for nothing, refuses commands, and goes on in order with room', async () => {
    const still: boolean[] = [];
    const { engine, journal, effects } = await started(new MemoryJournal(), { standsStill: (one) => still.push(one) });
    await engine.tell(compared);
    journal.full = true;
    const first = engine.tell(ring('c1'));
    await vi.waitUntil(() => still.length === 1);
    const second = engine.tell(ring('c2'));
    const command = { type: 'command', by: person, command: { name: 'hold' } } as const;
    await expect(engine.tell(command)).rejects.toMatchObject({ code: 'disk-full' });
    expect(effects).toEqual([]);
    expect(journal.events.map(({ event }) => event.type)).not.toContain('call-rang');
    journal.full = false;
    const answers = await Promise.all([first, second]);
    expect(answers.map(([one]) => one?.event.type)).toEqual(['call-rang', 'call-rang']);
    expect(effects.length).toBeGreaterThan(0);
    expect(still).toEqual([true, false]);
    await expect(engine.tell(command)).rejects.toThrow('There is no conversation');
    expect((await started(journal)).engine.world).toEqual(engine.world);
  });

  it('ends while it stands still, and leaves no trace of what is not durable', async () => {
    const journal = new MemoryJournal();
    const { engine } = await started(journal);
    await engine.tell(compared);
    journal.full = true;
    const rung = engine.tell(ring('c1'));
    const refused = expect(rung).rejects.toMatchObject({ code: 'disk-full' });
    await vi.waitUntil(() => engine.world.calls.size === 1);
    await engine.stop();
    await refused;
    expect(journal.snapshot).toBeNull();
    expect(journal.log.filter((line) => line.startsWith('fatal'))).toEqual([]);
  });

  it('does without a snapshot that has no room, and makes the next', async () => {
    const journal = new MemoryJournal();
    let full = true;
    const tight: Journal = {
      ...journal,
      saveSnapshot: async (seq) => {
        if (full) throw Object.assign(new Error('The disk is full.'), { code: 'disk-full' });
        await journal.saveSnapshot(seq);
      },
    };
    const { engine } = await started(journal, { journal: tight, snapshotEvery: 1 });
    await engine.tell(compared);
    await engine.tell(ring('c1'));
    full = false;
    await engine.tell(ring('c2'));
    await engine.stop();
    expect(journal.snapshot?.seq).toBe(engine.world.seq);
    expect(journal.log.filter((line) => line.startsWith('fatal'))).toEqual([]);
  });
});
