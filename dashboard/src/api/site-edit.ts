import { queryOptions } from '@tanstack/react-query';
import type { SiteSection } from '../../../services/core/event.ts';
import { request } from './client.ts';

/** The site as its file has it, each part as it is edited; `hash` names this state of it. */
export type SiteDocument = { readonly hash: string; readonly site: SiteContents };
type Entry = Readonly<Record<string, unknown>> & { readonly id: string };
export type SiteContents = Readonly<Partial<Record<SiteSection, readonly Entry[]>>> & Readonly<Record<string, unknown>>;

export const siteFileQuery = queryOptions({
  queryKey: ['site-file'],
  queryFn: () => request<SiteDocument>('/api/site/file'),
  staleTime: 0,
});

type Change = { readonly hash: string; readonly reason: string };

/** Adds or replaces an entry. @throws ApiError `site-conflict` when the site has changed since `hash`, `site-invalid` with the places. */
export function putEntry(section: SiteSection, id: string, value: unknown, change: Change): Promise<SiteDocument> {
  return request(`/api/site/${section}/${encodeURIComponent(id)}`, { method: 'PUT', body: { value, ...change } });
}

export function deleteEntry(section: SiteSection, id: string, change: Change): Promise<SiteDocument> {
  return request(`/api/site/${section}/${encodeURIComponent(id)}`, { method: 'DELETE', body: change });
}

export function patchSettings(value: Readonly<Record<string, unknown>>, change: Change): Promise<SiteDocument> {
  return request('/api/site/settings', { method: 'PATCH', body: { value, ...change } });
}

export type Membership = { readonly id: string; readonly order: number | null };

export async function putMembership(
  agentId: string,
  queues: readonly Membership[],
  skills: Readonly<Record<string, number>>,
  reason: string,
): Promise<void> {
  const agent = `/api/agents/${encodeURIComponent(agentId)}`;
  const listed = queues.map(({ id, order }) => (order === null ? { id } : { id, order }));
  await request(`${agent}/queues`, { method: 'PUT', body: { queues: listed, reason } });
  await request(`${agent}/skills`, { method: 'PUT', body: { skills, reason } });
}

/** Takes over what was changed in the file by hand. */
export function reloadSiteFile(): Promise<unknown> {
  return request('/api/site/reload', { method: 'POST', body: { reason: '' } });
}
