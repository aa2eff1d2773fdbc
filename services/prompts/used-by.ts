import { OUTAGE_PROMPT } from '../../config/asterisk/dialplan-conf.ts';
import type { Flows } from '../core/flow.ts';
import type { Site } from '../core/site.ts';
import type { PromptUse } from '../http/protocol.ts';

/** What queues say of themselves: core/decide/waiting.ts. */
const QUEUES_OWN = ['queue-position', 'queue-wait', 'queue-wait-under-a-minute', 'queue-minutes'];

/** Where each prompt is said, by its key. */
export function usesOf(flows: Flows, site: Site): ReadonlyMap<string, readonly PromptUse[]> {
  const uses = new Map<string, PromptUse[]>();
  const add = (written: string, use: PromptUse) => {
    const [key = ''] = written.split('@');
    const known = uses.get(key) ?? [];
    const isSame = (one: PromptUse) => JSON.stringify(one) === JSON.stringify(use);
    if (!known.some(isSame)) uses.set(key, [...known, use]);
  };
  for (const { flow, step, prompts } of flows.references())
    for (const key of prompts) add(key, { kind: 'step', flow, step });
  for (const { id, comfort } of site.queues)
    for (const key of comfort?.prompts ?? []) add(key, { kind: 'queue', queue: id });
  for (const key of QUEUES_OWN) add(key, { kind: 'queues' });
  add(OUTAGE_PROMPT, { kind: 'outage' });
  return uses;
}
