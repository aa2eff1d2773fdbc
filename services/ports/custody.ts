import type { By } from '../core/agent.ts';
import type { RecordingId } from '../core/ids.ts';
import type { LedgerAction, LedgerEntry } from '../custody/ledger.ts';
import type { KeptRecording, Refusal, RetentionRule } from '../custody/retention.ts';
import type { AccessRow, PurgeReport } from '../http/protocol.ts';

/**
 * Everything that happens to a recording, hash-chained (services/custody/ledger.ts). What the journal tells is entered
 * with its event; whatever else is done with a recording is appended by whoever does it, before it takes effect.
 */
export type Ledger = {
  /** Durable when it resolves. `from` is the address of the request; `details` are facts, never secrets. */
  readonly append: (entry: {
    readonly at: number;
    readonly recordingId: string;
    readonly action: LedgerAction;
    readonly by: By;
    readonly from: string;
    readonly details?: Readonly<Record<string, unknown>>;
  }) => Promise<void>;
  /** Entries of a recording, oldest first. */
  readonly list: (recordingId: string) => Promise<readonly LedgerEntry[]>;
  /** Who listened or downloaded, oldest first. */
  readonly accesses: (recordingId: string) => Promise<readonly AccessRow[]>;
  /** The newest entry; null while there is none. */
  readonly head: () => Promise<{ readonly seq: number; readonly hash: string; readonly at: number } | null>;
};

/** Rows the recorder keeps. A recording's row is made by the projection of `recording-started`; the recorder fills in its sealing. */
export type SealedRow = {
  readonly recordingId: RecordingId;
  readonly callId: string;
  /** Path of the sealed `.age` file, relative to the data folder. */
  readonly path: string;
  /** The identity (private half) of the recording's key pair, wrapped by a master key; null when it is not there (any more). */
  readonly wrappedIdentity: Uint8Array | null;
  readonly recipient: string;
  readonly durationMs: number;
  readonly bytes: number;
  /** SHA-256 of the sealed file, hex. */
  readonly sha256: string;
  /** Waveform peaks as JSON (see http/protocol `Waveform`). */
  readonly waveform: string;
};

/** Times are ms since the epoch. */
export type HoldRow = {
  readonly id: string;
  readonly recordingId: string;
  readonly callId: string;
  readonly at: number;
  readonly userId: string;
  readonly reason: string;
  readonly releasedAt: number | null;
  readonly releasedBy: string | null;
  readonly releaseReason: string | null;
};

/** A copy elsewhere, which the erasure made unreadable; `removed`: it was deleted too. */
export type ErasedCopy = {
  readonly destination: string;
  readonly location: string | null;
  readonly publishedAt: number | null;
  readonly state: 'pending' | 'removed' | 'left';
  readonly reason: string | null;
};

/** The certificate of an erasure, from the moment it is decided. */
export type Erasure = {
  readonly recordingId: string;
  readonly callId: string;
  readonly askedAt: number;
  /** `asked`: decided, and not done yet; `erased`: the key is gone; `done`: copies were dealt with. */
  readonly state: 'asked' | 'erased' | 'done';
  readonly by: By;
  readonly from: string;
  readonly reason: string;
  /** The retention rule that asked for it; null where a person did. */
  readonly rule: string | null;
  readonly erasedAt: number | null;
  /** SHA-256 and size of the sealed file, and what it was. */
  readonly sha256: string;
  readonly bytes: number;
  readonly durationMs: number;
  readonly recipient: string;
  readonly copies: readonly ErasedCopy[];
  /** How often the copies were tried. */
  readonly attempts: number;
};

/** What a dry run found, or a purge did, as it is kept. `rules`: hash of the rules. */
export type PurgeRun = Omit<PurgeReport, 'userId' | 'current'> & { readonly rules: string; readonly by: By };

export type CustodyStore = {
  readonly holds: (filter: {
    readonly recordingId?: string;
    readonly active?: boolean;
    readonly limit?: number;
  }) => Promise<readonly HoldRow[]>;
  /** Sealed recordings in the order of their ids, after one of them. */
  readonly candidates: (
    after: string,
    limit: number,
  ) => Promise<readonly { readonly recording: KeptRecording; readonly held: boolean }[]>;
  readonly newestEventAt: () => Promise<number>;
  /** Forgets the waveform. */
  readonly forgetShape: (recordingId: string) => Promise<void>;
  /** False where there is one already. */
  readonly addErasure: (erasure: Erasure) => Promise<boolean>;
  readonly updateErasure: (erasure: Erasure) => Promise<void>;
  readonly erasure: (recordingId: string) => Promise<Erasure | null>;
  readonly erasures: (filter: { readonly unfinished?: boolean; readonly limit: number }) => Promise<readonly Erasure[]>;
  readonly erasedIds: (after: string, limit: number) => Promise<readonly string[]>;
  /** Adds one, or writes it anew. */
  readonly addPurge: (run: PurgeRun) => Promise<void>;
  /** The newest first. */
  readonly purges: (limit: number) => Promise<readonly PurgeRun[]>;
};

