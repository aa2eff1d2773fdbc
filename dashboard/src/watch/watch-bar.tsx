import { useEffect, useRef } from 'react';
import type { Session } from '../../../services/http/protocol.ts';
import { useTopic } from '../live/live-context.tsx';
import type { Telephone } from '../phone/telephone.ts';
import { TelephoneProvider, useDeskTelephone, useTelephoneState } from '../phone/telephone-context.tsx';
import type { TelephoneState } from '../phone/telephone-state.ts';
import { partOf } from './part-taken.ts';
import { useWish } from './use-wish.ts';
import { WatchStrip } from './watch-strip.tsx';

/** A supervisor's telephone: an agent has one already. */
export function WatchBar({ user }: { readonly user: Session['user'] }) {
  if (user.roles.includes('agent')) return <Bar user={user} />;
  return (
    <TelephoneProvider userId={user.id}>
      <Bar user={user} />
    </TelephoneProvider>
  );
}

function Bar({ user }: { readonly user: Session['user'] }) {
  const live = useTopic('console');
  const { telephone, kind, takeOver } = useDeskTelephone();
  const phone = useTelephoneState(telephone);
  const part = partOf(live.state?.calls ?? [], user.id, user.roles.includes('agent'));
  useWish(kind === 'sip' || (kind === 'browser' && phone.line === 'ready'));
  useOwnCalls(telephone, phone);
  // Who only listens says nothing, whatever the exchange would do with it.
  const quiet = part?.kind === 'watching' && part.mode === 'listen';
  const up = phone.call?.phase === 'up' && phone.call.supervising;
  useEffect(() => {
    if (up) telephone?.setMuted(quiet);
  }, [telephone, up, quiet]);
  return <WatchStrip part={part} telephone={telephone} phone={phone} kind={kind} takeOver={takeOver} />;
}

/** The telephone answers by itself what this page has asked for (header `X-Centralita-Purpose: watch` or `take`). */
function useOwnCalls(telephone: Telephone | null, phone: TelephoneState): void {
  const tried = useRef<string | null>(null);
  const ringing = phone.call?.supervising === true && phone.call.phase === 'ringing' ? phone.call.id : null;
  useEffect(() => {
    if (telephone === null || ringing === null || tried.current === ringing) return;
    tried.current = ringing;
    void telephone.answer();
  }, [telephone, ringing]);
}
