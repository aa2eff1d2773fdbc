import type { Effect } from '../core/effect.ts';
import type { Event, Recorded } from '../core/event.ts';
import type { Floor } from '../core/floor.ts';
import type { Signal } from '../core/signal.ts';
import type { Site } from '../core/site.ts';
import type { World } from '../core/world.ts';

/** What adapters ask of a logger: pino fits. */
export type Logger = {
  readonly debug: (details: object, text: string) => void;
  readonly info: (details: object, text: string) => void;
  readonly warn: (details: object, text: string) => void;
  readonly error: (details: object, text: string) => void;
};

/** Hands a signal to the engine; resolves with the events it caused once they are durable. Rejects with a `CentralitaError` when a command is refused. */
export type Tell = (signal: Signal) => Promise<readonly Recorded[]>;

/** Asks the outside for effects, in order for each leg. Never throws: what fails comes back as a signal. */
export type RunEffects = (effects: readonly Effect[]) => void;

/** The journal: the only truth. */
export type Journal = {
  /** Appends in one transaction, projections included; durable when it resolves. */
  readonly append: (events: readonly { readonly at: number; readonly event: Event }[]) => Promise<readonly Recorded[]>;
  /** Events with `seq` > `after`, in order, at most `limit`. */
  readonly read: (after: number, limit: number) => Promise<readonly Recorded[]>;
  readonly lastSeq: () => Promise<number>;
  /** The newest usable snapshot of the world, if any. */
  readonly loadSnapshot: () => Promise<{ readonly seq: number; readonly world: World } | null>;
  /** Keeps the world as it is after this event, which is durable; it is made from the journal, beside the work. One at a time. */
  readonly saveSnapshot: (seq: number) => Promise<void>;
};

/** A background job's place in the journal, by name. */
export type Cursors = {
  readonly get: (name: string) => Promise<number>;
  readonly set: (name: string, seq: number) => Promise<void>;
};

/** What the controller knows of the world and the site at this moment; read only. */
export type Present = {
  readonly world: () => World;
  readonly site: () => Site;
  /** Who waits and who is ready. */
  readonly floor: () => Floor;
  readonly seq: () => number;
};
