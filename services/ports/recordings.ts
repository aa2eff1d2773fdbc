import type { RecordingId } from '../core/ids.ts';
import type { DestinationHealth, DestinationTest, PublicationRow } from '../http/protocol.ts';
import type { SealedRow } from './custody.ts';

export type RecordingsStore = {
  readonly sealed: (recordingId: RecordingId) => Promise<SealedRow | null>;
  readonly saveSealed: (row: SealedRow) => Promise<void>;
  /** What the recorder must know of a recording to seal it: its parts in order with their starts (ms since the epoch). */
  readonly captures: (
    recordingId: RecordingId,
  ) => Promise<readonly { readonly captureId: string; readonly startedAt: number; readonly endedAt: number | null }[]>;
};

/** `prepared`: what is sent, settled at the first attempt (JSON of the recorder). */
export type OutboxRow = PublicationRow & { readonly createdAt: number; readonly prepared: string | null };

export type Outbox = {
  /** Adds rows that are not there yet (same recording and destination). */
  readonly add: (
    rows: readonly {
      readonly id: string;
      readonly recordingId: string;
      readonly callId: string;
      readonly destination: string;
      readonly destinationType: string;
      readonly createdAt: number;
    }[],
  ) => Promise<void>;
  /** Rows due at `now` but those for the destinations named, the longest due first. */
  readonly due: (now: number, limit: number, except?: readonly string[]) => Promise<readonly OutboxRow[]>;
  /** When the next row after `now` is due; null when none waits. */
  readonly nextDue: (now: number) => Promise<number | null>;
  /** Makes rows of these states due at `now`: what a crash cut off, and what waits by a clock that was set back. */
  readonly makeDue: (now: number, states: readonly ('running' | 'waiting')[]) => Promise<void>;
  readonly update: (id: string, change: Partial<Omit<OutboxRow, 'id'>>) => Promise<void>;
  readonly row: (id: string) => Promise<OutboxRow | null>;
  /** The newest, at most 1,000. */
  readonly list: (filter: {
    readonly state?: PublicationRow['state'];
    readonly recordingId?: string;
    readonly destination?: string;
  }) => Promise<readonly OutboxRow[]>;
  /** Names (ids) of rows that are not published, and have something prepared. */
  readonly unpublished: () => Promise<readonly string[]>;
  /** How many rows there are of each state, destination by destination, and when the last was published. */
  readonly counts: () => Promise<
    readonly {
      readonly destination: string;
      readonly state: PublicationRow['state'];
      readonly rows: number;
      readonly bytes: number;
      readonly lastPublishedAt: number | null;
    }[]
  >;
};

/** What the HTTP layer asks of the recorder. */
export type RecorderPort = {
  /**
   * Decrypts for a listener. `ogg` is the sealed Opus; `wav` is decoded from it.
   * @throws CentralitaError `recording-not-found`, `recording-not-sealed`, `recording-damaged`.
   */
  readonly open: (recordingId: RecordingId, format: 'ogg' | 'wav') => Promise<Uint8Array>;
  readonly publishAgain: (recordingId: RecordingId, destination: string) => Promise<PublicationRow>;
  /** How each destination is doing now. */
  readonly destinations: () => Promise<readonly DestinationHealth[]>;
  /** Sends a small text there. @throws CentralitaError `destination-not-found`. */
  readonly test: (destination: string) => Promise<DestinationTest>;
};
