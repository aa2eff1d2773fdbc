import type { Call } from '../call.ts';
import { ask, emit, type Turn } from '../turn.ts';

/** A key that is held longer is waited for no more: the step goes on as if its prompt had come to its end. */
const heldLimitMs = 5_000;

/**
 * A key went down, which one is known when it is let go. A prompt that keys cut short ends at once: the caller has
 * spoken, and hears so.
 */
export function keyDown(turn: Turn, call: Call): void {
  const { id: callId, playing: playbackId, step, inFlow, place } = call;
  if (!playbackId || !step || place.at !== 'menu' || turn.world.hangUps.has(call.legId)) return;
  if (!turn.flows.describe(inFlow.flow, inFlow.version, step.step)?.cutByKeys) return;
  emit(turn, { type: 'prompt-ended', callId, playbackId, how: 'interrupted', keyDown: true });
  ask(turn, { type: 'stop-play', playbackId });
  ask(turn, { type: 'set-timer', timerId: `key:${callId}`, at: turn.now + heldLimitMs });
}

/** Until when a key that cut a prompt short is waited for (ms since the epoch); null where none is. */
export function keyLimit({ keyDownAt, playing, place }: Call): number | null {
  return keyDownAt === null || playing !== null || place.at !== 'menu' ? null : keyDownAt + heldLimitMs;
}
