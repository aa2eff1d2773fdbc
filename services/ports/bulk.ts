import type { Readable } from 'node:stream';
import type { By } from '../core/agent.ts';
import type { BulkFormat, BulkKind, BulkLeft, BulkState, CallSearch } from '../http/protocol.ts';

/** A job over all recordings that a search finds, as it is kept. Times are ms since the epoch. */
export type BulkJobRow = {
  readonly id: string;
  readonly kind: BulkKind;
  readonly state: BulkState;
  readonly search: CallSearch;
  readonly format: BulkFormat | null;
  readonly encryptFor: string | null;
  /** Naming template of the files in a ZIP. */
  readonly name: string | null;
  readonly destination: string | null;
  readonly by: string;
  /** Address of the request. */
  readonly from: string;
  readonly createdAt: number;
  /** Where the listing of what the search finds goes on; null at its beginning, and when it is whole. */
  readonly cursor: string | null;
  readonly endedAt: number | null;
  readonly reason: string | null;
  readonly mailTo: string | null;
  readonly language: string;
  readonly mailedAt: number | null;
  readonly mailAttempts: number;
  readonly nextMailAt: number | null;
  readonly mailReason: string | null;
};

/** `asked`: handed to the outbox. `left`: it cannot be in the ZIP, or was not published; `reason` is a code. */
export type BulkItem = {
  readonly n: number;
  readonly recordingId: string;
  readonly callId: string;
  readonly state: 'waiting' | 'asked' | 'done' | 'left';
  readonly reason: string | null;
  /** In the ZIP, with what lies beside it; size and SHA-256 are those of the plain audio. */
  readonly name: string | null;
  readonly bytes: number | null;
  readonly sha256: string | null;
  readonly startedAt: number | null;
  readonly sidecar: string | null;
};

export type BulkCounts = {
  readonly found: number;
  readonly done: number;
  readonly left: number;
  readonly bytes: number;
};

export type BulkStore = {
  readonly add: (job: BulkJobRow) => Promise<void>;
  readonly job: (id: string) => Promise<BulkJobRow | null>;
  /** The newest first. */
  readonly jobs: (filter?: { readonly states?: readonly BulkState[] }) => Promise<readonly BulkJobRow[]>;
  readonly update: (id: string, change: Partial<Omit<BulkJobRow, 'id'>>) => Promise<void>;
  /** False where it is not under way any more: then nothing is changed. */
  readonly end: (
    id: string,
    change: Pick<BulkJobRow, 'state' | 'endedAt' | 'reason' | 'nextMailAt'>,
  ) => Promise<boolean>;
  /** Every recording of these calls, whatever became of it. */
  readonly recordingsOf: (
    callIds: readonly string[],
  ) => Promise<readonly { readonly recordingId: string; readonly callId: string; readonly state: string }[]>;
  /** Adds items and moves the listing on, in one transaction; nothing is added where the listing does not stand at `at`. */
  readonly list: (
    page: Pick<BulkJobRow, 'id' | 'cursor'> & {
      readonly at: string | null;
      readonly whole: boolean;
      readonly items: readonly Pick<BulkItem, 'n' | 'recordingId' | 'callId' | 'state' | 'reason'>[];
    },
  ) => Promise<void>;
  /** In their order, after `after`. */
  readonly items: (
    id: string,
    filter: { readonly state?: BulkItem['state']; readonly after?: number; readonly limit: number },
  ) => Promise<readonly BulkItem[]>;
  readonly settle: (id: string, n: number, change: Partial<Omit<BulkItem, 'n'>>) => Promise<void>;
  /** Of these items, those whose publication has ended, and how. */
  readonly published: (
    id: string,
    destination: string,
  ) => Promise<readonly { readonly n: number; readonly state: 'done' | 'left'; readonly bytes: number | null }[]>;
  readonly counts: (id: string) => Promise<BulkCounts>;
  /** Which recordings of a job were erased. */
  readonly erased: (id: string) => Promise<ReadonlySet<string>>;
  readonly remove: (id: string) => Promise<void>;
};

/** What somebody asks of all recordings that a search finds. */
export type BulkAsked = Pick<
  BulkJobRow,
  'kind' | 'search' | 'format' | 'encryptFor' | 'name' | 'destination' | 'by' | 'from' | 'mailTo' | 'language'
>;

/** A ZIP on its way. */
export type BulkZip = {
  readonly fileName: string;
  /** Null where it is not known before: of what is encrypted on its way. */
  readonly bytes: number | null;
  /** Errors end it; destroying it ends the work behind it. */
  readonly stream: Readable;
};

/** What the HTTP layer asks of jobs over many recordings. */
export type BulkPort = {
  /** @throws CentralitaError `bulk-busy`, `recipient-invalid`, `destination-unknown`, `mail-not-configured`. */
  readonly begin: (asked: BulkAsked) => Promise<BulkJobRow>;
  /** The newest first. */
  readonly jobs: () => Promise<readonly (BulkJobRow & BulkCounts)[]>;
  readonly job: (id: string) => Promise<(BulkJobRow & BulkCounts) | null>;
  /** The first of those that are not in the ZIP, or were not published. */
  readonly left: (id: string) => Promise<readonly BulkLeft[]>;
  /** What is done already of a publication stays done. @throws CentralitaError `bulk-ended`. */
  readonly cancel: (id: string) => Promise<void>;
  /** Forgets a job that ended. @throws CentralitaError `bulk-open`. */
  readonly remove: (id: string) => Promise<void>;
  /**
   * Begins the ZIP of a job that is done. Every recording is entered into the ledger before its first byte.
   * @throws CentralitaError `bulk-not-ready`, `bulk-busy`, `bulk-empty`.
   */
  readonly zip: (id: string, who: { readonly by: By; readonly from: string }) => Promise<BulkZip>;
  readonly expiresAt: (job: BulkJobRow) => number | null;
  /** The naming template of files in a ZIP that has none of its own. */
  readonly usualName: string;
};
