import type { SaidPrompt } from '../../../../services/core/wording.ts';
import type { TimelineEntry } from '../../../../services/http/protocol.ts';

/** What was said when consent was asked for or given; nothing in calls of before this was written down. */
export function saidIn(data: TimelineEntry['data']): readonly SaidPrompt[] {
  return Array.isArray(data.said) ? (data.said as readonly SaidPrompt[]) : [];
}

/** Each text that was said for consent in a call, once, in its order. */
export function consentWordings(timeline: readonly TimelineEntry[]): readonly SaidPrompt[] {
  const found = new Map<string, SaidPrompt>();
  for (const { data } of timeline)
    for (const one of saidIn(data)) found.set(`${one.language}/${one.key}/${one.text}/${one.sound ?? ''}`, one);
  return [...found.values()];
}
