import { ActionIcon, Button, Menu, NativeSelect, Slider, Switch, Tooltip } from '@mantine/core';
import {
  IconAlertTriangle,
  IconDownload,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconRewindBackward10,
  IconRewindForward10,
} from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordingDetail } from '../../../../services/http/protocol.ts';
import { Notice } from '../../components/notice.tsx';
import { clockText } from '../../format/time.ts';
import { useFormat } from '../../format/use-format.ts';
import { silencesOf } from './audio-time.ts';
import { usePageKeys } from './use-page-keys.ts';
import type { Player } from './use-player.ts';

const speeds = ['0.75', '1', '1.25', '1.5', '2'];

export function PlayerPanel({ recording, player }: { readonly recording: RecordingDetail; readonly player: Player }) {
  const { t } = useTranslation();
  const format = useFormat();
  const queries = useQueryClient();
  const [speed, setSpeed] = useState('1');
  const whole = (recording.durationMs ?? 0) / 1000;
  usePageKeys({ k: player.toggle, j: () => player.skip(-10), l: () => player.skip(10) });
  const onSliderKey = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -5, ArrowRight: 5, PageDown: -30, PageUp: 30 }[event.key];
    if (step !== undefined) player.skip(step);
    else if (event.key === 'Home') player.seek(0);
    else if (event.key === 'End') player.seek(whole);
    else if (event.key === ' ' || event.key === 'Enter') player.toggle();
    else return;
    event.preventDefault();
  };
  const file = (kind: 'ogg' | 'wav') =>
    `/api/recordings/${encodeURIComponent(recording.id)}/audio?format=${kind}&download=1`;
  const downloaded = () =>
    setTimeout(() => void queries.invalidateQueries({ queryKey: ['access', recording.id] }), 1500);
  return (
    <div className="player" data-testid="player" data-playing={player.playing} data-ready={player.ready}>
      {player.failed && (
        <Notice tone="danger" icon={IconAlertTriangle} live testId="player-failed">
          {t('detail.player.failed')}
        </Notice>
      )}
      <div className="player-wave">
        <div className="player-sides" aria-hidden>
          <span className="side-caller">{t('detail.player.caller')}</span>
          <span className="side-agent">{t('detail.player.agent')}</span>
        </div>
        <div
          ref={player.container}
          className="player-canvas"
          role="slider"
          tabIndex={0}
          aria-label={t('detail.player.position')}
          aria-valuemin={0}
          aria-valuemax={Math.round(whole)}
          aria-valuenow={Math.round(player.seconds)}
          aria-valuetext={`${clockText(player.seconds * 1000)} / ${clockText(whole * 1000)}`}
          onKeyDown={onSliderKey}
          data-testid="waveform"
        />
      </div>
      <div className="player-controls">
        <div className="row">
          <Tooltip label={t('detail.player.back')}>
            <ActionIcon
              variant="default"
              size="lg"
              onClick={() => player.skip(-10)}
              aria-label={t('detail.player.back')}
              data-testid="back-10"
            >
              <IconRewindBackward10 size={20} />
            </ActionIcon>
          </Tooltip>
          <ActionIcon
            size="xl"
            radius="xl"
            disabled={!player.ready}
            onClick={player.toggle}
            aria-label={player.playing ? t('detail.player.pause') : t('detail.player.play')}
            data-testid="play"
          >
            {player.playing ? <IconPlayerPauseFilled size={20} /> : <IconPlayerPlayFilled size={20} />}
          </ActionIcon>
          <Tooltip label={t('detail.player.forward')}>
            <ActionIcon
              variant="default"
              size="lg"
              onClick={() => player.skip(10)}
              aria-label={t('detail.player.forward')}
              data-testid="forward-10"
            >
              <IconRewindForward10 size={20} />
            </ActionIcon>
          </Tooltip>
          <span className="figure player-time" data-testid="player-time" data-seconds={player.seconds.toFixed(2)}>
            {clockText(player.seconds * 1000)} <span className="dimmed">/ {clockText(whole * 1000)}</span>
          </span>
        </div>
        <div className="row">
          {(['caller', 'agent'] as const).map((side) => (
            <div key={side} className="player-volume">
              <span className={`side-${side}`} aria-hidden>
                {t(`detail.player.${side}`)}
              </span>
              <Slider
                w="5rem"
                size="sm"
                thumbSize={18}
                label={(value) => format.percent(value / 100)}
                thumbLabel={t(`detail.player.volume.${side}`)}
                color={`var(--side-${side})`}
                defaultValue={100}
                onChange={(value) => player.setVolume(side, value / 100)}
                data-testid={`volume-${side}`}
              />
            </div>
          ))}
          <Switch
            label={t('detail.player.skipSilence')}
            onChange={(event) => player.setSkipping(event.currentTarget.checked)}
            data-testid="skip-silence"
          />
          <NativeSelect
            aria-label={t('detail.player.speed')}
            data={speeds.map((one) => ({ value: one, label: `${format.number(Number(one))}×` }))}
            value={speed}
            onChange={(event) => {
              setSpeed(event.currentTarget.value);
              player.setSpeed(Number(event.currentTarget.value));
            }}
            w="5.5rem"
            data-testid="speed"
          />
          <Menu position="bottom-end" withinPortal>
            <Menu.Target>
              <Button variant="default" leftSection={<IconDownload size={16} />} data-testid="download">
                {t('detail.player.download')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item component="a" href={file('ogg')} download onClick={downloaded} data-testid="download-ogg">
                {t('detail.player.ogg')}
              </Menu.Item>
              <Menu.Item component="a" href={file('wav')} download onClick={downloaded} data-testid="download-wav">
                {t('detail.player.wav')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </div>
      </div>
      <p className="player-hint">
        {silencesOf(recording).length > 0 && (
          <span className="row">
            <span className="silence-sample" aria-hidden />
            {t('detail.player.silence')}
          </span>
        )}
        <span>{t('detail.player.keys')}</span>
      </p>
    </div>
  );
}
