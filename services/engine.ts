import { randomFillSync, randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { deadlines } from './core/decide/timers.ts';
import type { Effect } from './core/effect.ts';
import { CentralitaError } from './core/errors.ts';
import type { Event, Recorded } from './core/event.ts';
import { evolve } from './core/evolve.ts';
import type { Draw } from './core/ids.ts';
import type { Signal } from './core/signal.ts';
import { step } from './core/step.ts';
import type { Surroundings } from './core/turn.ts';
import { emptyWorld, type World } from './core/world.ts';
import type { Journal, RunEffects } from './ports.ts';

/** Signals stepped into one commit at most: bounds how long the first of a burst waits for its effects. */
const batchLimit = 200;
const readChunk = 5_000;
const leastSnapshotEvery = 2_500;
/** Between two attempts to write to a full disk, in ms. */
const ROOM_EVERY_MS = 250;

export type EngineOptions = {
  readonly journal: Journal;
  readonly surroundings: () => Surroundings;
  /** Called after each commit, in order; must not throw. */
  readonly committed: (events: readonly Recorded[]) => void;
  readonly runEffects: RunEffects;
  /** The engine can no longer be trusted (the journal refused, a step broke off): the process must end and start anew. */
  readonly fatal: (error: unknown) => void;
  /** The disk is full and the engine stands still (true), or goes on (false). Must not throw. */
  readonly standsStill?: (still: boolean, error?: unknown) => void;
  /** Events between two snapshots of the world; by default more for a world that is larger. */
  readonly snapshotEvery?: number;
  readonly now?: () => number;
};

type Waiting = {
  readonly signal: Signal;
  readonly resolve: (events: readonly Recorded[]) => void;
  readonly reject: (error: unknown) => void;
};

/** One mailbox: step → append → publish → run. Signals are taken in order; those that wait share a commit. */
export class Engine {
  readonly world: World;
  readonly #options: EngineOptions;
  readonly #mailbox: Waiting[] = [];
  #draining: Promise<void> | null = null;
  #snapshotAt: number;
  #snapshotDue: number;
  #saving: Promise<void> | null = null;
  #stopped = false;
  #still = false;

  private constructor(options: EngineOptions, world: World) {
    this.#options = options;
    this.world = world;
    this.#snapshotAt = world.seq;
    this.#snapshotDue = this.#snapshotEvery();
  }

  /** Folds the journal (from the newest snapshot) into a world. */
  static async start(options: EngineOptions): Promise<Engine> {
    const { journal } = options;
    const snapshot = await journal.loadSnapshot();
    const world = snapshot?.world ?? emptyWorld();
    for (let events = await journal.read(world.seq, readChunk); events.length > 0; ) {
      for (const event of events) evolve(world, event);
      events = await journal.read(world.seq, readChunk);
    }
    return new Engine(options, world);
  }

  /** Sets every timer the world waits for: once, when the outside is ready to hear of them. */
  resumeTimers(): void {
    this.#options.runEffects(
      deadlines(this.world, this.#options.surroundings().site).map(({ timerId, at }) => ({
        type: 'set-timer',
        timerId,
        at,
      })),
    );
  }

  /**
   * Takes a signal; resolves with the events it caused once they are durable.
   * @throws CentralitaError when a person's command is refused: `disk-full` while the engine stands still, because who
   * gave it must not be surprised by it later.
   */
  readonly tell = (signal: Signal): Promise<readonly Recorded[]> => {
    if (this.#stopped)
      return Promise.reject(new CentralitaError('stopping', 'The controller is stopping; try again shortly.'));
    if (this.#still && signal.type === 'command')
      return Promise.reject(new CentralitaError('disk-full', 'The disk of the data is full: free some space first.'));
    return new Promise((resolve, reject) => {
      this.#mailbox.push({ signal, resolve, reject });
      this.#draining ??= this.#drain();
    });
  };

  /** Takes no more signals, ends those that wait, keeps a snapshot. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#draining;
    await this.#saving;
    // A world that stood still is ahead of its journal: the next start folds what is durable.
    if (this.#still || this.world.seq <= this.#snapshotAt) return;
    await this.#snapshot().catch(unlessDiskFull);
  }

  async #drain(): Promise<void> {
    // Lets signals of the same tick gather into one commit.
    await Promise.resolve();
    let batch: readonly Waiting[] = [];
    try {
      while (this.#mailbox.length > 0) {
        batch = this.#mailbox.splice(0, batchLimit);
        await this.#commit(batch);
      }
    } catch (error) {
      const isEnding = this.#stopped;
      this.#stopped = true;
      for (const { reject } of [...batch, ...this.#mailbox.splice(0)]) reject(error);
      if (!isEnding) this.#options.fatal(error);
    } finally {
      this.#draining = null;
    }
  }

  async #commit(batch: readonly Waiting[]): Promise<void> {
    const now = (this.#options.now ?? Date.now)();
    const draw: Draw = { now, id: freshId, random: () => randomInt(2 ** 32) / 2 ** 32 };
    const events: { at: number; event: Event }[] = [];
    const effects: Effect[] = [];
    const answers: { waiting: Waiting; from: number; to: number }[] = [];
    for (const waiting of batch) {
      const from = events.length;
      const before = this.world.seq;
      try {
        const result = step(this.world, waiting.signal, draw, this.#options.surroundings());
        events.push(...result.events.map((event) => ({ at: now, event })));
        effects.push(...result.effects);
        answers.push({ waiting, from, to: events.length });
      } catch (error) {
        // A refusal comes before anything has happened; anything else has left a world that no journal knows.
        if (!(error instanceof CentralitaError) || this.world.seq !== before) throw error;
        waiting.reject(error);
      }
    }
    const recorded = events.length > 0 ? await this.#append(events) : [];
    if (recorded.length > 0 && recorded.at(-1)?.seq !== this.world.seq)
      throw new CentralitaError('journal-apart', 'Another process writes this journal; stop it and start again.');
    if (recorded.length > 0) this.#options.committed(recorded);
    this.#options.runEffects(effects);
    for (const { waiting, from, to } of answers) waiting.resolve(recorded.slice(from, to));
    if (!this.#saving && this.world.seq - this.#snapshotAt >= this.#snapshotDue) this.#saving = this.#saveBeside();
  }

  /** On a full disk the engine stands still until there is room: nothing is asked for or told that is not durable. */
  async #append(events: Parameters<Journal['append']>[0]): Promise<readonly Recorded[]> {
    for (;;) {
      try {
        const recorded = await this.#options.journal.append(events);
        if (this.#still) this.#standStill(false);
        return recorded;
      } catch (error) {
        if (this.#stopped || !isDiskFull(error)) throw error;
        if (!this.#still) this.#standStill(true, error);
        await sleep(ROOM_EVERY_MS);
      }
    }
  }

  #standStill(still: boolean, error?: unknown): void {
    this.#still = still;
    this.#options.standsStill?.(still, error);
  }

  /** Nobody waits for it: signals are taken meanwhile. Without room for it, the next one is made in its turn. */
  async #saveBeside(): Promise<void> {
    try {
      await this.#snapshot().catch(unlessDiskFull);
    } catch (error) {
      this.#stopped = true;
      this.#options.fatal(error);
    } finally {
      this.#saving = null;
    }
  }

  async #snapshot(): Promise<void> {
    const { seq } = this.world;
    this.#snapshotAt = seq;
    this.#snapshotDue = this.#snapshotEvery();
    await this.#options.journal.saveSnapshot(seq);
  }

  /** To fold two events takes as long as to write one thing of the world: a restart is not bounded for more than it costs. */
  #snapshotEvery(): number {
    const { calls, agents, legs, lastAgents } = this.world;
    const things = calls.size + agents.size + legs.size + lastAgents.size;
    return this.#options.snapshotEvery ?? Math.max(leastSnapshotEvery, Math.round(things / 2));
  }
}

/** Errors of threads come over without their class. */
const isDiskFull = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'disk-full';

function unlessDiskFull(error: unknown): void {
  if (!isDiskFull(error)) throw error;
}

const RANDOM_BYTES = 7;
/** Drawn for many ids at once: asked for one by one, randomness cost more than the decisions. */
const randomness = Buffer.alloc(RANDOM_BYTES * 512);
let used = randomness.length;

/** Time-ordered enough to read, random enough never to meet again. */
function freshId(kind: string): string {
  if (used === randomness.length) {
    randomFillSync(randomness);
    used = 0;
  }
  const random = randomness.toString('hex', used, used + RANDOM_BYTES);
  used += RANDOM_BYTES;
  return `${kind}-${Date.now().toString(36)}${random}`;
}
