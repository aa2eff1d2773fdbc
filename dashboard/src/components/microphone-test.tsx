import { Button, NativeSelect, Stack, Text } from '@mantine/core';
import { IconMicrophoneOff, IconVolume } from '@tabler/icons-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  canChooseOutput,
  chosenDevices,
  MicrophoneError,
  openMicrophone,
  playOnChosenOutput,
  rememberDevices,
  stopStream,
} from '../phone/devices.ts';
import type { MicrophoneProblem } from '../phone/telephone-state.ts';
import { testSound } from '../phone/test-sound.ts';
import { LevelMeter } from './level-meter.tsx';
import { Notice } from './notice.tsx';

/** Shows what the microphone hears and lets the devices be chosen; the choice is remembered on this device. */
export function MicrophoneTest({ onDevices }: { readonly onDevices: () => void }) {
  const { t } = useTranslation();
  const [stream, setStream] = useState<MediaStream | null>(null);
  const [problem, setProblem] = useState<MicrophoneProblem | null>(null);
  const [devices, setDevices] = useState<readonly MediaDeviceInfo[]>([]);
  const [chosen, setChosen] = useState(chosenDevices);
  const current = useRef<MediaStream | null>(null);

  const open = useCallback(async (alive: () => boolean) => {
    try {
      const opened = await openMicrophone();
      if (!alive()) return stopStream(opened);
      stopStream(current.current);
      current.current = opened;
      setStream(opened);
      setProblem(null);
      setDevices(await navigator.mediaDevices.enumerateDevices());
    } catch (error) {
      if (!(error instanceof MicrophoneError)) throw error;
      if (alive()) setProblem(error.problem);
    }
  }, []);

  useEffect(() => {
    let here = true;
    const alive = () => here;
    void open(alive);
    const changed = () => void open(alive);
    navigator.mediaDevices?.addEventListener('devicechange', changed);
    return () => {
      here = false;
      navigator.mediaDevices?.removeEventListener('devicechange', changed);
      stopStream(current.current);
    };
  }, [open]);

  const choose = (change: Partial<typeof chosen>) => {
    const next = { ...chosen, ...change };
    setChosen(next);
    rememberDevices(next);
    if (change.input !== undefined) void open(() => true);
    onDevices();
  };
  const listen = async () => {
    const element = new Audio(testSound());
    await playOnChosenOutput(element);
    await element.play();
  };
  const of = (kind: MediaDeviceKind) => [
    { value: '', label: t('microphone.default') },
    ...devices
      .filter((one) => one.kind === kind && one.deviceId !== '' && one.deviceId !== 'default')
      .map((one) => ({ value: one.deviceId, label: one.label || one.deviceId.slice(0, 8) })),
  ];
  if (problem !== null)
    return (
      <Notice tone="danger" icon={IconMicrophoneOff} live testId="microphone-problem">
        {t(`microphone.${problem}`)}
      </Notice>
    );
  return (
    <Stack gap="sm">
      <div>
        <Text size="sm" mb={4}>
          {t('microphone.speak')}
        </Text>
        <LevelMeter stream={stream} />
      </div>
      <NativeSelect
        label={t('microphone.input')}
        data={of('audioinput')}
        value={chosen.input ?? ''}
        onChange={(event) => choose({ input: event.currentTarget.value || null })}
        data-testid="device-input"
      />
      {canChooseOutput() && (
        <NativeSelect
          label={t('microphone.output')}
          data={of('audiooutput')}
          value={chosen.output ?? ''}
          onChange={(event) => choose({ output: event.currentTarget.value || null })}
          data-testid="device-output"
        />
      )}
      <Button variant="default" size="sm" leftSection={<IconVolume size={16} />} onClick={() => void listen()}>
        {t('microphone.playSound')}
      </Button>
    </Stack>
  );
}
