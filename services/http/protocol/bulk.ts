import type { CallSearch } from './call-search.ts';

/** What is made of all recordings that a search finds. */
export type BulkKind = 'zip' | 'publish';

/** `listing`: what the search finds is written down; `running`: recordings are read, or published, one after the other. */
export type BulkState = 'listing' | 'running' | 'done' | 'cancelled' | 'failed';

export type BulkFormat = 'opus' | 'mp3' | 'wav';

/** A job over all recordings that a search finds. Times are ms since the epoch. */
export type BulkJob = {
  readonly id: string;
  readonly kind: BulkKind;
  readonly state: BulkState;
  readonly search: CallSearch;
  /** Of a ZIP. */
  readonly format: BulkFormat | null;
  /** The public age key that the ZIP is encrypted for; null: it is plain when it arrives. */
  readonly encryptFor: string | null;
  /** Of a publication. */
  readonly destination: string | null;
  readonly createdAt: number;
  readonly createdBy: string;
  readonly createdByName: string;
  /** Whether the asker may cancel, remove and download it. */
  readonly own: boolean;
  readonly endedAt: number | null;
  /** When the job, and with it the ZIP, is gone; null while it is under way. */
  readonly expiresAt: number | null;
  /** Recordings found so far; how many of them are in the ZIP or published, and how many cannot be. */
  readonly found: number;
  readonly done: number;
  readonly left: number;
  /** Of what is done: plain, without what a ZIP adds. */
  readonly bytes: number;
  /** Why it failed. */
  readonly reason: string | null;
  /** Who is told by mail, when it was sent, and why it was not yet. */
  readonly mail: { readonly to: string; readonly sentAt: number | null; readonly reason: string | null } | null;
};

/** A recording of a job that is not in its ZIP, or was not published; `reason` is a code. */
export type BulkLeft = { readonly recordingId: string; readonly callId: string; readonly reason: string };

/** What may be chosen. */
export type BulkOptions = {
  /** Whether mails can be sent: the site has a destination of the type `email`. */
  readonly mail: boolean;
  readonly destinations: readonly { readonly id: string; readonly type: string }[];
  /** The name that files get unless another is given. */
  readonly name: string;
};
