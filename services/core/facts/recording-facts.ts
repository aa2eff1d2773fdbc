import type { By } from '../agent.ts';
import type { LegId, QueueId } from '../ids.ts';
import type { ConsentSource } from './call-facts.ts';
import type { OfCall, OfCapture, OfRecording } from './of.ts';

/** Consent, captures, and what became of recordings. */
export type RecordingFacts = {
  'consent-asked': OfCall & { wording: string; version: string };
  'consent-given': OfCall & { wording: string; version: string; source: ConsentSource; basis: string };
  'consent-refused': OfCall & { wording: string; version: string; source: ConsentSource };
  'consent-withdrawn': OfCall & { source: ConsentSource; basis: string };
  /** Asked of Asterisk; nothing is known to be recorded yet. */
  'capture-asked': OfCapture & { legId: LegId };
  'recording-started': OfCapture;
  'pause-asked': OfCapture & { muted: boolean; by: By };
  'recording-paused': OfCapture & { by: By };
  'recording-resumed': OfCapture & { by: By };
  'stop-asked': OfCapture;
  /** A part (a stretch with consent) came to its end. */
  'recording-stopped': OfCapture;
  'recording-failed': OfCapture & { reason: string };
  /** No further part will come: the recorder may seal it. */
  'recording-ended': OfRecording & { kind: 'conversation' | 'voicemail' };
  'recording-sealed': OfRecording & { durationMs: number; bytes: number; sha256: string };
  'recording-not-sealed': OfRecording & { reason: string };
  'recording-published': OfRecording & { destination: string; location: string; bytes: number; sha256: string };
  'publication-dead': OfRecording & { destination: string; reason: string };
  /** Not to be erased until released; `from` is the address of who asked. */
  'recording-held': OfRecording & { holdId: string; by: By; from: string; reason: string };
  'recording-released': OfRecording & { holdId: string; by: By; from: string; reason: string };
  /** Its key is gone. `rule`: the retention rule that asked for it; null where a person did. */
  'recording-erased': OfRecording & { by: By; from: string; reason: string; rule: string | null; sha256: string };
  'voicemail-began': OfCall & { queueId: QueueId | null };
  'voicemail-ended': OfCall & { how: 'key' | 'limit' | 'hang-up' };
};
