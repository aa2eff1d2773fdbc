import {
  IconArrowBackUp,
  IconCalendarClock,
  IconHeadset,
  IconHourglass,
  IconListNumbers,
  IconMail,
  IconPhoneIncoming,
  IconPhoneOff,
  IconPhoneOutgoing,
  IconPlayerPause,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CallPhase } from '../../../services/live/protocol.ts';
import { Status } from './status.tsx';

const looks = {
  menu: { tone: 'off', icon: IconListNumbers },
  queued: { tone: 'wait', icon: IconHourglass },
  offered: { tone: 'wait', icon: IconPhoneIncoming },
  talking: { tone: 'busy', icon: IconHeadset },
  holding: { tone: 'wait', icon: IconPlayerPause },
  kept: { tone: 'danger', icon: IconArrowBackUp },
  ended: { tone: 'off', icon: IconPhoneOff },
  outside: { tone: 'busy', icon: IconPhoneOutgoing },
  scheduled: { tone: 'off', icon: IconCalendarClock },
  calling: { tone: 'wait', icon: IconPhoneOutgoing },
  voicemail: { tone: 'after', icon: IconMail },
} as const;

/** Where a call in progress is. */
export function PhaseStatus({ phase }: { readonly phase: CallPhase }) {
  const { t } = useTranslation();
  const look = looks[phase];
  return (
    <Status tone={look.tone} icon={look.icon}>
      {t(`phase.${phase}`)}
    </Status>
  );
}
