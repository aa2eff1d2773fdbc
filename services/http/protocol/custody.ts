/** Times are ms since the epoch. */
export type HoldView = {
  readonly id: string;
  readonly recordingId: string;
  readonly callId: string;
  readonly at: number;
  readonly userId: string;
  readonly userName: string;
  readonly reason: string;
  readonly releasedAt: number | null;
  readonly releasedBy: string | null;
  readonly releaseReason: string | null;
};

/** What remains of a recording that was erased. */
export type ErasureCertificate = {
  readonly recordingId: string;
  readonly callId: string;
  readonly askedAt: number;
  readonly erasedAt: number | null;
  /** Null: a rule of retention, on its own day. */
  readonly userId: string | null;
  readonly userName: string;
  readonly address: string;
  readonly reason: string;
  readonly rule: string | null;
  /** Of the sealed file, hex; its size, and the length of the audio. */
  readonly sha256: string;
  readonly bytes: number;
  readonly durationMs: number;
  /** The public half of the key that was destroyed. */
  readonly recipient: string;
  /** Copies elsewhere, none of which opens any more. */
  readonly copies: readonly {
    readonly destination: string;
    readonly location: string | null;
    readonly publishedAt: number | null;
    readonly state: 'pending' | 'removed' | 'left';
    readonly reason: string | null;
  }[];
};

export type RetentionRuleView = {
  readonly id: string;
  readonly days: number;
  readonly services?: readonly string[] | undefined;
  readonly queues?: readonly string[] | undefined;
  readonly outcomes?: readonly string[] | undefined;
  readonly consent?: readonly string[] | undefined;
  readonly kinds?: readonly ('conversation' | 'voicemail')[] | undefined;
};

/** What a dry run found, or a purge did. */
export type PurgeReport = {
  readonly id: string;
  readonly at: number;
  readonly kind: 'dry-run' | 'purge';
  /** Null: by itself, once a day. */
  readonly userId: string | null;
  /** Under the rules that are in force now. */
  readonly current: boolean;
  /** Recordings looked at; due by a rule; kept by a hold although due or not; that could not be erased. */
  readonly looked: number;
  readonly due: number;
  readonly held: number;
  readonly erased: number;
  readonly failed: number;
  readonly byRule: Readonly<Record<string, number>>;
  /** The first of those that are due, or were erased. */
  readonly sample: readonly { readonly recordingId: string; readonly callId: string; readonly rule: string }[];
  readonly reasons: readonly string[];
};

export type CustodyState = {
  readonly rules: readonly RetentionRuleView[];
  /** Why a purge may not begin now; null when it may. */
  readonly refusal: 'no-rules' | 'dry-run-needed' | 'dry-run-old' | 'clock-back' | null;
  readonly runs: readonly PurgeReport[];
  readonly holds: readonly HoldView[];
  readonly erasures: readonly ErasureCertificate[];
  readonly ledger: { readonly seq: number; readonly hash: string; readonly at: number } | null;
  readonly anchors: readonly AnchorView[];
};

/** Where the head of the ledger is written down. */
export type AnchorView = {
  readonly destination: string;
  readonly everyHours: number;
  readonly last: { readonly at: number; readonly seq: number; readonly location: string } | null;
  readonly error: string | null;
};

/** An entry of the ledger; `details` are canonical JSON. */
export type LedgerRow = {
  readonly seq: number;
  readonly at: number;
  readonly action: string;
  readonly actor: string;
  readonly address: string;
  readonly details: string;
  readonly hash: string;
};

/** What may be done with a recording, and what was. */
export type RecordingCustody = {
  readonly holds: readonly HoldView[];
  readonly certificate: ErasureCertificate | null;
};
