export type RecordingState = 'recording' | 'ended' | 'sealed' | 'failed' | 'erased';

export type RecordingPart = {
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly pauses: readonly { readonly from: number; readonly to: number | null }[];
};

export type RecordingDetail = {
  readonly id: string;
  readonly callId: string;
  readonly kind: 'conversation' | 'voicemail';
  readonly state: RecordingState;
  /** The audio's zero on the call's clock (ms since the epoch). Gaps between parts are silence, so audio time = `at` − `startedAt`. */
  readonly startedAt: number;
  readonly durationMs: number | null;
  readonly bytes: number | null;
  readonly sha256: string | null;
  readonly parts: readonly RecordingPart[];
  readonly publications: readonly PublicationRow[];
  readonly reason: string | null;
};

export type PublicationRow = {
  readonly id: string;
  readonly recordingId: string;
  readonly callId: string;
  readonly destination: string;
  readonly destinationType: string;
  readonly state: 'waiting' | 'running' | 'published' | 'dead';
  readonly attempts: number;
  readonly nextAttemptAt: number | null;
  readonly location: string | null;
  readonly publishedAt: number | null;
  readonly bytes: number | null;
  readonly sha256: string | null;
  readonly reason: string | null;
};

export type AccessRow = {
  readonly at: number;
  readonly userId: string;
  readonly userName: string;
  readonly action: 'listened' | 'downloaded';
  readonly address: string;
};

/** Peaks of both sides, 0 to 1, one pair per `stepMs`. */
export type Waveform = { readonly stepMs: number; readonly left: readonly number[]; readonly right: readonly number[] };
