import type { CallId } from '../ids.ts';
import { maskedPrompts, type Prompt } from '../prompt.ts';
import { ask, emit, type Turn } from '../turn.ts';

/** Plays prompts to a caller; an earlier playback is stopped first. `secret`: what they say is kept out of the journal. */
export function play(turn: Turn, callId: CallId, prompts: readonly Prompt[], secret = false): void {
  stopPlay(turn, callId);
  const call = turn.world.calls.get(callId);
  if (!call) return;
  const playbackId = turn.draw.id('play');
  emit(turn, { type: 'prompt-started', callId, playbackId, prompts: secret ? maskedPrompts(prompts) : prompts });
  ask(turn, { type: 'play', playbackId, legId: call.legId, prompts, language: call.language });
}

/** Interrupts what a caller hears, if anything. */
export function stopPlay(turn: Turn, callId: CallId): void {
  const playbackId = turn.world.calls.get(callId)?.playing;
  if (!playbackId) return;
  emit(turn, { type: 'prompt-ended', callId, playbackId, how: 'interrupted' });
  ask(turn, { type: 'stop-play', playbackId });
}
