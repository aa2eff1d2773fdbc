import { writeFileSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';

/** Niceness of threads, and of the programs that they start, for whose work nobody waits. */
export const BACKGROUND_NICENESS = 5;

/**
 * Called first in a thread: it has a name of its own in `top -H`, and in the background it and every program that it starts
 * leave the processor to whoever decides about calls. Linux keeps both for each thread by itself.
 */
export function beThread(name: string, background: boolean): void {
  if (background && getPriority() < BACKGROUND_NICENESS) setPriority(BACKGROUND_NICENESS);
  try {
    writeFileSync('/proc/thread-self/comm', name.slice(0, 15));
  } catch {
    // A name is a convenience: where /proc is closed, the thread works without one.
  }
}
