import { useQuery } from '@tanstack/react-query';
import type { Session } from '../../../services/http/protocol.ts';
import { sessionQuery } from '../api/queries.ts';

/** Who is signed in. `pending` until the server has said so; `session` is null when nobody is. */
export function useSession(): { readonly session: Session | null; readonly pending: boolean; readonly away: boolean } {
  const query = useQuery(sessionQuery);
  return {
    session: query.data ?? null,
    pending: query.data === undefined,
    away: query.data === undefined && query.failureCount > 0,
  };
}
