/**
 * What the pages and the controller say to each other over Socket.IO; the only file of services/live a page may import.
 *
 * A page sends `watch` with a topic and gets a snapshot; deltas follow, each naming the number of the one before it.
 * A page that finds a gap (`prev` differs from the last `seq` it has) watches again; a delta whose `seq` it already has is
 * nothing new. The numbers are the topic's own, not those of the journal, and begin anew with the controller. `command`
 * answers when the events it caused are committed. A page connects best with `transports: ['websocket']`.
 */
import type { Activity, Availability, By } from '../core/agent.ts';
import type { Consent, WatchMode } from '../core/call.ts';
import type { PartyId, Sides } from '../core/consent.ts';
import type { SpoolRoom } from '../core/facts/house-facts.ts';
import type { Command } from '../core/signal.ts';

export type Topic = 'console' | 'desk';

export type AgentView = {
  readonly id: string;
  readonly name: string;
  readonly availability: Availability;
  /** Ms since the epoch; 0 while the agent was never seen. */
  readonly availabilitySince: number;
  readonly availabilityBy: By & { readonly name?: string };
  readonly pending: { readonly availability: Availability; readonly byName: string } | null;
  /** Null while signed out. */
  readonly activity: Activity | null;
  readonly activitySince: number;
  readonly reachable: boolean;
  readonly callId: string | null;
  readonly queues: readonly string[];
  /** Level (1 to 10) of each skill. */
  readonly skills: Readonly<Record<string, number>>;
  /** The break is longer than its reason allows. */
  readonly overrun: boolean;
  /** The conversation that this supervisor takes part in. */
  readonly watching: string | null;
};

/** Today's figures of a queue, as METRICS: answered within T ÷ (offered − short abandonments) is `serviceLevel` (0 to 1, null without calls). */
export type QueueToday = {
  readonly offered: number;
  readonly answered: number;
  readonly answeredWithin: number;
  readonly abandoned: number;
  readonly shortAbandoned: number;
  readonly voicemail: number;
  readonly overflowed: number;
  readonly moved: number;
  readonly callbacks: number;
  /** Sum of waits of answered calls, in ms. */
  readonly waitMs: number;
  readonly serviceLevel: number | null;
};

export type QueueView = {
  readonly id: string;
  readonly name: Readonly<Record<string, string>>;
  readonly serviceId: string;
  readonly waiting: number;
  /** When the call that waits longest entered (ms since the epoch). */
  readonly longestSince: number | null;
  readonly agentsSignedIn: number;
  readonly agentsIdle: number;
  /** Support level, 0 to 4; `canEscalate`: there is a level above. */
  readonly level: number;
  readonly canEscalate: boolean;
  readonly targetSeconds: number;
  readonly targetShare: number;
  readonly today: QueueToday;
};

/**
 * `outside`: sent to an outside number. Of a call-back: `scheduled` (its time has not come), `calling` (the person is
 * being called). `ended` only on a desk, for the call being wrapped up.
 */
export type CallPhase =
  | 'menu'
  | 'queued'
  | 'offered'
  | 'talking'
  | 'holding'
  | 'kept'
  | 'voicemail'
  | 'outside'
  | 'scheduled'
  | 'calling'
  | 'ended';

/** Somebody else in the conversation, or the outside number to which the call was sent. */
export type ThirdView = {
  readonly kind: 'agent' | 'number';
  /** The agent's id, or the number. */
  readonly id: string;
  /** The agent's name, or the number. */
  readonly name: string;
  readonly state: 'ringing' | 'here';
  readonly mode: 'consult' | 'conference';
  readonly since: number;
};

export type WatcherView = {
  readonly userId: string;
  readonly name: string;
  readonly mode: WatchMode;
  readonly state: 'ringing' | 'here';
};

