import { lazy, Suspense } from 'react';
import type { Session } from '../../../services/http/protocol.ts';
import { useWatching } from './watch-context.tsx';

/** The telephone is loaded, and registers, once the supervisor first listens. */
const WatchBar = lazy(() => import('./watch-bar.tsx').then((m) => ({ default: m.WatchBar })));

/** Where a supervisor sees the conversation that goes on, whatever page is open. */
export function WatchDock({ user }: { readonly user: Session['user'] }) {
  const { open } = useWatching();
  if (!open) return null;
  return (
    <Suspense fallback={null}>
      <WatchBar user={user} />
    </Suspense>
  );
}
