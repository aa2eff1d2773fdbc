import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskState } from '../../../../services/live/protocol.ts';

/** An offer is told in the tab's title too: the agent may be looking at another one. */
export function usePageTitle(desk: DeskState | null): void {
  const { t } = useTranslation();
  const number = desk?.offer === null || desk?.call == null ? null : desk.call.number;
  useEffect(() => {
    document.title = number === null ? 'Centralita' : t('desk.title.offer', { number });
    return () => {
      document.title = 'Centralita';
    };
  }, [number, t]);
}
