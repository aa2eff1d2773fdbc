import type { By } from '../agent.ts';
import type { Consent, PartyId, Sides } from '../consent.ts';
import type { LegId, QueueId } from '../ids.ts';
import type { SaidPrompt } from '../wording.ts';
import type { ConsentSource } from './call-facts.ts';
import type { OfCall, OfCapture, OfRecording } from './of.ts';

/** Consent, captures, and what became of recordings. */
export type RecordingFacts = {
  /** `said`: what exactly; none in older journals. */
  'consent-asked': OfCall & { wording: string; version: string; said?: readonly SaidPrompt[] };
  /** `basis`: id of a basis of the site, or what an older page noted; `note`: what was said. */
  'consent-given': OfCall & {
    wording: string;
    version: string;
    source: ConsentSource;
    basis: string;
    note?: string;
    said?: readonly SaidPrompt[];
  };
  'consent-refused': OfCall & {
    wording: string;
    version: string;
    source: ConsentSource;
    said?: readonly SaidPrompt[];
  };
  /** `wording` and `version` are missing in older journals. */
  'consent-withdrawn': OfCall & { source: ConsentSource; basis: string; wording?: string; version?: string };
  /** Somebody besides the caller. */
  'party-consent-changed': OfCall & {
    party: PartyId;
    consent: Consent;
    wording: string;
    version: string;
    source: ConsentSource;
    basis: string;
    note?: string;
  };
  /** A key that may belong to a code; `until`: when the next is waited for no more; null: it is complete, or is none. */
  'code-typed': OfCall & { digits: string; until: number | null };
  /** Nothing is kept for a while; it ends by itself at `until` (ms since the epoch). */
  'pause-began': OfCall & { by: By; until: number };
  'pause-ended': OfCall & { by: By; why: 'asked' | 'limit' };
  /** Whatever the rules say: it is to be recorded, under consent as ever, or not to be. */
  'recording-demanded': OfCall & { what: 'start' | 'stop'; by: By; reason: string };
  /** Asked of Asterisk; nothing is known to be recorded yet. */
  'capture-asked': OfCapture & { legId: LegId; silent?: Sides };
  'recording-started': OfCapture;
  'pause-asked': OfCapture & { muted: boolean; by: By };
  'recording-paused': OfCapture & { by: By };
  'recording-resumed': OfCapture & { by: By };
  /** Sides that are to be silent for want of consent, and what Asterisk said is silent now (both in a pause). */
  'silence-asked': OfCapture & { silent: Sides };
  'silence-set': OfCapture & { silent: Sides };
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
