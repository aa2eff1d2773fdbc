import { Button, Popover, Text, Title } from '@mantine/core';
import {
  IconArrowForwardUp,
  IconDialpad,
  IconHeadset,
  IconMicrophone,
  IconMicrophoneOff,
  IconPhoneOff,
  IconPlayerPause,
  IconPlayerPlay,
} from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Keypad } from '../../components/keypad.tsx';
import { Notice } from '../../components/notice.tsx';
import { Status } from '../../components/status.tsx';
import { clockText } from '../../format/time.ts';
import { useCommand, useConnected } from '../../live/live-context.tsx';
import { ConsultCard } from './consult-card.tsx';
import type { DeskProps } from './desk-props.ts';
import { RecordingPanel } from './recording-panel.tsx';
import { TransferDialog } from './transfer-dialog.tsx';
import { WatchedNotices } from './watched-notices.tsx';

/** The conversation: its time, the controls of the telephone and of the recording. */
export function ConversationCard({ desk, now, telephone, phone, kind }: DeskProps) {
  const { t } = useTranslation();
  const send = useCommand();
  const connected = useConnected();
  const [busy, setBusy] = useState<'hold' | 'hang-up' | null>(null);
  const [transferring, setTransferring] = useState(false);
  const { call } = desk;
  const onKey = useCallback((key: string) => telephone?.sendDigit(key), [telephone]);
  if (call === null) return null;
  const held = call.phase === 'holding';
  const here = phone.call?.phase === 'up';
  const muted = phone.call?.muted === true;
  const hold = async () => {
    setBusy('hold');
    await send({ name: held ? 'resume' : 'hold' });
    setBusy(null);
  };
  const hangUp = async () => {
    setBusy('hang-up');
    if (!connected || !(await send({ name: 'hang-up' }))) telephone?.hangUp();
    setBusy(null);
  };
  return (
    <section
      className="panel desk-card"
      aria-labelledby="conversation-title"
      data-testid="conversation"
      data-held={held}
    >
      <div className="row-between">
        <div>
          <Title order={2} id="conversation-title" className="offer-number">
            {call.number || t('call.hidden')}
          </Title>
          <Text c="dimmed">{[call.callerName, call.serviceName].filter((one) => one !== '').join(' · ')}</Text>
        </div>
        <div className="talk-time">
          <Status tone={held ? 'wait' : 'busy'} icon={held ? IconPlayerPause : IconHeadset}>
            {held ? t('phase.holding') : t('phase.talking')}
          </Status>
          <span className="figure figure-big" data-testid="talk-time">
            {clockText(now - call.phaseSince)}
          </span>
        </div>
      </div>
      {kind === 'browser' && !here && (
        <Notice tone="wait" icon={IconPhoneOff} live testId="no-audio">
          {t('desk.call.noAudio')}
        </Notice>
      )}
      {held && (
        <Notice tone="wait" icon={IconPlayerPause} testId="held">
          {t('desk.call.heldHint')}
        </Notice>
      )}
      <WatchedNotices watchers={call.watchers} />
      <div className="call-controls">
        {kind === 'browser' && (
          <Button
            variant={muted ? 'filled' : 'default'}
            leftSection={muted ? <IconMicrophoneOff size={18} /> : <IconMicrophone size={18} />}
            aria-pressed={muted}
            disabled={!here}
            onClick={() => telephone?.setMuted(!muted)}
            data-testid="mute"
          >
            {muted ? t('desk.call.unmute') : t('desk.call.mute')}
          </Button>
        )}
        <Button
          variant={held ? 'filled' : 'default'}
          leftSection={held ? <IconPlayerPlay size={18} /> : <IconPlayerPause size={18} />}
          aria-pressed={held}
          disabled={call.third !== null}
          loading={busy === 'hold'}
          onClick={() => void hold()}
          data-testid="hold"
        >
          {held ? t('desk.call.resume') : t('desk.call.hold')}
        </Button>
        {kind === 'browser' && (
          <Popover position="bottom" withArrow trapFocus>
            <Popover.Target>
              <Button variant="default" leftSection={<IconDialpad size={18} />} disabled={!here} data-testid="keypad">
                {t('desk.call.keypad')}
              </Button>
            </Popover.Target>
            <Popover.Dropdown aria-label={t('keypad.title')}>
              <Keypad onKey={onKey} listen />
            </Popover.Dropdown>
          </Popover>
        )}
        <Button
          variant="default"
          leftSection={<IconArrowForwardUp size={18} />}
          disabled={call.third !== null}
          onClick={() => setTransferring(true)}
          data-testid="transfer"
        >
          {t('desk.transfer.open')}
        </Button>
        <Button
          color="stop"
          leftSection={<IconPhoneOff size={18} />}
          loading={busy === 'hang-up'}
          onClick={() => void hangUp()}
          data-testid="hang-up"
        >
          {t('desk.call.hangUp')}
        </Button>
      </div>
      {call.third !== null && <ConsultCard third={call.third} now={now} />}
      <RecordingPanel call={call} now={now} />
      <TransferDialog call={call} opened={transferring} onClose={() => setTransferring(false)} />
    </section>
  );
}
