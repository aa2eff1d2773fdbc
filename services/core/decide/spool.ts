import type { Signal } from '../signal.ts';
import { emit, type Turn } from '../turn.ts';
import { failCapture, followRecording, SPOOL_FULL } from './recording.ts';

/**
 * A spool without room for sound: Asterisk would leave out what it cannot write, and what comes after would be heard too
 * early. So the parts end while they are whole, calls go on, and with room again new parts begin.
 */
export function decideSpool(turn: Turn, { room, freeBytes }: Extract<Signal, { type: 'spool-seen' }>): void {
  const before = turn.world.spool;
  if (room === before) return;
  emit(turn, { type: 'spool-changed', room, freeBytes });
  for (const callId of [...turn.world.calls.keys()]) {
    if (room === 'full') failCapture(turn, callId, SPOOL_FULL);
    else if (before === 'full') followRecording(turn, callId, true);
  }
}
