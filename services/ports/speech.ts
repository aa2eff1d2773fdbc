/** *Recogniser*: understands words that a caller says. What it hears is in memory only, and gone when it is closed. */
export type Recogniser = {
  /** Whether it understands a language. */
  readonly understands: (language: string) => boolean;
  /** Begins to listen for words; null: it listens to as many callers as it can. */
  readonly listen: (options: ListenOptions) => Hearing | null;
  /** Idempotent. */
  readonly close: () => void;
};

export type ListenOptions = {
  /** Lower case; one word or several each. */
  readonly words: readonly string[];
  readonly language: string;
  /** What was understood: one of the words, or something else that was said. `confidence` from 0 to 1. */
  readonly heard: (words: string, confidence: number) => void;
  /** It understands nothing any more, and why. */
  readonly failed: (reason: string) => void;
};

export type Hearing = {
  /** Sound as it comes: 16 bit, one channel, 8 kHz, low byte first. */
  readonly feed: (sound: Buffer) => void;
  /** Idempotent. */
  readonly close: () => void;
};
