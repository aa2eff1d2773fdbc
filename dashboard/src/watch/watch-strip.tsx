import { Button, SegmentedControl, Text } from '@mantine/core';
import {
  IconDevices,
  IconEar,
  IconHeadset,
  IconLoader2,
  IconMicrophone,
  IconMicrophoneOff,
  IconPhoneOff,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WatchMode } from '../../../services/core/call.ts';
import { Status } from '../components/status.tsx';
import { useCommand } from '../live/live-context.tsx';
import type { Telephone } from '../phone/telephone.ts';
import type { DeskTelephone } from '../phone/telephone-context.tsx';
import type { TelephoneState } from '../phone/telephone-state.ts';
import type { Part } from './part-taken.ts';
import { useWatching } from './watch-context.tsx';

const modes: readonly WatchMode[] = ['listen', 'whisper', 'barge'];

type Props = {
  readonly part: Part | null;
  readonly telephone: Telephone | null;
  readonly phone: TelephoneState;
  readonly kind: DeskTelephone['kind'];
  readonly takeOver: () => void;
};

/** The conversation a supervisor is in: whose it is, how they take part, and the way out. Nothing when there is none. */
export function WatchStrip({ part, telephone, phone, kind, takeOver }: Props) {
  const { t } = useTranslation();
  const { wish, settle } = useWatching();
  if (part === null && wish === null && phone.call?.supervising !== true) return null;
  const elsewhere = kind === 'elsewhere';
  return (
    <section className="watch-strip" aria-label={t('watch.title')} data-testid="watch-strip" data-mode={modeOf(part)}>
      <div className="watch-who" role="status">
        {part === null || (part.kind === 'watching' && !part.here) ? (
          <Status tone="wait" icon={IconLoader2}>
            {t('watch.connecting')}
          </Status>
        ) : (
          <Status tone="after" icon={part.kind === 'taken' ? IconHeadset : IconEar}>
            {part.kind === 'taken' ? t('watch.taken') : t(`watch.doing.${part.mode}`)}
          </Status>
        )}
        {part !== null && (
          <Text component="span" fw={600} className="watch-names" data-testid="watch-names">
            {[part.kind === 'taken' ? '' : part.call.agentName, part.call.number || t('call.hidden')]
              .filter((one) => one !== '' && one !== null)
              .join(' · ')}
          </Text>
        )}
        {elsewhere && (
          <Text component="span" size="sm">
            {t('watch.elsewhere')}
          </Text>
        )}
        {phone.microphone !== null && (
          <Text component="span" size="sm" data-testid="microphone-problem">
            {t(`microphone.${phone.microphone}`)}
          </Text>
        )}
      </div>
      <div className="watch-tools">
        {elsewhere && (
          <Button size="xs" variant="default" leftSection={<IconDevices size={16} />} onClick={takeOver}>
            {t('desk.banner.takeOver')}
          </Button>
        )}
        {part?.kind === 'watching' && <Modes callId={part.call.id} mode={part.mode} />}
        {part?.kind === 'taken' && kind === 'browser' && <Mute telephone={telephone} phone={phone} />}
        <Leave part={part} telephone={telephone} onCancel={settle} />
      </div>
    </section>
  );
}

function modeOf(part: Part | null): string {
  if (part === null) return 'connecting';
  return part.kind === 'taken' ? 'taken' : part.here ? part.mode : 'connecting';
}

function Modes({ callId, mode }: { readonly callId: string; readonly mode: WatchMode }) {
  const { t } = useTranslation();
  const send = useCommand();
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('watch.mode')}
      data={modes.map((one) => ({ value: one, label: t(`watch.${one}`) }))}
      value={mode}
      onChange={(value) => void send({ name: 'watch', callId, mode: value as WatchMode })}
      data-testid="watch-mode"
    />
  );
}

function Mute({ telephone, phone }: Pick<Props, 'telephone' | 'phone'>) {
  const { t } = useTranslation();
  const muted = phone.call?.muted === true;
  return (
    <Button
      size="xs"
      variant={muted ? 'filled' : 'default'}
      leftSection={muted ? <IconMicrophoneOff size={16} /> : <IconMicrophone size={16} />}
      aria-pressed={muted}
      disabled={phone.call?.phase !== 'up'}
      onClick={() => telephone?.setMuted(!muted)}
      data-testid="watch-mute"
    >
      {muted ? t('desk.call.unmute') : t('desk.call.mute')}
    </Button>
  );
}

/** Out of the conversation; of a taken call it ends the call, of one not begun the asking. */
function Leave(props: {
  readonly part: Part | null;
  readonly telephone: Telephone | null;
  readonly onCancel: () => void;
}) {
  const { t } = useTranslation();
  const send = useCommand();
  const [busy, setBusy] = useState(false);
  const { part, telephone, onCancel } = props;
  const leave = async () => {
    onCancel();
    if (part?.kind !== 'watching') {
      telephone?.hangUp();
      return;
    }
    setBusy(true);
    if (!(await send({ name: 'stop-watching' }))) telephone?.hangUp();
    setBusy(false);
  };
  return (
    <Button
      size="xs"
      color="stop"
      leftSection={<IconPhoneOff size={16} />}
      loading={busy}
      onClick={() => void leave()}
      data-testid="watch-stop"
    >
      {part?.kind === 'taken' ? t('desk.call.hangUp') : t('watch.stop')}
    </Button>
  );
}
