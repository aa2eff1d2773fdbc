import type { Activity, Availability } from '../../core/agent.ts';

export type SiteView = {
  readonly services: readonly { readonly id: string; readonly name: string; readonly numbers: readonly string[] }[];
  readonly queues: readonly { readonly id: string; readonly name: Readonly<Record<string, string>> }[];
  readonly agents: readonly { readonly id: string; readonly name: string }[];
  /** Who supervises or administers and is no agent. */
  readonly supervisors: readonly { readonly id: string; readonly name: string }[];
  readonly breakReasons: readonly {
    readonly id: string;
    readonly name: Readonly<Record<string, string>>;
    readonly limitSeconds: number | null;
  }[];
  readonly outcomes: readonly { readonly id: string; readonly name: Readonly<Record<string, string>> }[];
  /** On what somebody may state that consent was given. */
  readonly consentBases: readonly { readonly id: string; readonly name: Readonly<Record<string, string>> }[];
  readonly destinations: readonly { readonly id: string; readonly type: string }[];
  readonly timeZone: string;
};

/** The version of the site file that is in force. */
export type SiteHash = { readonly hash: string };

/** The site as it is written in its file. */
export type SiteWritten = SiteHash & { readonly site: Readonly<Record<string, unknown>> };

/** Where a call can be sent now: who is free, how many wait. */
export type FloorView = {
  readonly agents: readonly {
    readonly id: string;
    readonly name: string;
    readonly availability: Availability;
    readonly activity: Activity | null;
  }[];
  readonly queues: readonly {
    readonly id: string;
    readonly waiting: number;
    readonly agentsIdle: number;
    /** The queue of the level above. */
    readonly above: string | null;
  }[];
  /** Calls to outside numbers are possible. */
  readonly outside: boolean;
};

/** A way of giving calls to agents, with the JSON Schema of its settings. */
export type StrategyView = { readonly type: string; readonly settings: Readonly<Record<string, unknown>> };
