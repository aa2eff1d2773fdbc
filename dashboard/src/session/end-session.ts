import type { QueryClient } from '@tanstack/react-query';
import { sessionQuery } from '../api/queries.ts';

/** Nobody is signed in any more: what this person saw is forgotten before the next one comes. */
export function endSession(queries: QueryClient): void {
  queries.setQueryData(sessionQuery.queryKey, null);
  queries.removeQueries({ predicate: (query) => query.queryKey[0] !== sessionQuery.queryKey[0] });
}