export type CallView = {
  readonly id: string;
  readonly number: string;
  readonly callerName: string;
  readonly dialled: string;
  readonly serviceId: string;
  readonly serviceName: string;
  readonly language: string;
  readonly rangAt: number;
  readonly phase: CallPhase;
  /** Since when it is in this phase. */
  readonly phaseSince: number;
  /** Menu steps with their exits so far. */
  readonly path: readonly {
    readonly step: string;
    readonly label: Readonly<Record<string, string>>;
    readonly exit: string | null;
    readonly at: number;
  }[];
  readonly queueId: string | null;
  readonly agentId: string | null;
  readonly agentName: string | null;
  readonly consent: Consent;
  readonly recording: 'none' | 'on' | 'paused';
  /** Until when nothing is kept, recorded or not (ms since the epoch); null: no pause. */
  readonly pausedUntil: number | null;
  /** Sides that are silent in what is being recorded, for want of consent. */
  readonly silent: Sides;
  /** Those the caller hears, with what they have said of their voice. */
  readonly others: readonly { readonly party: PartyId; readonly name: string; readonly consent: Consent }[];
  /** `never`: the service records nothing; `on-demand`: only if somebody asks for it; `yes`: as soon as consent is there. */
  readonly toRecord: 'never' | 'on-demand' | 'yes';
  readonly direction: 'inbound' | 'callback';
  /** Of a waiting call; 0 is usual. */
  readonly priority: number;
  readonly third: ThirdView | null;
  /** On a desk: only where the site says that agents are told. */
  readonly watchers: readonly WatcherView[];
  /** Of a call-back: how often it was tried, and when it is tried next (ms since the epoch). */
  readonly callback: { readonly attempts: number; readonly nextAt: number | null } | null;
};

export type Row =
  | { readonly kind: 'agent'; readonly id: string; readonly value: AgentView | null }
  | { readonly kind: 'queue'; readonly id: string; readonly value: QueueView | null }
  | { readonly kind: 'call'; readonly id: string; readonly value: CallView | null };

export type ConsoleState = {
  readonly agents: readonly AgentView[];
  readonly queues: readonly QueueView[];
  readonly calls: readonly CallView[];
  /** Whether the controller has its socket to Asterisk. */
  readonly telephony: boolean;
  /** Room for the sound of what is recorded. */
  readonly spool: SpoolRoom;
  /** Room on the disk of the data; full: nothing can be written down, and so nothing is decided. */
  readonly disk: SpoolRoom;
};

/** What one agent's desk shows. `call` is the call offered to, talked with, kept for or being wrapped up by the agent. */
export type DeskState = {
  readonly agent: AgentView;
  readonly call: CallView | null;
  readonly offer: { readonly offerId: string; readonly until: number } | null;
  /** The conversation is waiting for this page's telephone to come back, until then. */
  readonly keptUntil: number | null;
  readonly wrapUp: { readonly callId: string; readonly until: number; readonly number: string } | null;
  readonly telephony: boolean;
  /** The disk of the data is full: conversations go on, and nothing else can be done. */
  readonly diskFull: boolean;
  /** What this agent is in the call: its own, or asked by another agent. */
  readonly role: 'owner' | 'third' | null;
  /**
   * How the last call or offer ended: told to the agent until the next begins. Of a call `caller`, `agent`, `system`
   * (who ended it) or `gave-up` (the page was away too long); of an offer `declined`, `missed`, `lost`, `cancelled`.
   */
  readonly last: { readonly callId: string; readonly how: string } | null;
};

export type Snapshot =
  | {
      readonly topic: 'console';
      readonly seq: number /** Controller's clock, ms. */;
      readonly now: number;
      readonly state: ConsoleState;
    }
  | { readonly topic: 'desk'; readonly seq: number; readonly now: number; readonly state: DeskState };

export type Delta =
  | {
      readonly topic: 'console';
      readonly prev: number;
      readonly seq: number;
      readonly now: number;
      readonly rows: readonly Row[];
      readonly telephony: boolean;
      readonly spool: SpoolRoom;
      readonly disk: SpoolRoom;
    }
  | {
      readonly topic: 'desk';
      readonly prev: number;
      readonly seq: number;
      readonly now: number;
      readonly state: DeskState;
    };

export type CommandAnswer =
  | { readonly ok: true; readonly events: readonly string[] }
  /** `code` is a key of the pages' language files under `error.`; `message` is for the log. */
  | { readonly ok: false; readonly code: string; readonly message: string };

export type ServerToClient = {
  delta: (delta: Delta) => void;
  /** The session ended (signed out elsewhere, expired): the page goes to the sign-in. */
  'signed-out': () => void;
};

export type ClientToServer = {
  watch: (
    topic: Topic,
    answer: (snapshot: Snapshot | { readonly ok: false; readonly code: string; readonly message: string }) => void,
  ) => void;
  command: (command: Command, answer: (answer: CommandAnswer) => void) => void;
};
