import type { RecorderPort } from '../../ports.ts';

export type AudioFormat = 'ogg' | 'wav';

/** Decrypted recordings for those who listen. */
export type RecordingAudio = {
  readonly open: (recordingId: string, format: AudioFormat) => Promise<Uint8Array>;
  /** Lets go of what is kept of it. */
  readonly forget: (recordingId: string) => void;
};

type Kept = { readonly audio: Promise<Uint8Array>; readonly until: number };

/** A browser fetches one recording in several ranges: it is decrypted once for all of them. */
const keptMs = 60_000;
const keptMost = 4;

/** Keeps the last few decrypted recordings in memory for a minute; never on a disk. */
export function recordingAudio(recorder: Pick<RecorderPort, 'open'>, clock: () => number): RecordingAudio {
  const kept = new Map<string, Kept>();
  const forget = (now: number) => {
    for (const [key, one] of kept) if (one.until <= now || kept.size > keptMost) kept.delete(key);
  };
  return {
    forget: (recordingId) => {
      for (const key of kept.keys()) if (key.startsWith(`${recordingId} `)) kept.delete(key);
    },
    open: async (recordingId, format) => {
      const now = clock();
      forget(now);
      const key = `${recordingId} ${format}`;
      const known = kept.get(key);
      if (known) return known.audio;
      const audio = recorder.open(recordingId, format);
      kept.set(key, { audio, until: now + keptMs });
      try {
        return await audio;
      } catch (error) {
        kept.delete(key);
        throw error;
      }
    },
  };
}
