import { Loader, Text, Title } from '@mantine/core';
import { IconMicrophoneOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../components/notice.tsx';
import { secondsLeft } from '../../format/time.ts';
import type { DeskProps } from './desk-props.ts';

/** The conversation is on its way back to this page; the caller hears music meanwhile. */
export function KeptCard({ desk, now, phone }: DeskProps) {
  const { t } = useTranslation();
  return (
    <section className="panel desk-idle" aria-labelledby="kept-title" role="status" data-testid="kept">
      <Loader aria-hidden />
      <Title order={2} id="kept-title">
        {t('desk.kept.title', { number: desk.call?.number || t('call.hidden') })}
      </Title>
      <Text c="dimmed" ta="center" maw={420}>
        {t('desk.kept.text')}
      </Text>
      {desk.keptUntil !== null && (
        <Text className="figure" data-testid="kept-seconds">
          {t('desk.kept.left', { count: secondsLeft(desk.keptUntil, now) })}
        </Text>
      )}
      {phone.microphone !== null && (
        <Notice tone="danger" icon={IconMicrophoneOff} live testId="microphone-problem">
          {t(`microphone.${phone.microphone}`)}
        </Notice>
      )}
    </section>
  );
}
