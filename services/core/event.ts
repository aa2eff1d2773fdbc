import type { CallFacts } from './facts/call-facts.ts';
import type { CallbackFacts } from './facts/callback-facts.ts';
import type { ConversationFacts } from './facts/conversation-facts.ts';
import type { AgentFacts, FlowsFacts, LinkFacts, SiteFacts } from './facts/house-facts.ts';
import type { QualityFacts } from './facts/quality-facts.ts';
import type { QueueFacts } from './facts/queue-facts.ts';
import type { RecordingFacts } from './facts/recording-facts.ts';

export type { CallResult, ConsentSource, FlowState, Side } from './facts/call-facts.ts';
export type { PartyEnd, Target } from './facts/conversation-facts.ts';
export type { FlowChange, SiteChange, SiteSection } from './facts/house-facts.ts';
export type { QueueEnd, Why } from './facts/queue-facts.ts';

type Facts = CallFacts &
  RecordingFacts &
  QualityFacts &
  QueueFacts &
  ConversationFacts &
  CallbackFacts &
  AgentFacts &
  SiteFacts &
  FlowsFacts &
  LinkFacts;

/** A fact we committed: past tense, immutable. The journal is the sequence of these. */
export type Event = { [T in keyof Facts]: { readonly type: T } & Readonly<Facts[T]> }[keyof Facts];
export type EventType = keyof Facts;
export type EventOf<T extends EventType> = { readonly type: T } & Readonly<Facts[T]>;

/** An event in its place in the journal. `seq` grows by one; `at` is ms since the epoch. */
export type Recorded<E extends Event = Event> = { readonly seq: number; readonly at: number; readonly event: E };
