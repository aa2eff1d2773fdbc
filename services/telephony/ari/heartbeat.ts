/**
 * Finds a peer that is silent: it is probed at every tick, and lost when nothing came in for `allowed` ticks in a row.
 * Ticks are counted, not time: after a pause of our own process one late tick is one tick, not a dead peer.
 */
export function startHeartbeat(options: {
  readonly intervalMs: number;
  readonly allowed: number;
  readonly probe: () => void;
  readonly lost: () => void;
}): { readonly heard: () => void; readonly stop: () => void } {
  let silent = 0;
  const timer = setInterval(() => {
    if (silent >= options.allowed) {
      clearInterval(timer);
      options.lost();
      return;
    }
    silent += 1;
    options.probe();
  }, options.intervalMs);
  return {
    heard: () => {
      silent = 0;
    },
    stop: () => clearInterval(timer),
  };
}
