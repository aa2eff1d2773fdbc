import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { phoneQuery } from '../api/queries.ts';
import { usePhoneLock } from './phone-lock.ts';
import { Telephone } from './telephone.ts';
import { idleTelephone, type TelephoneState } from './telephone-state.ts';

export type DeskTelephone = {
  readonly telephone: Telephone | null;
  /** `sip`: the agent answers on a desk telephone; `elsewhere`: another tab has it. */
  readonly kind: 'browser' | 'sip' | 'elsewhere' | 'unknown';
  readonly error: Error | null;
  readonly takeOver: () => void;
};

const TelephoneContext = createContext<DeskTelephone>({
  telephone: null,
  kind: 'unknown',
  error: null,
  takeOver: () => undefined,
});
const noSubscription = () => () => undefined;

/**
 * The agent's telephone registers as soon as the agent is signed in, and lives as long as the session does.
 * The page going away closes nothing: see `Telephone`.
 */
export function TelephoneProvider(props: { readonly userId: string; readonly children: ReactNode }) {
  const queries = useQueryClient();
  const account = useQuery(phoneQuery);
  const lock = usePhoneLock(props.userId);
  const [telephone, setTelephone] = useState<Telephone | null>(null);
  const held = lock.state === 'held';
  useEffect(() => {
    if (account.data === undefined || !held) return;
    const opened = new Telephone(account.data, {
      register: true,
      onRefused: () => void queries.invalidateQueries({ queryKey: phoneQuery.queryKey }),
    });
    setTelephone(opened);
    return () => {
      setTelephone(null);
      opened.close();
    };
  }, [account.data, held, queries]);
  const kind = account.error !== null ? 'sip' : lock.state === 'elsewhere' ? 'elsewhere' : held ? 'browser' : 'unknown';
  const value = { telephone, kind, error: account.error, takeOver: lock.takeOver } as const;
  return <TelephoneContext value={value}>{props.children}</TelephoneContext>;
}

export function useDeskTelephone(): DeskTelephone {
  return useContext(TelephoneContext);
}

export function useTelephoneState(telephone: Telephone | null): TelephoneState {
  return useSyncExternalStore(telephone?.subscribe ?? noSubscription, () => telephone?.state() ?? idleTelephone);
}
