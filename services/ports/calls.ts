import type { EventType } from '../core/event.ts';
import type { RecordingId } from '../core/ids.ts';
import type {
  CallDetail,
  CallRow,
  CallSearch,
  FlowStatistics,
  Page,
  RecordingDetail,
  RecordingLabels,
  RecordingNote,
  SavedSearch,
} from '../http/protocol.ts';

export type CallsRead = {
  readonly search: (search: CallSearch) => Promise<Page<CallRow>>;
  readonly detail: (callId: string) => Promise<CallDetail | null>;
  readonly recording: (recordingId: RecordingId) => Promise<RecordingDetail | null>;
  /** Of calls with `from` ≤ first ring < `to` (ms since the epoch). */
  readonly flowStatistics: (
    flow: string,
    period: { readonly from: number; readonly to: number; readonly version?: string },
  ) => Promise<FlowStatistics>;
};

/**
 * Events of the given types of inbound calls of a flow that ended, each call's as the journal keeps them, the newest call
 * first. `total`: calls there are in the period (ms since the epoch).
 */
export type PassedCalls = (
  flow: string,
  period: { readonly from: number; readonly to: number },
  types: readonly EventType[],
  limit: number,
) => Promise<{
  readonly total: number;
  readonly calls: readonly (readonly { readonly at: number; readonly data: string }[])[];
}>;

/** Searches that people keep. */
export type SavedSearches = {
  /** All there are, by name: who may see which is decided above. */
  readonly list: () => Promise<readonly Omit<SavedSearch, 'own'>[]>;
  /** Adds or changes one. */
  readonly put: (search: Omit<SavedSearch, 'own'>) => Promise<void>;
  readonly remove: (id: string) => Promise<void>;
};

/** Tags, tickets and notes of recordings. */
export type Annotations = {
  readonly labels: (recordingId: string) => Promise<RecordingLabels>;
  /** These and no others. */
  readonly setLabels: (
    labels: RecordingLabels & {
      readonly recordingId: string;
      readonly callId: string;
      readonly by: string;
      readonly at: number;
    },
  ) => Promise<void>;
  /** In the order of their moments. */
  readonly notes: (recordingId: string) => Promise<readonly RecordingNote[]>;
  readonly addNote: (note: {
    readonly id: string;
    readonly recordingId: string;
    readonly callId: string;
    readonly at: number;
    readonly text: string;
    readonly by: string;
    readonly createdAt: number;
  }) => Promise<void>;
  readonly removeNote: (note: { readonly id: string; readonly callId: string }) => Promise<void>;
};
