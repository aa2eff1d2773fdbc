import { Button, Title } from '@mantine/core';
import { IconCircleFilled, IconCircleOff, IconPlayerPauseFilled } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallView } from '../../../../services/live/protocol.ts';
import { ConsentStatus } from '../../components/consent-status.tsx';
import { Status } from '../../components/status.tsx';
import { useCommand } from '../../live/live-context.tsx';
import { ConsentDialog } from './consent-dialog.tsx';

const looks = {
  on: { tone: 'danger', icon: IconCircleFilled },
  paused: { tone: 'wait', icon: IconPlayerPauseFilled },
  none: { tone: 'off', icon: IconCircleOff },
} as const;

/** What is being recorded, and the agent's hand on it: pause for a card number, stop or start as the caller says. */
export function RecordingPanel({ call }: { readonly call: CallView }) {
  const { t } = useTranslation();
  const send = useCommand();
  const [dialog, setDialog] = useState<'give' | 'withdraw' | null>(null);
  const [busy, setBusy] = useState(false);
  const look = looks[call.recording];
  const pause = async (name: 'pause-recording' | 'resume-recording') => {
    setBusy(true);
    await send({ name });
    setBusy(false);
  };
  const consented = call.consent === 'given';
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
            {t(`recordingState.${call.recording}`)}
          </Status>
        </span>
      </div>
      <div className="desk-buttons">
        {call.recording === 'on' && (
          <Button
            variant="default"
            loading={busy}
            onClick={() => void pause('pause-recording')}
            data-testid="pause-recording"
          >
            {t('desk.recording.pause')}
          </Button>
        )}
        {call.recording === 'paused' && (
          <Button loading={busy} onClick={() => void pause('resume-recording')} data-testid="resume-recording">
            {t('desk.recording.resume')}
          </Button>
        )}
        {consented ? (
          <Button variant="default" onClick={() => setDialog('withdraw')} data-testid="withdraw-consent">
            {t('desk.recording.withdraw')}
          </Button>
        ) : (
          <Button variant="default" onClick={() => setDialog('give')} data-testid="give-consent">
            {t('desk.recording.give')}
          </Button>
        )}
      </div>
      <ConsentDialog kind={dialog} onClose={() => setDialog(null)} />
    </section>
  );
}
