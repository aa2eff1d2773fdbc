import type { Call } from '../call.ts';
import { policyOf } from '../consent.ts';
import { ask, emit, type Turn } from '../turn.ts';
import { stateConsent } from './consent.ts';

/** The next key of a code is waited for so long, in ms. */
const betweenMs = 2_000;
/** Keys of a call after which none is looked at for a code: a storm must not fill the journal. */
const keysLimit = 1_000;
/** Keys pressed so soon after a sensitive step may still belong to what was typed there, in ms. */
const hushMs = 3_000;

/**
 * A key of the caller's telephone may belong to a code that gives or withdraws consent, at any moment of the call. Gives
 * back the keys that are none of a code, and are for the call's step; those that may yet become one wait.
 */
export function takeCode(turn: Turn, call: Call, digit: string): readonly string[] {
  const { id: callId } = call;
  const policy = policyOf(turn.site, call.serviceId);
  const codes = [policy.giveCode, policy.withdrawCode].filter((code) => code !== null);
  const isSensitive = call.sensitive || (call.hushedAt !== null && turn.now - call.hushedAt < hushMs);
  const isLooked = policy.policy !== 'never' && !isSensitive && call.keys < keysLimit;
  const held = call.code?.digits ?? '';
  const typed = held + digit;
  if (isLooked && codes.includes(typed)) {
    emit(turn, { type: 'code-typed', callId, digits: typed, until: null });
    const consent = typed === policy.giveCode ? 'given' : 'withdrawn';
    if (call.consent !== consent && (consent === 'given' || call.consent === 'given'))
      stateConsent(turn, call, {
        party: 'caller',
        consent,
        source: { kind: 'code', code: typed },
        basis: '',
        wording: 'code',
        version: policy.version,
      });
    return [];
  }
  const begins = (digits: string) => isLooked && codes.some((code) => code.startsWith(digits));
  const kept = begins(typed) ? typed : begins(digit) ? digit : '';
  if (kept !== '') {
    const until = turn.now + betweenMs;
    emit(turn, { type: 'code-typed', callId, digits: kept, until });
    ask(turn, { type: 'set-timer', timerId: `code:${callId}`, at: until });
  } else if (held !== '') emit(turn, { type: 'code-typed', callId, digits: '', until: null });
  const free = typed.slice(0, typed.length - kept.length);
  return [...free];
}

/** The rest of a code did not come: its keys are for the step after all. */
export function giveUpCode(turn: Turn, call: Call): readonly string[] {
  if (!call.code) return [];
  emit(turn, { type: 'code-typed', callId: call.id, digits: '', until: null });
  return [...call.code.digits];
}
