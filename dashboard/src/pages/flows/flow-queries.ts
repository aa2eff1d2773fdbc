import { queryOptions } from '@tanstack/react-query';
import type {
  FlowChecked,
  FlowDifference,
  FlowHistoryRow,
  FlowLive,
  FlowRow,
  FlowSaved,
  FlowStatistics,
  FlowVersion,
} from '../../../../services/http/protocol.ts';
import { request } from '../../api/client.ts';
import type { Value } from '../distribution/fields.ts';

const at = (flow: string, rest = '') => `/api/flows/${encodeURIComponent(flow)}${rest}`;

export const flowsQuery = queryOptions({
  queryKey: ['flows'],
  queryFn: () => request<readonly FlowRow[]>('/api/flows'),
  staleTime: 10_000,
});

export const flowQuery = (flow: string, version: string | null) =>
  queryOptions({
    queryKey: ['flow', flow, version],
    queryFn: () => request<FlowVersion>(at(flow, version === null ? '' : `?version=${version}`)),
    staleTime: version === null ? 10_000 : Number.POSITIVE_INFINITY,
  });

export const historyQuery = (flow: string) =>
  queryOptions({
    queryKey: ['flow-history', flow],
    queryFn: () => request<readonly FlowHistoryRow[]>(at(flow, '/history')),
    staleTime: 10_000,
  });

export const statisticsQuery = (flow: string, from: number, to: number) =>
  queryOptions({
    queryKey: ['flow-statistics', flow, from, to],
    queryFn: () => request<FlowStatistics>(at(flow, `/statistics?from=${from}&to=${to}`)),
    staleTime: 10_000,
    refetchInterval: 30_000,
  });

/** Callers come and go: asked anew every 2 s. */
export const liveQuery = (flow: string) =>
  queryOptions({
    queryKey: ['flow-live', flow],
    queryFn: () => request<FlowLive>(at(flow, '/live')),
    refetchInterval: 2_000,
    staleTime: 0,
  });

export type FlowSchema = { readonly definitions: Readonly<Record<string, Value>> };

export const flowSchemaQuery = queryOptions({
  queryKey: ['flow-schema'],
  queryFn: () => request<FlowSchema>('/api/flows/schema.json'),
  staleTime: Number.POSITIVE_INFINITY,
});

export const checkQuery = (flow: string, text: string) =>
  queryOptions({
    queryKey: ['flow-check', flow, text],
    queryFn: () => request<FlowChecked>('/api/flows/check', { method: 'POST', body: { text, flow } }),
    staleTime: 60_000,
    gcTime: 60_000,
  });

export const differencesQuery = (flow: string, from: string | null, to: { version: string } | { text: string }) =>
  queryOptions({
    queryKey: ['flow-differences', flow, from, to],
    queryFn: () => request<readonly FlowDifference[]>(at(flow, '/differences'), { method: 'POST', body: { from, to } }),
    staleTime: 10_000,
  });

/** @throws ApiError `flow-invalid`, `flow-changed-meanwhile`, `flow-file-changed`, `flow-renamed`. */
export function saveFlow(flow: string, body: { text: string; base: string | null; note: string }): Promise<FlowSaved> {
  return request(at(flow), { method: 'PUT', body });
}

/** @throws ApiError as `saveFlow`. */
export function backTo(flow: string, body: { version: string; base: string | null; note: string }): Promise<FlowSaved> {
  return request(at(flow, '/back'), { method: 'POST', body });
}
