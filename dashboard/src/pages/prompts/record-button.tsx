import { ActionIcon, Button, Group, Modal, Stack, Text, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconMicrophone, IconPlayerStop } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PromptRow } from '../../../../services/http/protocol.ts';
import { LevelMeter } from '../../components/level-meter.tsx';
import { MicrophoneError, openMicrophone, stopStream } from '../../phone/devices.ts';

/** Records a prompt with this device's microphone: the text is shown to be read. */
export function RecordButton(props: {
  readonly row: PromptRow;
  readonly isBusy: boolean;
  readonly onRecorded: (sound: Blob) => void;
}) {
  const { t } = useTranslation();
  const { row, isBusy, onRecorded } = props;
  const [stream, setStream] = useState<MediaStream | null>(null);
  const recorder = useRef<MediaRecorder | null>(null);
  const begin = async () => {
    try {
      const opened = await openMicrophone();
      const parts: Blob[] = [];
      const made = new MediaRecorder(opened);
      made.addEventListener('dataavailable', (event) => parts.push(event.data));
      made.addEventListener('stop', () => {
        stopStream(opened);
        setStream(null);
        if (recorder.current === made) onRecorded(new Blob(parts, { type: made.mimeType }));
      });
      recorder.current = made;
      setStream(opened);
      made.start();
    } catch (error) {
      if (!(error instanceof MicrophoneError)) throw error;
      notifications.show({ color: 'stop', message: t(`microphone.${error.problem}`) });
    }
  };
  const end = (isKept: boolean) => {
    const made = recorder.current;
    if (!isKept) recorder.current = null;
    made?.stop();
  };
  return (
    <>
      <Tooltip label={t('prompts.record')}>
        <ActionIcon
          variant="subtle"
          disabled={isBusy}
          aria-label={t('prompts.recordOf', { key: row.key })}
          onClick={() => void begin()}
          data-testid="prompt-record"
        >
          <IconMicrophone size={18} />
        </ActionIcon>
      </Tooltip>
      <Modal
        opened={stream !== null}
        onClose={() => end(false)}
        title={t('prompts.recording')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <Stack>
          <Text size="lg" lang={row.language}>
            {row.text}
          </Text>
          <LevelMeter stream={stream} />
          <Group justify="flex-end">
            <Button variant="default" onClick={() => end(false)}>
              {t('common.cancel')}
            </Button>
            <Button
              leftSection={<IconPlayerStop size={16} />}
              onClick={() => end(true)}
              data-testid="prompt-record-end"
            >
              {t('prompts.recordEnd')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
