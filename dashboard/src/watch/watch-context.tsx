import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import type { WatchMode } from '../../../services/core/call.ts';

/** What a supervisor asked for and the telephone has not yet brought about. */
export type Wish = { readonly callId: string; readonly act: WatchMode | 'take'; readonly reason: string };

type Watching = {
  /** The telephone is wanted: from the first listening on, as long as the person is signed in. */
  readonly open: boolean;
  readonly wish: Wish | null;
  readonly ask: (wish: Wish) => void;
  /** The wish was granted, refused or given up. */
  readonly settle: () => void;
  /** A conversation of before goes on: the page was loaded anew. */
  readonly restore: () => void;
};

const WatchContext = createContext<Watching>({
  open: false,
  wish: null,
  ask: () => undefined,
  settle: () => undefined,
  restore: () => undefined,
});

export function WatchProvider({ children }: { readonly children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const [wish, setWish] = useState<Wish | null>(null);
  const ask = useCallback((asked: Wish) => {
    setOpen(true);
    setWish(asked);
  }, []);
  const settle = useCallback(() => setWish(null), []);
  const restore = useCallback(() => setOpen(true), []);
  const value = useMemo(() => ({ open, wish, ask, settle, restore }), [open, wish, ask, settle, restore]);
  return <WatchContext value={value}>{children}</WatchContext>;
}

export function useWatching(): Watching {
  return useContext(WatchContext);
}
