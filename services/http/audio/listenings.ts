/** Tells the first request of a listening from those that go on with it. */
export type Listenings = {
  /** Whether this request begins a listening, which is then to be logged. */
  readonly begins: (request: ListeningRequest) => boolean;
};

export type ListeningRequest = {
  readonly sessionId: string;
  readonly recordingId: string;
  readonly action: 'listened' | 'downloaded';
  /** Where the bytes asked for begin. */
  readonly start: number;
  readonly now: number;
};

/** A seek this long after the last bytes is a listening of its own. */
const goesOnMs = 30 * 60_000;
/** Browsers ask for the beginning twice in a row: to look what it is, and to play. */
const sameStartMs = 5_000;
const mostKept = 10_000;

/**
 * A listening begins with the first request of a session for a recording, wherever in the audio it begins, and again
 * with each later one for its beginning. Seeks go on with it. So none goes unlogged, and none is logged per range.
 */
export function listenings(): Listenings {
  const known = new Map<string, { readonly beganAt: number; readonly lastAt: number }>();
  return {
    begins: ({ sessionId, recordingId, action, start, now }) => {
      const key = `${sessionId} ${recordingId} ${action}`;
      const before = known.get(key);
      const goesOn =
        before !== undefined && (start > 0 ? now - before.lastAt < goesOnMs : now - before.beganAt < sameStartMs);
      known.delete(key);
      known.set(key, { beganAt: goesOn ? before.beganAt : now, lastAt: now });
      const oldest = known.keys().next().value;
      if (known.size > mostKept && oldest !== undefined) known.delete(oldest);
      return !goesOn;
    },
  };
}
