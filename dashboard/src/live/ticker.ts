import { useSyncExternalStore } from 'react';

/** One interval for every ticking time on the page; it runs only while somebody looks. */
const listeners = new Set<() => void>();
let now = Date.now();
let timer: number | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    now = Date.now();
    timer = window.setInterval(tick, 500);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      window.clearInterval(timer);
      timer = undefined;
    }
  };
}

function tick(): void {
  now = Date.now();
  for (const listener of listeners) listener();
}

/** This device's clock, ms since the epoch, renewed twice a second. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}
