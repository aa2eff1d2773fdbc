import type { Signal } from '../signal.ts';
import { emit, type Turn } from '../turn.ts';
import { feed } from './menu.ts';

/** A web service answered, or did not. What comes after its step was left, or twice, means nothing. */
export function decideWeb(turn: Turn, signal: Extract<Signal, { type: 'web-answered' }>): void {
  const { callId, requestId, how, status, body } = signal;
  const asked = turn.world.calls.get(callId)?.web;
  if (asked?.requestId !== requestId) return;
  emit(turn, { type: 'web-answered', callId, requestId, how, status, ms: turn.now - asked.since });
  feed(turn, callId, { type: 'answered', how, status, body });
}
