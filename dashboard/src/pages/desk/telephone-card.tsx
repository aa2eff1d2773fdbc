import { Button, Collapse, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconAdjustments,
  IconDeviceLandlinePhone,
  IconLoader2,
  IconPhoneCheck,
  IconPhoneOff,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { MicrophoneTest } from '../../components/microphone-test.tsx';
import { Status } from '../../components/status.tsx';
import type { DeskProps } from './desk-props.ts';

const looks = {
  connecting: { tone: 'off', icon: IconLoader2 },
  ready: { tone: 'ok', icon: IconPhoneCheck },
  lost: { tone: 'danger', icon: IconPhoneOff },
  refused: { tone: 'danger', icon: IconPhoneOff },
} as const;

/** The telephone's state, and the microphone and loudspeaker to try and choose. */
export function TelephoneCard({ telephone, phone, kind, desk }: DeskProps) {
  const { t } = useTranslation();
  const [open, { toggle }] = useDisclosure(false);
  if (kind === 'sip')
    return (
      <section className="panel desk-card" aria-labelledby="telephone-title" data-testid="telephone-card">
        <Title order={2} id="telephone-title" className="desk-card-title">
          {t('desk.telephone.title')}
        </Title>
        <Status
          tone={desk.agent.reachable ? 'ok' : 'danger'}
          icon={desk.agent.reachable ? IconDeviceLandlinePhone : IconPhoneOff}
        >
          {desk.agent.reachable ? t('desk.telephone.sip') : t('desk.telephone.sipAway')}
        </Status>
      </section>
    );
  const look = looks[phone.line];
  return (
    <section className="panel desk-card" aria-labelledby="telephone-title" data-testid="telephone-card">
      <div className="row-between">
        <Title order={2} id="telephone-title" className="desk-card-title">
          {t('desk.telephone.title')}
        </Title>
        <span role="status" data-testid="telephone" data-line={kind === 'browser' ? phone.line : kind}>
          <Status
            tone={kind === 'elsewhere' ? 'wait' : look.tone}
            icon={kind === 'elsewhere' ? IconPhoneOff : look.icon}
          >
            {kind === 'elsewhere' ? t('desk.telephone.elsewhere') : t(`desk.telephone.${phone.line}`)}
          </Status>
        </span>
      </div>
      {!open && phone.microphone !== null && <Text size="sm">{t(`microphone.${phone.microphone}`)}</Text>}
      <Button
        variant="default"
        leftSection={<IconAdjustments size={18} />}
        onClick={toggle}
        aria-expanded={open}
        data-testid="microphone-test"
      >
        {open ? t('desk.telephone.closeTest') : t('desk.telephone.test')}
      </Button>
      <Collapse expanded={open}>
        {open && <MicrophoneTest onDevices={() => void telephone?.changeDevices()} />}
      </Collapse>
    </section>
  );
}
