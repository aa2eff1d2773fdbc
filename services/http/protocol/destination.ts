/** How a destination of recordings is doing. */
export type DestinationHealth = {
  readonly id: string;
  readonly type: string;
  /** `once`: exactly once in effect; `at-least-once`: a repetition carries the same key. */
  readonly guarantee: 'once' | 'at-least-once';
  readonly state: 'ok' | 'failing' | 'unused';
  readonly waiting: number;
  readonly running: number;
  readonly published: number;
  readonly publishedBytes: number;
  readonly dead: number;
  readonly lastPublishedAt: number | null;
  /** The last failure since the controller started. */
  readonly lastFailure: { readonly at: number; readonly reason: string } | null;
  /** Nothing is sent before this (ms since the epoch): it failed and rests. */
  readonly restsUntil: number | null;
  readonly parallel: number;
  readonly bytesPerSecond: number | null;
};

/** What came of sending a small text to a destination. `removed`: it is not there any more. */
export type DestinationTest = {
  readonly ok: boolean;
  readonly location: string | null;
  readonly removed: boolean;
  readonly ms: number | null;
  readonly reason: string | null;
};
