/** A flow in force. Times are ms since the epoch; `by` is a user's id, null for what was found in the folder. */
export type FlowRow = {
  readonly flow: string;
  readonly version: string;
  readonly file: string;
  readonly description: Readonly<Record<string, string>>;
  readonly language: string;
  readonly steps: number;
  /** Services that callers reach by it. */
  readonly services: readonly string[];
  readonly at: number | null;
  readonly by: string | null;
  readonly note: string;
  readonly warnings: number;
};

/** A way out of a step. `to` null: it leads nowhere, and ends the call. */
export type FlowExit = { readonly exit: string; readonly to: string | null; readonly optional: boolean };

export type FlowGraphStep = {
  readonly id: string;
  readonly type: string;
  readonly label: Readonly<Record<string, string>>;
  /** The settings as they are written, without type, label and exits. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly exits: readonly FlowExit[];
  readonly reachable: boolean;
};

/** A flow as a graph. */
export type FlowGraph = {
  readonly start: string;
  readonly steps: readonly FlowGraphStep[];
  readonly edges: readonly { readonly from: string; readonly exit: string; readonly to: string | null }[];
};

export type FlowVersion = {
  readonly flow: string;
  readonly version: string;
  /** Whether new calls begin on it. */
  readonly current: boolean;
  readonly text: string;
  /** Null: it can no longer be read by this program. */
  readonly graph: FlowGraph | null;
};

export type FlowHistoryRow = {
  readonly version: string;
  readonly at: number;
  readonly by: string | null;
  readonly note: string;
  readonly current: boolean;
};

/** Lines and columns count from 1. */
export type FlowProblem = {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The keys that lead there, with dots between them. */
  readonly place: string;
  readonly step: string | null;
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly message: string;
  /** What could be written instead. */
  readonly suggestion: string | null;
};

export type FlowChecked = {
  /** The name that the flow gives itself; null where it cannot be read. */
  readonly flow: string | null;
  readonly problems: readonly FlowProblem[];
  /** Null where the form is wrong. */
  readonly graph: FlowGraph | null;
};

export type FlowSaved = { readonly flow: string; readonly version: string };

/** What changes for a caller, in a sentence. */
export type FlowDifference = { readonly code: string; readonly step: string | null; readonly message: string };
