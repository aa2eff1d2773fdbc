import { writeFileSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';

/** How much nicer than the process threads are, and the programs that they start, for whose work nobody waits. */
export const BACKGROUND_NICENESS = 10;
const NICEST = 19;

/**
 * Called first in a thread: it has a name of its own in `top -H`, and in the background it and every program that it starts
 * leave the processor to whoever decides about calls. Linux keeps both for each thread by itself.
 */
export function beThread(name: string, background: boolean): void {
  if (background) setPriority(Math.min(NICEST, getPriority() + BACKGROUND_NICENESS));
  try {
    writeFileSync('/proc/thread-self/comm', name.slice(0, 15));
  } catch {
    // A name is a convenience: where /proc is closed, the thread works without one.
  }
}
