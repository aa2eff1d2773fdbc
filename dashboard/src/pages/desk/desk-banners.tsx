import { Button } from '@mantine/core';
import {
  IconArrowBackUp,
  IconDatabaseExclamation,
  IconDevices,
  IconPhoneOff,
  IconPlugConnectedX,
  IconVolumeOff,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../components/notice.tsx';
import { clockText } from '../../format/time.ts';
import { useNow } from '../../live/ticker.ts';
import { useDeskTelephone } from '../../phone/telephone-context.tsx';
import type { DeskProps } from './desk-props.ts';

type Props = DeskProps & {
  readonly health: 'loading' | 'live' | 'lost';
  readonly currentAt: number;
  readonly cameBack: boolean;
};

/** What the agent must know at once, over everything else. Each heals by itself. */
export function DeskBanners({ desk, phone, kind, health, currentAt, cameBack, telephone }: Props) {
  const { t } = useTranslation();
  const { takeOver } = useDeskTelephone();
  const now = useNow();
  const phoneLost = kind === 'browser' && (phone.line === 'lost' || phone.line === 'refused');
  return (
    <div className="desk-banners" aria-live="polite">
      {health === 'lost' && (
        <Notice tone="danger" icon={IconPlugConnectedX} testId="banner-connection">
          {t('desk.banner.connection', { age: clockText(now - currentAt) })}
        </Notice>
      )}
      {phoneLost && (
        <Notice tone="danger" icon={IconPhoneOff} testId="banner-telephone">
          {phone.call === null ? t('desk.banner.telephone') : t('desk.banner.telephoneInCall')}
        </Notice>
      )}
      {!desk.telephony && health !== 'lost' && (
        <Notice tone="danger" icon={IconPhoneOff} testId="banner-telephony">
          {t('desk.banner.telephony')}
        </Notice>
      )}
      {desk.diskFull && health !== 'lost' && (
        <Notice tone="danger" icon={IconDatabaseExclamation} testId="banner-disk">
          {t('desk.banner.diskFull')}
        </Notice>
      )}
      {kind === 'elsewhere' && (
        <Notice
          tone="wait"
          icon={IconDevices}
          testId="banner-elsewhere"
          action={
            <Button size="xs" variant="default" onClick={takeOver} data-testid="take-over">
              {t('desk.banner.takeOver')}
            </Button>
          }
        >
          {t('desk.banner.elsewhere')}
        </Notice>
      )}
      {kind === 'browser' && phone.silent && telephone !== null && (
        <Notice
          tone="wait"
          icon={IconVolumeOff}
          testId="banner-silent"
          action={
            <Button size="xs" variant="default" onClick={() => void telephone.tones.unblock()}>
              {t('desk.banner.allowSound')}
            </Button>
          }
        >
          {t('desk.banner.silent')}
        </Notice>
      )}
      {cameBack && (
        <Notice tone="ok" icon={IconArrowBackUp} testId="came-back">
          {t('desk.banner.cameBack')}
        </Notice>
      )}
    </div>
  );
}
