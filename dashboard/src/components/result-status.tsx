import { IconDots, IconHeadset, IconListNumbers, IconMail, IconPhoneCheck, IconPhoneX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CallResult } from '../../../services/core/event.ts';
import { Status } from './status.tsx';

const looks = {
  answered: { tone: 'ok', icon: IconHeadset },
  abandoned: { tone: 'danger', icon: IconPhoneX },
  voicemail: { tone: 'after', icon: IconMail },
  callback: { tone: 'wait', icon: IconPhoneCheck },
  'callback-failed': { tone: 'danger', icon: IconPhoneX },
  menu: { tone: 'off', icon: IconListNumbers },
} as const;

/** What came of a call; null while it goes on. */
export function ResultStatus({ result }: { readonly result: CallResult | null }) {
  const { t } = useTranslation();
  if (result === null)
    return (
      <Status tone="busy" icon={IconDots}>
        {t('calls.inProgress')}
      </Status>
    );
  const look = looks[result];
  return (
    <Status tone={look.tone} icon={look.icon}>
      {t(`result.${result}`)}
    </Status>
  );
}
