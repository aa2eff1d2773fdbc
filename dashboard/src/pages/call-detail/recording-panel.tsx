import { Loader, Title } from '@mantine/core';
import { IconAlertTriangle, IconLock, IconMicrophoneOff, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CallDetail, RecordingDetail } from '../../../../services/http/protocol.ts';
import { Notice } from '../../components/notice.tsx';
import { PlayerPanel } from './player-panel.tsx';
import { recordingReason } from './use-event-text.ts';
import type { Player } from './use-player.ts';

type Props = {
  readonly detail: CallDetail;
  readonly player: Player;
  readonly playable: RecordingDetail | null;
  readonly mayListen: boolean;
};

/** The recording to play, or why there is none (yet). */
export function RecordingPanel({ detail, player, playable, mayListen }: Props) {
  const { t } = useTranslation();
  const { recording } = detail;
  return (
    <section
      className="panel call-recording"
      aria-labelledby="recording-title"
      data-testid="recording"
      data-state={recording?.state ?? 'none'}
      data-playable={playable !== null}
    >
      <Title order={2} id="recording-title" className="visually-hidden">
        {t('detail.player.title')}
      </Title>
      {playable !== null ? (
        <PlayerPanel recording={playable} player={player} />
      ) : recording === null ? (
        <Notice tone="off" icon={IconMicrophoneOff} testId="no-recording">
          {t(`detail.recording.${whyNone(detail)}`)}
        </Notice>
      ) : recording.state === 'failed' ? (
        <Notice tone="danger" icon={IconAlertTriangle} testId="recording-failed">
          {t('detail.recording.failed')} {recording.reason !== null && <Reason reason={recording.reason} />}
        </Notice>
      ) : recording.state === 'erased' ? (
        <Notice tone="off" icon={IconTrash} testId="recording-erased">
          {t('error.recording-erased')}
        </Notice>
      ) : !mayListen ? (
        <Notice tone="off" icon={IconLock}>
          {t('detail.recording.notYours')}
        </Notice>
      ) : (
        <div className="row" role="status" data-testid="recording-sealing">
          <Loader size="xs" aria-hidden />
          {recording.state === 'recording' ? t('detail.recording.running') : t('detail.recording.sealing')}
        </div>
      )}
    </section>
  );
}

/** From the call's own events. */
function whyNone({ timeline, call }: CallDetail): 'refused' | 'notAsked' | 'notAnswered' | 'none' {
  const had = (type: string) => timeline.some((entry) => entry.type === type);
  if (had('consent-refused')) return 'refused';
  if (had('consent-asked')) return call.endedAt === null || had('consent-given') ? 'none' : 'notAnswered';
  return 'notAsked';
}

/** Of what has no sentence in the language files, the system's own words. */
function Reason({ reason }: { readonly reason: string }) {
  const { t } = useTranslation();
  const text = recordingReason(t, reason);
  return <span lang={text === reason ? 'en' : undefined}>{text}</span>;
}
