import type { By } from '../core/agent.ts';
import type { FlowChange } from '../core/event.ts';
import type {
  FlowChecked,
  FlowDifference,
  FlowHistoryRow,
  FlowRow,
  FlowSaved,
  FlowVersion,
  WhatIf,
} from '../http/protocol.ts';

/** A flow to be put in force. `flow` is its name; `base` the version that was looked at, null for a new flow. */
export type FlowSave = {
  readonly flow: string;
  readonly text: string;
  readonly base: string | null;
  readonly by: By;
  readonly note: string;
};

/** The flows, edited while they are in force. Sentences are in the language asked for. */
export type FlowEditing = {
  readonly list: () => Promise<readonly FlowRow[]>;
  /** A version of a flow; null: the one in force. @throws CentralitaError `flow-not-found`. */
  readonly version: (flow: string, version: string | null) => Promise<FlowVersion>;
  readonly history: (flow: string) => Promise<readonly FlowHistoryRow[]>;
  /** Checks a text as if it were in force in the place of that flow, or beside all (null). */
  readonly check: (text: string, flow: string | null, language: string) => Promise<FlowChecked>;
  /**
   * Resolves when the flow is in its file, in force and in the journal.
   * @throws CentralitaError `flow-invalid` with a line for each wrong place, `flow-changed-meanwhile`,
   * `flow-file-changed`, `flow-renamed`, `flow-not-found`, `flows-not-writable`; nothing has changed then.
   */
  readonly save: (save: FlowSave) => Promise<FlowSaved>;
  /** Puts an earlier version in force again. Throws as `save` does. */
  readonly back: (back: Omit<FlowSave, 'text'> & { readonly version: string }) => Promise<FlowSaved>;
  /** Takes over what was changed in the folder by hand, all or nothing; throws as `save` does. */
  readonly reload: (asked: Pick<FlowSave, 'by' | 'note'>) => Promise<readonly FlowChange[]>;
  /** What changes for a caller between two versions, or between one and a text. @throws CentralitaError as above. */
  readonly differences: (
    flow: string,
    from: string | null,
    to: { readonly version: string } | { readonly text: string },
    language: string,
  ) => Promise<readonly FlowDifference[]>;
  /** The JSON Schema of a flow file. */
  readonly schema: () => object;
};

/**
 * Takes the calls of a period through a changed flow.
 * @throws CentralitaError `flow-invalid`, `flow-not-found`, `what-if-busy`.
 */
export type FlowReplay = (
  flow: string,
  asked: {
    readonly from: number;
    readonly to: number;
    readonly through: { readonly version: string } | { readonly text: string };
  },
) => Promise<WhatIf>;
