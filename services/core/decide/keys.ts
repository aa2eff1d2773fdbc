import type { Call } from '../call.ts';
import type { CallId } from '../ids.ts';
import { masked } from '../prompt.ts';
import { emit, type Turn } from '../turn.ts';

/** Keys kept for later steps; more are a storm and are dropped. */
const aheadLimit = 32;
/** Keys of one call that the journal takes. */
const keysLimit = 200;
/** Keys pressed so soon after a sensitive step may still belong to what was typed there, in ms. */
const hushMs = 3_000;
/** Where the vault has the keys typed ahead that are masked everywhere else, in their order. */
const aheadName = '#ahead';

/**
 * Takes in a key of the caller's telephone. Says whether the call's step is told: one that listens, or may be cut short
 * by it; a key that no step wants now is kept for the next that does.
 */
export function takeKey(turn: Turn, call: Call, digit: string): boolean {
  const { id: callId, place } = call;
  const described = call.step && turn.flows.describe(call.inFlow.flow, call.inFlow.version, call.step.step);
  const hushed = call.sensitive || (call.hushedAt !== null && turn.now - call.hushedAt < hushMs);
  const isLogged = call.keys < keysLimit;
  if (place.at === 'menu' && (described?.listens ?? false)) {
    // What a key does is on record all the same; only the key itself is not, where nobody presses so many.
    if (isLogged) emit(turn, { type: 'digit-pressed', callId, digit: hushed ? masked : digit, ahead: false });
    return true;
  }
  // A waiting caller's key is for the queue's step alone: never kept for a later one.
  if (place.at === 'queue' && isLogged && (described?.listensInQueue ?? false)) {
    emit(turn, { type: 'digit-pressed', callId, digit: hushed ? masked : digit, ahead: false });
    return true;
  }
  // Once the caller waits or talks, no step will want the key.
  if (place.at !== 'menu' || call.ahead.length >= aheadLimit || !isLogged) return false;
  const isMasked = hushed || (described?.beforeSensitive ?? false) || awaitsSensitive(turn, call);
  if (isMasked) turn.vault.set(callId, aheadName, (turn.vault.get(callId, aheadName) ?? '') + digit);
  emit(turn, { type: 'digit-pressed', callId, digit: isMasked ? masked : digit, ahead: true });
  return true;
}

/** Whether a flow that waits for this one has a step in which something sensitive is typed. */
function awaitsSensitive(turn: Turn, { frames }: Call): boolean {
  return frames.some(
    ({ flow, version, step }) => turn.flows.describe(flow, version, step.step)?.beforeSensitive ?? false,
  );
}

/** The first of the keys typed ahead, for the step that listens now; a null `digit` was lost with a restart. */
export function takeAhead(turn: Turn, callId: CallId): { readonly digit: string | null } | null {
  const call = turn.world.calls.get(callId);
  const first = call?.ahead[0];
  if (!call || first === undefined) return null;
  if (first !== masked) {
    emit(turn, { type: 'ahead-taken', callId });
    return { digit: first };
  }
  const kept = turn.vault.get(callId, aheadName) ?? '';
  const digit = kept[0] ?? null;
  turn.vault.set(callId, aheadName, kept.length > 1 ? kept.slice(1) : undefined);
  const isOpen = digit !== null && !call.sensitive;
  emit(turn, isOpen ? { type: 'ahead-taken', callId, digit } : { type: 'ahead-taken', callId });
  return { digit };
}
