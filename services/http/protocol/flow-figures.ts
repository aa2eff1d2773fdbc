/** A step of a flow in a period. All but `passages` count calls: the search of `step`, `exit`, `leftIn` lists the same ones. */
export type FlowStepStatistics = {
  readonly step: string;
  readonly type: string;
  readonly calls: number;
  /** Calls that came again count again. */
  readonly passages: number;
  readonly exits: readonly { readonly exit: string; readonly calls: number; readonly passages: number }[];
  /** Reached an agent from this step (a queue). */
  readonly answered: number;
  /** The caller hung up here, having reached nobody. */
  readonly leavers: number;
  /** Ended here otherwise: after the talk, by the flow, with a message left. */
  readonly ended: number;
  /** Have not left it yet. */
  readonly open: number;
  /** Time in the step, of a queue until an agent answered; to a tenth of a second, and null where nobody has left it. */
  readonly medianMs: number | null;
  readonly p90Ms: number | null;
};

/** `from` ≤ first ring < `to`, ms since the epoch. */
export type FlowStatistics = {
  readonly flow: string;
  readonly from: number;
  readonly to: number;
  /** Calls that passed any step of it. */
  readonly calls: number;
  readonly steps: readonly FlowStepStatistics[];
  readonly versions: readonly { readonly version: string; readonly steps: readonly FlowStepStatistics[] }[];
};

/** Callers who are in a step of the flow now. */
export type FlowLive = readonly {
  readonly step: string;
  readonly version: string;
  readonly callers: number;
  /** Since when the first of them is there (ms since the epoch). */
  readonly since: number;
}[];

/** A passage of a call through a step. `exit` null: it did not leave it by a way out. A step of another flow has that flow's name before it. */
export type WhatIfPassage = { readonly step: string; readonly exit: string | null };

export type WhatIfCall = {
  readonly callId: string;
  readonly number: string;
  readonly rangAt: number;
  /** Where it goes another way for the first time: its place in both ways, and the step; the last one where one of them ends. */
  readonly at: number;
  readonly step: string;
  readonly was: readonly WhatIfPassage[];
  readonly would: readonly WhatIfPassage[];
  /** How the new way ends: as then; `unknown`: the caller comes to where nobody knows what he would do. */
  readonly end: 'as-then' | 'flow-ended' | 'left' | 'unknown';
};

/** The inbound calls of a period, taken through a changed flow: who would have gone elsewhere. */
export type WhatIf = {
  readonly calls: number;
  /** Calls of the period that were not taken: older than the newest `limit`. */
  readonly notTaken: number;
  readonly limit: number;
  readonly differ: number;
  /** Passages by step and way out, then and now, where one of them is not 0; `exit` null: not left. */
  readonly exits: readonly {
    readonly step: string;
    readonly exit: string | null;
    readonly was: number;
    readonly would: number;
  }[];
  /** Those that differ, the newest first. */
  readonly list: readonly WhatIfCall[];
};
