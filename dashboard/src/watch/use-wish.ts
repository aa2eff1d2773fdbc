import { notifications } from '@mantine/notifications';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../components/error-text.ts';
import { useSend } from '../live/live-context.tsx';
import { useWatching, type Wish } from './watch-context.tsx';

/** A telephone just registered is known to the controller a moment later. */
const askAgainAfter = 400;
const askAtMost = 12;

/** Asks the controller for what the supervisor wished, as soon as the telephone is there. */
export function useWish(ready: boolean): void {
  const { t } = useTranslation();
  const { wish, settle } = useWatching();
  const send = useSend();
  const asked = useRef<Wish | null>(null);
  useEffect(() => {
    if (wish === null || !ready || asked.current === wish) return;
    asked.current = wish;
    const { callId, act, reason } = wish;
    const grant = async () => {
      for (let left = askAtMost; left > 0; left -= 1) {
        const answer = await send(
          act === 'take' ? { name: 'take', callId, reason } : { name: 'watch', callId, mode: act },
        );
        if (asked.current !== wish) return;
        if (!answer.ok && answer.code === 'no-telephone' && left > 1) {
          await new Promise((resolve) => setTimeout(resolve, askAgainAfter));
          continue;
        }
        if (!answer.ok) notifications.show({ color: 'red', message: errorText(t, answer.code) });
        settle();
        return;
      }
    };
    void grant();
  }, [wish, ready, send, settle, t]);
}
