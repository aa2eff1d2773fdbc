import { IconEar, IconHeadset, IconMessage2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { WatcherView } from '../../../../services/live/protocol.ts';
import { Notice } from '../../components/notice.tsx';

const icons = { listen: IconEar, whisper: IconMessage2, barge: IconHeadset } as const;

/** Supervisors on the conversation; the controller only tells of them where the site wants the agent to know. */
export function WatchedNotices({ watchers }: { readonly watchers: readonly WatcherView[] }) {
  const { t } = useTranslation();
  return watchers
    .filter(({ state }) => state === 'here')
    .map(({ userId, name, mode }) => (
      <Notice key={userId} tone="after" icon={icons[mode]} live testId={`watched-${mode}`}>
        {t(`desk.watched.${mode}`, { name })}
      </Notice>
    ));
}
