import { Button, Text } from '@mantine/core';
import { IconMicrophone, IconMicrophoneOff, IconPhone, IconPhoneOff, IconPlugConnectedX } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Keypad } from '../../components/keypad.tsx';
import { Notice } from '../../components/notice.tsx';
import { clockText } from '../../format/time.ts';
import { useNow } from '../../live/ticker.ts';
import type { Telephone } from '../../phone/telephone.ts';
import { useTelephoneState } from '../../phone/telephone-context.tsx';
import type { TelephoneState } from '../../phone/telephone-state.ts';

export function CallerPhone({ telephone, line }: { readonly telephone: Telephone; readonly line: string }) {
  const { t } = useTranslation();
  const phone = useTelephoneState(telephone);
  const now = useNow();
  const [typed, setTyped] = useState('');
  const [asking, setAsking] = useState(false);
  const { call } = phone;
  const up = call?.phase === 'up';
  const callId = call?.id;
  useEffect(() => {
    if (callId !== undefined) setTyped('');
  }, [callId]);
  const press = useCallback(
    (key: string) => {
      telephone.sendDigit(key);
      setTyped((before) => (before + key).slice(-24));
    },
    [telephone],
  );
  const start = async () => {
    setAsking(true);
    await telephone.call(line);
    setAsking(false);
  };
  const state = stateOf(phone, asking);
  return (
    <section className="panel caller-phone" aria-label={t('caller.telephone')} data-testid="caller" data-state={state}>
      <div className="caller-screen" role="status">
        <Text size="sm" c="dimmed">
          {t('caller.line')}
        </Text>
        <Text className="caller-line">{lineNumber(line)}</Text>
        <Text fw={600} data-testid="caller-state">
          {state === 'ended' && phone.lastEnd !== null ? endText(t, phone.lastEnd) : t(`caller.state.${state}`)}
        </Text>
        <Text className="figure caller-time" data-testid="caller-time" aria-live="off">
          {up && call.upAt !== null
            ? clockText(now - call.upAt)
            : state === 'ended' && phone.lastEnd?.talkedMs != null
              ? clockText(phone.lastEnd.talkedMs)
              : '\u00a0'}
        </Text>
        <Text className="figure caller-typed" data-testid="caller-typed" aria-live="off">
          {typed || '\u00a0'}
        </Text>
      </div>
      {phone.microphone !== null && (
        <Notice tone="danger" icon={IconMicrophoneOff} live testId="microphone-problem">
          {t(`microphone.${phone.microphone}`)}
        </Notice>
      )}
      {phone.line === 'lost' && (
        <Notice tone="danger" icon={IconPlugConnectedX} live testId="banner-telephone">
          {t('caller.lost')}
        </Notice>
      )}
      <Keypad onKey={press} disabled={!up} listen />
      <div className="caller-buttons">
        {call === null ? (
          <Button
            size="lg"
            fullWidth
            color="go"
            leftSection={<IconPhone size={20} />}
            disabled={phone.line !== 'ready'}
            loading={asking}
            onClick={() => void start()}
            data-testid="call"
          >
            {t('caller.call')}
          </Button>
        ) : (
          <>
            <Button
              size="lg"
              variant={call.muted ? 'filled' : 'default'}
              leftSection={call.muted ? <IconMicrophoneOff size={20} /> : <IconMicrophone size={20} />}
              aria-pressed={call.muted}
              disabled={!up}
              onClick={() => telephone.setMuted(!call.muted)}
              data-testid="mute"
            >
              {call.muted ? t('desk.call.unmute') : t('desk.call.mute')}
            </Button>
            <Button
              size="lg"
              color="stop"
              leftSection={<IconPhoneOff size={20} />}
              onClick={() => telephone.hangUp()}
              data-testid="hang-up"
            >
              {t('desk.call.hangUp')}
            </Button>
          </>
        )}
      </div>
      <Text size="sm" c="dimmed">
        {t('caller.keysHint')}
      </Text>
    </section>
  );
}

type CallerState = 'connecting' | 'idle' | 'microphone' | 'calling' | 'ringing' | 'up' | 'ended';

function stateOf(phone: TelephoneState, asking: boolean): CallerState {
  if (phone.call?.phase === 'up') return 'up';
  if (phone.call?.phase === 'ringing') return 'ringing';
  if (phone.call !== null) return 'calling';
  if (asking) return 'microphone';
  if (phone.lastEnd !== null) return 'ended';
  return phone.line === 'ready' ? 'idle' : 'connecting';
}

function endText(t: TFunction, end: NonNullable<TelephoneState['lastEnd']>): string {
  if (end.reason !== 'hung-up') return t(`caller.end.${end.reason}`);
  return end.by === 'here' ? t('caller.end.byYou') : t('caller.end.byThem');
}

/** `sip:1000@host` → `1000` */
function lineNumber(line: string): string {
  return line.replace(/^sips?:/, '').replace(/@.*$/, '');
}
