import type { World } from './core/world.ts';
import type { Logger } from './ports.ts';

/** What calls are timed by. Ms since the epoch. */
export type Clock = {
  /** Never goes back, and advances as time does, whatever is done to the machine's clock. */
  readonly now: () => number;
  /** A time that the machine's clock told, as this clock has it. */
  readonly fromWall: (at: number) => number;
  /** How far the machine's clock is ahead of it; behind: negative. */
  readonly behind: () => number;
  /** Takes over the machine's clock at once. */
  readonly align: () => void;
};

export type ClockOptions = {
  /** The machine's clock, and one that nobody sets: both in ms. */
  readonly wall?: () => number;
  readonly monotonic?: () => number;
  /** It begins no earlier than this: calls that are still open began before. */
  readonly notBefore?: number;
};

/** The share of time by which it runs faster or slower until it agrees with the machine's clock again. */
const SLEW = 0.005;

/**
 * A clock for calls: where the machine's is set, forward or back, pauses, waits and parts of recordings keep their
 * lengths and their order. It goes after the machine's clock slowly, or at once when nobody is on the line (`keepClock`).
 */
export function steadyClock(options: ClockOptions = {}): Clock {
  const { wall = Date.now, monotonic = () => performance.now() } = options;
  let last = monotonic();
  let time = Math.max(wall(), options.notBefore ?? 0);
  const advance = (): number => {
    const now = monotonic();
    const passed = Math.max(0, now - last);
    last = now;
    time += passed;
    const apart = wall() - time;
    // Two clocks that are read one after the other are apart by some of a millisecond.
    if (Math.abs(apart) > 1) time += Math.sign(apart) * Math.min(Math.abs(apart), passed * SLEW);
    return time;
  };
  const behind = () => wall() - advance();
  return {
    now: () => Math.floor(advance()),
    behind,
    fromWall: (at) => Math.floor(at - behind()),
    align: () => {
      last = monotonic();
      time = wall();
    },
  };
}

/** Looks so often, in ms, and takes notice of so much. */
const LOOK_EVERY_MS = 1_000;
const NOTICED_MS = 50;
const TOLD_MS = 1_000;

/** Whether anything is timed that a jump would shorten or lengthen. Call-backs of a later hour are not. */
export function isTiming({ calls, offers, agents }: Pick<World, 'calls' | 'offers' | 'agents'>): boolean {
  if (offers.size > 0) return true;
  for (const { leg, place } of calls.values()) if (leg !== 'none' || place.at !== 'scheduled') return true;
  for (const { wrapUp } of agents.values()) if (wrapUp) return true;
  return false;
}

/** Looks after the clock: it takes over the machine's as soon as nothing is timed, and says so. Gives back its end. */
export function keepClock({
  clock,
  world,
  logger,
  lookEveryMs = LOOK_EVERY_MS,
}: {
  readonly clock: Clock;
  readonly world: () => World;
  readonly logger: Logger;
  readonly lookEveryMs?: number;
}): () => void {
  let told = false;
  const timer = setInterval(() => {
    const behindMs = Math.round(clock.behind());
    if (Math.abs(behindMs) < NOTICED_MS) {
      told = false;
      return;
    }
    if (!isTiming(world())) {
      clock.align();
      logger.warn({ behindMs }, "the machine's clock was set; calls are timed by it again");
      told = false;
    } else if (!told && Math.abs(behindMs) >= TOLD_MS) {
      logger.warn(
        { behindMs },
        "the machine's clock was set; calls in progress go on by the time that they began with",
      );
      told = true;
    }
  }, lookEveryMs);
  timer.unref();
  return () => clearInterval(timer);
}