/** Who wants a recording erased, from where and why. */
export type EraseAsked = {
  readonly recordingId: string;
  readonly by: By;
  readonly from: string;
  readonly reason: string;
  readonly rule: string | null;
};

export type EraserPort = {
  /**
   * Destroys the key and all that can be; resolves when the recording opens no more. Holds are looked at above.
   * @throws CentralitaError `recording-not-sealed`, `keys-busy`.
   */
  readonly erase: (asked: EraseAsked) => Promise<Erasure>;
};

/** Recordings for others. */
export type ExporterPort = {
  /**
   * A copy encrypted for somebody's public age key (`age1…`), in a file that `remove` deletes.
   * @throws CentralitaError `recipient-invalid`, `recording-not-sealed`, `recording-damaged`, `key-missing`.
   */
  readonly exportFor: (
    recordingId: string,
    recipient: string,
  ) => Promise<{ readonly path: string; readonly bytes: number; readonly remove: () => Promise<void> }>;
  /** The identity that opens the sealed file, with the standard `age` program too. @throws as above. */
  readonly identity: (recordingId: string) => Promise<string>;
  /** The sealed file, bit by bit what was sealed. @throws CentralitaError `recording-not-sealed`, `recording-damaged`. */
  readonly sealedFile: (recordingId: string) => Promise<{ readonly path: string; readonly bytes: number }>;
};

/** Holds, erasures, retention: what may be done with recordings that are kept. */
export type Custody = {
  /** @throws CentralitaError `recording-not-found`, `recording-erased`. */
  readonly hold: (asked: Omit<EraseAsked, 'rule'>) => Promise<HoldRow>;
  /** @throws CentralitaError `hold-not-found`. */
  readonly release: (asked: Omit<EraseAsked, 'rule'> & { readonly holdId: string }) => Promise<HoldRow>;
  /** The certificate. @throws CentralitaError `recording-not-found`, `recording-held`, `recording-not-sealed`. */
  readonly erase: (asked: EraseAsked) => Promise<Erasure>;
  readonly erasure: (recordingId: string) => Promise<Erasure | null>;
  readonly holds: CustodyStore['holds'];
  readonly erasures: (limit: number) => Promise<readonly Erasure[]>;
  readonly purges: (limit: number) => Promise<readonly PurgeRun[]>;
  readonly rules: () => readonly RetentionRule[];
  /** Why a purge may not begin now; null when it may. */
  readonly refusal: () => Promise<Refusal | null>;
  /** What a purge would erase now. @throws CentralitaError `purge-running`. */
  readonly dryRun: (by: By) => Promise<PurgeRun>;
  /** @throws CentralitaError `purge-running` and those of `Refusal`. */
  readonly purge: (by: By, from: string) => Promise<PurgeRun>;
};

/** The wrapped keys, apart from everything else that is kept (docs/decisions/erasure.md). */
export type KeysStore = {
  readonly get: (recordingId: string) => Promise<Uint8Array | null>;
  readonly put: (recordingId: string, wrapped: Uint8Array) => Promise<void>;
  readonly putAll: (rows: readonly { readonly recordingId: string; readonly wrapped: Uint8Array }[]) => Promise<void>;
  /** Gone from the disk when it resolves; the number of keys that were there. @throws CentralitaError `keys-busy`. */
  readonly destroy: (recordingIds: readonly string[]) => Promise<number>;
  /** Rows in the order of their recordings' ids, after one of them. */
  readonly page: (
    after: string,
    limit: number,
  ) => Promise<readonly { readonly recordingId: string; readonly wrapped: Uint8Array }[]>;
  /** Each row that is still as it was; the number of these. */
  readonly replace: (
    rows: readonly { readonly recordingId: string; readonly before: Uint8Array; readonly after: Uint8Array }[],
  ) => Promise<number>;
};
