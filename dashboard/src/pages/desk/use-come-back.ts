import { useEffect, useRef, useState } from 'react';
import type { DeskState } from '../../../../services/live/protocol.ts';
import type { Telephone } from '../../phone/telephone.ts';
import type { TelephoneState } from '../../phone/telephone-state.ts';

/**
 * Answers by itself the one call that is the agent's own conversation coming back: it carries the header
 * `X-Centralita-Purpose: resume` and the desk says that a caller is kept. Any other call waits for the agent.
 * Tells whether the conversation on this page came back so.
 */
export function useComeBack(desk: DeskState | null, telephone: Telephone | null, phone: TelephoneState): boolean {
  const [backCall, setBackCall] = useState<string | null>(null);
  const tried = useRef<string | null>(null);
  const kept = desk !== null && (desk.keptUntil !== null || desk.call?.phase === 'kept');
  const ringing = phone.call?.resume === true && phone.call.phase === 'ringing' ? phone.call.id : null;
  useEffect(() => {
    if (telephone === null || ringing === null || !kept || tried.current === ringing) return;
    tried.current = ringing;
    void telephone.answer();
  }, [telephone, ringing, kept]);
  const backId = phone.call?.resume === true && phone.call.phase === 'up' ? (desk?.call?.id ?? null) : null;
  useEffect(() => {
    if (backId !== null) setBackCall(backId);
  }, [backId]);
  return backCall !== null && desk?.call?.id === backCall && desk.keptUntil === null;
}
