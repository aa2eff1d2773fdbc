import type { By } from '../agent.ts';
import type { Call } from '../call.ts';
import { recordingOf } from '../recording-rules.ts';
import { ask, emit, type Turn } from '../turn.ts';
import { followRecording } from './recording.ts';

/**
 * Nothing is kept from now on, whether something is being recorded or not; after the site's limit, or sooner if asked,
 * it goes on by itself. Asked for again, it begins anew.
 */
export function pause(turn: Turn, { id: callId }: Call, by: By, seconds: number | null = null): void {
  const limit = recordingOf(turn.site).pauseSeconds;
  const until = turn.now + Math.min(seconds ?? limit, limit) * 1000;
  emit(turn, { type: 'pause-began', callId, by, until });
  ask(turn, { type: 'set-timer', timerId: `pause:${callId}`, at: until });
  followRecording(turn, callId);
}

/** Recording goes on; in a sensitive step it waits for its end. */
export function endPause(turn: Turn, { id: callId, pause: running }: Call, by: By, why: 'asked' | 'limit'): void {
  if (!running) return;
  emit(turn, { type: 'pause-ended', callId, by, why });
  ask(turn, { type: 'cancel-timer', timerId: `pause:${callId}` });
  followRecording(turn, callId, true);
}
