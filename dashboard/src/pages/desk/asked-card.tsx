import { Button, Text, Title } from '@mantine/core';
import {
  IconHeadset,
  IconMicrophone,
  IconMicrophoneOff,
  IconPhone,
  IconPhoneIncoming,
  IconPhoneOff,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../components/notice.tsx';
import { Status } from '../../components/status.tsx';
import { clockText } from '../../format/time.ts';
import { useCommand } from '../../live/live-context.tsx';
import type { DeskProps } from './desk-props.ts';

/** Another agent asks this one: who, and about whom; it rings first, then they talk. */
export function AskedCard({ desk, now, telephone, phone, kind }: DeskProps) {
  const { t } = useTranslation();
  const send = useCommand();
  const [busy, setBusy] = useState(false);
  const { call } = desk;
  if (call?.third == null) return null;
  const { mode, state, since } = call.third;
  const name = call.agentName ?? '';
  const number = call.number || t('call.hidden');
  const ringing = phone.call?.direction === 'in' && phone.call.phase !== 'up';
  const here = phone.call?.phase === 'up';
  const muted = phone.call?.muted === true;
  const leave = async () => {
    setBusy(true);
    if (phone.call === null) await send({ name: state === 'ringing' ? 'decline' : 'hang-up' });
    else if (phone.call.phase === 'ringing') telephone?.decline();
    else telephone?.hangUp();
    setBusy(false);
  };
  return (
    <section
      className={`panel desk-card${state === 'ringing' ? ' desk-offer' : ''}`}
      aria-labelledby="asked-title"
      data-testid="asked"
      data-state={state}
      data-mode={mode}
    >
      <div className="row-between">
        <div>
          <Title order={2} id="asked-title" className="asked-title" aria-live="assertive">
            {state === 'ringing' ? t('desk.asked.ringTitle', { name }) : t('desk.asked.title', { name, number })}
          </Title>
          <Text c="dimmed">
            {[state === 'ringing' ? t('desk.asked.about', { number }) : '', call.callerName, call.serviceName]
              .filter((one) => one !== '')
              .join(' · ')}
          </Text>
        </div>
        <div className="talk-time">
          <Status tone={state === 'here' ? 'busy' : 'wait'} icon={state === 'here' ? IconHeadset : IconPhoneIncoming}>
            {t(`desk.third.${state}`)}
          </Status>
          <span className="figure figure-big">{clockText(now - since)}</span>
        </div>
      </div>
      <Text size="sm">
        {mode === 'conference' ? t('desk.asked.conferenceHint', { name }) : t('desk.asked.consultHint', { name })}
      </Text>
      {phone.microphone !== null && (
        <Notice tone="danger" icon={IconMicrophoneOff} live testId="microphone-problem">
          {t(`microphone.${phone.microphone}`)}
        </Notice>
      )}
      {kind === 'sip' && state === 'ringing' && <Text>{t('desk.offer.deskPhone')}</Text>}
      <div className="desk-buttons">
        {kind === 'browser' && ringing && (
          <Button
            size="lg"
            color="go"
            leftSection={<IconPhone size={20} />}
            disabled={phone.call?.phase !== 'ringing'}
            loading={phone.call?.phase === 'answering'}
            onClick={() => void telephone?.answer()}
            data-testid="answer"
          >
            {t('desk.offer.answer')}
          </Button>
        )}
        {kind === 'browser' && here && (
          <Button
            variant={muted ? 'filled' : 'default'}
            leftSection={muted ? <IconMicrophoneOff size={18} /> : <IconMicrophone size={18} />}
            aria-pressed={muted}
            onClick={() => telephone?.setMuted(!muted)}
            data-testid="mute"
          >
            {muted ? t('desk.call.unmute') : t('desk.call.mute')}
          </Button>
        )}
        <Button
          size={state === 'ringing' ? 'lg' : 'sm'}
          {...(state === 'ringing' ? { variant: 'default' } : { color: 'stop' })}
          leftSection={<IconPhoneOff size={18} />}
          loading={busy}
          onClick={() => void leave()}
          data-testid={state === 'ringing' ? 'decline' : 'leave'}
        >
          {state === 'ringing' ? t('desk.offer.decline') : t('desk.asked.leave')}
        </Button>
      </div>
    </section>
  );
}
