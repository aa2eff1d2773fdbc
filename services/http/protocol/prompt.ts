/** Where a prompt is said: a step of a flow, a queue's message of comfort, what all queues say, no controller in reach. */
export type PromptUse =
  | { readonly kind: 'step'; readonly flow: string; readonly step: string }
  | { readonly kind: 'queue'; readonly queue: string }
  | { readonly kind: 'queues' }
  | { readonly kind: 'outage' };

/** A prompt in one language. Loudness in LUFS (EBU R 128), true peak in dB below full scale. */
export type PromptRow = {
  readonly language: string;
  /** Texts of a flow itself are `<flow>/<key>`. */
  readonly key: string;
  readonly text: string;
  /** `missing`: its sound could not be made. */
  readonly how: 'spoken' | 'recorded' | 'missing';
  readonly durationMs: number | null;
  readonly loudness: number | null;
  readonly peak: number | null;
  /** Who recorded it; null where it is spoken, or where a file was put there by hand. */
  readonly recorded: { readonly by: string; readonly at: number; readonly file: string } | null;
  readonly uses: readonly PromptUse[];
};
