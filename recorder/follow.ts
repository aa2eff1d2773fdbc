import type { Recorded } from '../services/core/event.ts';
import type { Cursors, Journal, Logger } from '../services/ports.ts';

const BATCH = 500;
const TROUBLE_MS = 1000;
/** News of so long are read together: a place saved after every commit would cost as much as the commit itself. */
const GATHER_MS = 200;

export type Follower = {
  /** Something was committed: look. */
  readonly notify: () => void;
  /** Settles when all that was in the journal at the start was handled. */
  readonly caughtUp: Promise<void>;
  /** Saves the place that may be saved by now. */
  readonly save: () => Promise<void>;
  /** Stops after the event at hand. */
  readonly close: () => Promise<void>;
};

/**
 * Hands every event of the journal to `handle`, in order, from a named cursor on; a crash repeats some of them, so
 * `handle` must bear that. What fails is logged and tried again each second: nothing is skipped.
 * `safe` may keep the cursor behind what was read (`read`), for work that outlives `handle`.
 */
export async function followJournal(options: {
  readonly name: string;
  readonly journal: Pick<Journal, 'read' | 'lastSeq'>;
  readonly cursors: Cursors;
  readonly handle: (recorded: Recorded) => Promise<void>;
  readonly safe?: (read: number) => number;
  readonly logger: Logger;
}): Promise<Follower> {
  const { name, journal, cursors, handle, logger } = options;
  const safe = options.safe ?? ((read: number) => read);
  let saved = await cursors.get(name);
  let read = saved;
  const target = await journal.lastSeq();
  let closed = false;
  let news = true;
  let caught = false;
  let wake: () => void = () => undefined;
  let endRest: () => void = () => undefined;
  let reachTarget: () => void = () => undefined;
  const caughtUp = new Promise<void>((resolve) => {
    reachTarget = resolve;
  });

  const save = async () => {
    const place = safe(read);
    if (place <= saved) return;
    await cursors.set(name, place);
    saved = place;
  };
  const pass = async () => {
    const batch = await journal.read(read, BATCH);
    for (const recorded of batch) {
      if (closed) return;
      await handle(recorded);
      read = recorded.seq;
    }
    await save();
    caught = batch.length < BATCH;
    if (caught && read >= target) reachTarget();
    news ||= !caught;
  };
  /** Ends early when the follower is closed. */
  const rest = (ms: number) =>
    new Promise<void>((resolve) => {
      endRest = resolve;
      setTimeout(resolve, ms).unref();
    });
  const loop = async () => {
    while (!closed) {
      if (!news) await new Promise<void>((resolve) => (wake = resolve));
      if (closed) break;
      news = false;
      try {
        await pass();
        if (caught) await rest(GATHER_MS);
      } catch (error) {
        news = true;
        logger.error({ err: error, cursor: name, seq: read }, 'an event could not be handled; it is tried again');
        await rest(TROUBLE_MS);
      }
    }
  };
  const notify = () => {
    news = true;
    wake();
  };
  const running = loop();
  return {
    notify,
    caughtUp,
    save,
    close: async () => {
      closed = true;
      reachTarget();
      notify();
      endRest();
      await running;
    },
  };
}
