import { useCallback, useEffect, useRef, useState } from 'react';

export type PhoneLock = { readonly state: 'waiting' | 'held' | 'elsewhere'; readonly takeOver: () => void };

const waitBeforeTelling = 1200;

/**
 * Two tabs of one agent would both ring and take each other's place at the exchange: only the tab that holds this
 * browser lock has the telephone. A refreshed page gets it at once, because the old page lets go.
 */
export function usePhoneLock(userId: string): PhoneLock {
  const [state, setState] = useState<PhoneLock['state']>('waiting');
  const steal = useRef<() => void>(() => undefined);
  useEffect(() => {
    if (navigator.locks === undefined) {
      setState('held');
      return;
    }
    const name = `centralita-phone-${userId}`;
    let over = false;
    let release: () => void = () => undefined;
    const aborter = new AbortController();
    const hold = () =>
      new Promise<void>((resolve) => {
        if (over) return resolve();
        release = resolve;
        setState('held');
      });
    const wait = () => {
      navigator.locks.request(name, { signal: aborter.signal }, hold).catch(() => !over && stolen());
    };
    const stolen = () => {
      setState('elsewhere');
      wait();
    };
    steal.current = () => {
      navigator.locks.request(name, { steal: true }, hold).catch(() => !over && stolen());
    };
    wait();
    const timer = setTimeout(() => setState((now) => (now === 'waiting' ? 'elsewhere' : now)), waitBeforeTelling);
    return () => {
      over = true;
      clearTimeout(timer);
      aborter.abort();
      release();
      setState('waiting');
    };
  }, [userId]);
  const takeOver = useCallback(() => steal.current(), []);
  return { state, takeOver };
}
