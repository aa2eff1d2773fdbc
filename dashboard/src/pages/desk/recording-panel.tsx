import { Button, Text, Title } from '@mantine/core';
import { IconCircleFilled, IconCircleOff, IconPlayerPauseFilled } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallView } from '../../../../services/live/protocol.ts';
import { ConsentStatus } from '../../components/consent-status.tsx';
import { Status } from '../../components/status.tsx';
import { clockText } from '../../format/time.ts';
import { useCommand } from '../../live/live-context.tsx';
import { ConsentDialog, type Stated } from './consent-dialog.tsx';

const looks = {
  on: { tone: 'danger', icon: IconCircleFilled },
  paused: { tone: 'wait', icon: IconPlayerPauseFilled },
  none: { tone: 'off', icon: IconCircleOff },
} as const;

/** What is being recorded, and the agent's hand on it: pause for a card number, stop or start as people say. */
export function RecordingPanel({ call, now }: { readonly call: CallView; readonly now: number }) {
  const { t } = useTranslation();
  const [stated, setStated] = useState<Stated | null>(null);
  const state = call.pausedUntil === null ? call.recording : 'paused';
  const look = looks[state];
  return (
    <section
      className="recording"
      aria-labelledby="recording-title"
      data-testid="recording"
      data-state={call.recording}
    >
      <div className="row-between">
        <Title order={3} id="recording-title">
          {t('desk.recording.title')}
        </Title>
        <span role="status" className="row">
          <ConsentStatus consent={call.consent} />
          <Status tone={look.tone} icon={look.icon} testId="recording-state">
            {t(`recordingState.${state}`)}
          </Status>
        </span>
      </div>
      {call.toRecord === 'never' ? (
        <Text size="sm">{t('desk.recording.never')}</Text>
      ) : (
        <Hand call={call} now={now} onState={setStated} />
      )}
      <Others call={call} onState={setStated} />
      <ConsentDialog call={call} stated={stated} onClose={() => setStated(null)} />
    </section>
  );
}

type Props = { readonly call: CallView; readonly onState: (stated: Stated) => void };

/** Pause, consent of the caller, and recording on demand. */
function Hand({ call, now, onState }: Props & { readonly now: number }) {
  const { t } = useTranslation();
  const send = useCommand();
  const [busy, setBusy] = useState(false);
  const act = async (command: Parameters<typeof send>[0]) => {
    setBusy(true);
    await send(command);
    setBusy(false);
  };
  return (
    <>
      {call.toRecord === 'on-demand' && <Text size="sm">{t('desk.recording.onDemand')}</Text>}
      <div className="desk-buttons">
        {call.pausedUntil === null ? (
          <Button
            variant="default"
            loading={busy}
            onClick={() => void act({ name: 'pause-recording' })}
            data-testid="pause-recording"
          >
            {t('desk.recording.pause')}
          </Button>
        ) : (
          <Button loading={busy} onClick={() => void act({ name: 'resume-recording' })} data-testid="resume-recording">
            {t('desk.recording.resume')}
          </Button>
        )}
        {call.toRecord === 'on-demand' && (
          <Button
            variant="default"
            loading={busy}
            onClick={() => void act({ name: 'record-call', callId: call.id, what: 'start', reason: '' })}
            data-testid="record-call"
          >
            {t('desk.recording.record')}
          </Button>
        )}
        {call.consent === 'given' ? (
          <Button
            variant="default"
            onClick={() => onState({ party: 'caller', name: '', kind: 'withdraw' })}
            data-testid="withdraw-consent"
          >
            {t('desk.recording.withdraw')}
          </Button>
        ) : (
          <Button
            variant="default"
            onClick={() => onState({ party: 'caller', name: '', kind: 'give' })}
            data-testid="give-consent"
          >
            {t('desk.recording.give')}
          </Button>
        )}
      </div>
      {call.pausedUntil !== null && (
        <Text size="sm" data-testid="pause-left">
          {t('desk.recording.resumesIn', { time: clockText(Math.max(0, call.pausedUntil - now)) })}
        </Text>
      )}
    </>
  );
}

/** Who is silent in the recording until they have consented. */
function Others({ call, onState }: Props) {
  const { t } = useTranslation();
  const silent = call.others.filter(({ consent }) => consent !== 'given');
  if (silent.length === 0 || call.toRecord === 'never') return null;
  return (
    <div data-testid="silent-parties">
      <Text size="sm">{t('desk.recording.silent')}</Text>
      {silent.map(({ party, name, consent }) => (
        <div className="row-between" key={party}>
          <span className="row">
            <Text size="sm">{name}</Text>
            <ConsentStatus consent={consent} />
          </span>
          <Button
            size="xs"
            variant="default"
            onClick={() => onState({ party, name, kind: 'give' })}
            data-testid={`give-consent-${party}`}
          >
            {t('desk.recording.consents')}
          </Button>
        </div>
      ))}
    </div>
  );
}
