import { QueryCache, QueryClient, queryOptions } from '@tanstack/react-query';
import type { FloorView, PhoneAccount, Session, SiteView, StrategyView } from '../../../services/http/protocol.ts';
import { ApiError, request } from './client.ts';

/** Null when nobody is signed in. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: () =>
    request<Session>('/api/session').catch((error: unknown) => {
      if (error instanceof ApiError && error.status === 401) return null;
      throw error;
    }),
  staleTime: 60_000,
});

export const siteQuery = queryOptions({
  queryKey: ['site'],
  queryFn: () => request<SiteView>('/api/site'),
  staleTime: 300_000,
});

/** While somebody chooses where to send a call, who is free changes. */
export const floorQuery = queryOptions({
  queryKey: ['floor'],
  queryFn: () => request<FloorView>('/api/floor'),
  refetchInterval: 2_000,
  staleTime: 0,
});

export const strategiesQuery = queryOptions({
  queryKey: ['strategies'],
  queryFn: () => request<readonly StrategyView[]>('/api/strategies'),
  staleTime: Number.POSITIVE_INFINITY,
});

export const phoneQuery = queryOptions({
  queryKey: ['phone'],
  queryFn: () => request<PhoneAccount>('/api/phone'),
  staleTime: Number.POSITIVE_INFINITY,
});

export const demoPhoneQuery = queryOptions({
  queryKey: ['demo-phone'],
  queryFn: () => request<PhoneAccount>('/api/demo/phone'),
  staleTime: Number.POSITIVE_INFINITY,
});

/** A server that is away is asked again; one that refused is not. */
function worthRetrying(failures: number, error: Error): boolean {
  const away = error instanceof ApiError && (error.status === 0 || error.status >= 500);
  return away && failures < 20;
}

export function makeQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (error instanceof ApiError && error.status === 401) client.setQueryData(sessionQuery.queryKey, null);
      },
    }),
    defaultOptions: {
      queries: { retry: worthRetrying, retryDelay: (attempt) => Math.min(500 * 2 ** attempt, 4000) },
      mutations: { retry: false },
    },
  });
  return client;
}
