import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useState,
  useSyncExternalStore,
} from 'react';
import { useTranslation } from 'react-i18next';
import type { Command } from '../../../services/core/signal.ts';
import type { CommandAnswer, Topic } from '../../../services/live/protocol.ts';
import { sessionQuery } from '../api/queries.ts';
import { errorText } from '../components/error-text.ts';
import { endSession } from '../session/end-session.ts';
import { LiveConnection } from './connection.ts';
import { type Live, nothingYet, type StateOf } from './reducer.ts';
import { useNow } from './ticker.ts';

const LiveContext = createContext<LiveConnection | null>(null);
const noSubscription = () => () => undefined;

/** Keeps the socket open for as long as somebody is signed in. */
export function LiveProvider({ children }: { readonly children: ReactNode }) {
  const queries = useQueryClient();
  const [connection, setConnection] = useState<LiveConnection | null>(null);
  useEffect(() => {
    const opened = new LiveConnection({
      onRefused: () => void queries.invalidateQueries({ queryKey: sessionQuery.queryKey }),
      onSignedOut: () => endSession(queries),
    });
    setConnection(opened);
    return () => opened.close();
  }, [queries]);
  return <LiveContext value={connection}>{children}</LiveContext>;
}

export function useTopic<T extends Topic>(topic: T): Live<StateOf<T>> {
  const connection = useContext(LiveContext);
  useEffect(() => connection?.watch(topic), [connection, topic]);
  return useSyncExternalStore<Live<StateOf<T>>>(connection?.subscribe ?? noSubscription, () =>
    connection === null ? nothingYet : (connection.models()[topic] as Live<StateOf<T>>),
  );
}

export function useConnected(): boolean {
  const connection = useContext(LiveContext);
  return useSyncExternalStore(connection?.subscribe ?? noSubscription, () => connection?.connected() ?? false);
}

/** The controller's clock, ms since the epoch, ticking. While the connection is lost it goes on by this device's clock. */
export function useServerNow(live: { readonly offset: number }): number {
  return useNow() + live.offset;
}

/** Sends a command; a refusal is shown to the person. Resolves with whether it was accepted. */
export function useCommand(): (command: Command) => Promise<boolean> {
  const connection = useContext(LiveContext);
  const { t } = useTranslation();
  return useCallback(
    async (command) => {
      const answer =
        connection === null ? ({ ok: false, code: 'offline' } as const) : await connection.command(command);
      if (!answer.ok) notifications.show({ color: 'red', message: errorText(t, answer.code) });
      return answer.ok;
    },
    [connection, t],
  );
}

/** Sends a command and gives what the controller answered: for who tells a refusal in a place of its own. */
export function useSend(): (command: Command) => Promise<CommandAnswer> {
  const connection = useContext(LiveContext);
  return useCallback(
    async (command) =>
      connection === null
        ? { ok: false, code: 'offline', message: 'not connected' }
        : await connection.command(command),
    [connection],
  );
}

/** Sends a command without telling the person when it is refused. */
export function useSendQuietly(): (command: Command) => Promise<boolean> {
  const connection = useContext(LiveContext);
  return useCallback(async (command) => (await connection?.command(command))?.ok === true, [connection]);
}
