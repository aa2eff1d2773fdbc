import type { Hearing, ListenOptions } from '../ports.ts';

/** What understands words. */
export type Engine = {
  readonly listen: (options: ListenOptions) => Hearing;
  /** Lets go of what it keeps between listenings. Idempotent. */
  readonly close: () => void;
};
