import type { Availability, By } from '../agent.ts';
import type { AgentId, CallId } from '../ids.ts';

/** A part of the site that is edited as one. `null` for `value`: it was removed. */
export type SiteChange = { readonly section: SiteSection; readonly id: string; readonly value: unknown };
export type SiteSection =
  | 'services'
  | 'queues'
  | 'users'
  | 'skills'
  | 'lists'
  | 'calendars'
  | 'holidays'
  | 'tables'
  | 'breakReasons'
  | 'outcomes'
  | 'settings'
  | 'destinations'
  | 'publication';

/** Agents by themselves. */
export type AgentFacts = {
  'availability-changed': { agentId: AgentId; availability: Availability; by: By };
  'availability-queued': { agentId: AgentId; availability: Availability; by: By };
  'agent-reachable': { agentId: AgentId };
  'agent-unreachable': { agentId: AgentId };
  'desk-opened': { agentId: AgentId };
  'desk-closed': { agentId: AgentId };
  /** Longer on a break than its reason allows. */
  'break-overrun': { agentId: AgentId; reason: string };
  /** Missed offers in a row, counted anew. */
  'missed-counted': { agentId: AgentId; missed: number };
};

export type SiteFacts = {
  /** Callers hear a recording from here on, or the spoken text again. */
  'prompt-changed': { language: string; key: string; how: 'recorded' | 'removed'; file: string; by: By };
  /** The site is another from here on. `hash` is that of the site file. */
  'site-changed': { changes: readonly SiteChange[]; by: By; reason: string; hash: string };
};

/** A flow is another from here on, new (`previous` null) or gone (`version` null). */
export type FlowChange = { readonly flow: string; readonly version: string | null; readonly previous: string | null };

export type FlowsFacts = {
  /** New calls begin on these versions; a call in progress finishes on the one on which it began. */
  'flows-changed': { changes: readonly FlowChange[]; by: By; note: string };
};

/** `short`: people should see to it; `full`: what is recorded ends, and nothing begins, until there is room again. */
export type SpoolRoom = 'free' | 'short' | 'full';

export type LinkFacts = {
  /** Room for the sound of calls that are recorded. */
  'spool-changed': { room: SpoolRoom; freeBytes: number };
  'asterisk-lost': Record<never, never>;
  'asterisk-found': { startedAt: number; restarted: boolean };
  'effect-failed': { callId: CallId | null; effect: string; target: string; reason: string };
};
