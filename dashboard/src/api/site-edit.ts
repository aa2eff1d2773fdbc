import { queryOptions } from '@tanstack/react-query';
import type { SiteSection } from '../../../services/core/event.ts';
import type { SiteHash } from '../../../services/http/protocol.ts';
import { request } from './client.ts';
import type { SiteDocument } from './site-contents.ts';

export const siteFileQuery = queryOptions({
  queryKey: ['site-file'],
  queryFn: () => request<SiteDocument>('/api/site/file'),
  staleTime: 0,
});

type Change = { readonly hash: string; readonly reason: string };

/**
 * Adds or replaces an entry.
 * @throws ApiError `site-changed-meanwhile` when the site is no longer that of `hash`, `site-file-changed` when its file was
 * changed by hand, `site-invalid` with the places.
 */
export function putEntry(section: SiteSection, id: string, value: unknown, change: Change): Promise<SiteHash> {
  return request(`/api/site/${section}/${encodeURIComponent(id)}`, { method: 'PUT', body: { value, ...change } });
}

export function deleteEntry(section: SiteSection, id: string, change: Change): Promise<SiteHash> {
  return request(`/api/site/${section}/${encodeURIComponent(id)}`, { method: 'DELETE', body: change });
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
