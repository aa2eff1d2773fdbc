import type { SiteContents } from '../../api/site-contents.ts';

/** The queues that an agent attends with the order of each, null where it is not written. Members are ids, or ids with what is not usual. */
export function ordersOf(site: SiteContents, agentId: string): Readonly<Record<string, number | null>> {
  const found: Record<string, number | null> = {};
  for (const queue of site.queues ?? []) {
    const members = Array.isArray(queue.agents) ? (queue.agents as readonly unknown[]) : [];
    for (const member of members) {
      if (member === agentId) found[queue.id] = null;
      else if (isMember(member) && member.id === agentId) found[queue.id] = member.order ?? null;
    }
  }
  return found;
}

export function skillsOf(
  site: SiteContents,
): readonly { readonly id: string; readonly name: Readonly<Record<string, string>> }[] {
  return (site.skills ?? []).map(({ id, name }) => ({
    id,
    name: typeof name === 'object' && name !== null ? (name as Record<string, string>) : { es: id },
  }));
}

function isMember(value: unknown): value is { readonly id: string; readonly order?: number } {
  return typeof value === 'object' && value !== null && 'id' in value;
}
