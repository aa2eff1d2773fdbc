import './track.css';
import { ActionIcon, Button, Popover, Title, Tooltip } from '@mantine/core';
import { IconKeyboard, IconLink, IconZoomIn, IconZoomOut, IconZoomReset } from '@tabler/icons-react';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallDetail, Waveform } from '../../../../../services/http/protocol.ts';
import { type Item, itemsOf, lengthOf } from './items.ts';
import { panned, showing, type View, wholeOf, zoomed } from './scale.ts';
import { SelectedItem } from './selected-item.tsx';
import { Track } from './track.tsx';
import { useTrackKeys } from './use-track-keys.ts';

export type TrackProps = {
  readonly detail: CallDetail;
  readonly waveform: Waveform | undefined;
  /** Where the playing head or the chosen moment is: ms since the first ring. */
  readonly position: number | null;
  readonly selected: number | null;
  /** A moment was chosen; the sound follows where there is any. */
  readonly onSeek: (ms: number) => void;
  readonly onSelect: (seq: number | null) => void;
  readonly onToggle: () => void;
  readonly onShare: () => void;
};

/** The call from left to right: a lane for each who had to do with it, one head over all of them. */
export function TrackPanel(props: TrackProps) {
  const { detail, position, selected, onSeek, onSelect, onShare } = props;
  const { t } = useTranslation();
  const items = useMemo(() => itemsOf(detail), [detail]);
  const length = lengthOf(detail);
  const whole = wholeOf(length);
  const [chosen, setView] = useState<View | null>(null);
  // A call that goes on grows: what is seen of it is all of it until somebody looks closer.
  const view = chosen ?? whole;
  const about =
    position !== null && position >= view.from && position <= view.to ? position : (view.from + view.to) / 2;
  const zoom = (by: number, at = about) => {
    const next = zoomed(view, whole, at, by);
    setView(next.from === whole.from && next.to === whole.to ? null : next);
  };
  const choose = (item: Item) => {
    onSelect(item.seq);
    onSeek(Math.max(0, item.from));
  };
  const track = useRef<HTMLDivElement>(null);
  const onKey = useTrackKeys({
    items,
    length,
    position: position ?? 0,
    zoom,
    fit: () => setView(null),
    pan: (share) => setView(panned(view, whole, (view.to - view.from) * share)),
    seek: (ms) => {
      onSeek(ms);
      if (chosen !== null) setView(showing(chosen, whole, ms));
    },
    choose: (item) => {
      choose(item);
      if (chosen !== null) setView(showing(chosen, whole, item.from));
    },
    toggle: props.onToggle,
  });
  const shown = items.find((one) => one.seq === selected && one.entry !== null) ?? null;
  return (
    <section className="panel track" aria-labelledby="track-title" data-testid="track">
      <div className="row-between track-head">
        <Title order={2} id="track-title">
          {t('track.title')}
        </Title>
        <div className="row no-print">
          <Tooltip label={t('track.zoomOut')}>
            <ActionIcon
              variant="default"
              size="lg"
              onClick={() => zoom(2)}
              aria-label={t('track.zoomOut')}
              data-testid="zoom-out"
            >
              <IconZoomOut size={18} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={t('track.zoomIn')}>
            <ActionIcon
              variant="default"
              size="lg"
              onClick={() => zoom(0.5)}
              aria-label={t('track.zoomIn')}
              data-testid="zoom-in"
            >
              <IconZoomIn size={18} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={t('track.fit')}>
            <ActionIcon
              variant="default"
              size="lg"
              onClick={() => setView(null)}
              aria-label={t('track.fit')}
              data-testid="zoom-fit"
            >
              <IconZoomReset size={18} />
            </ActionIcon>
          </Tooltip>
          <Popover position="bottom-end" withinPortal width={330}>
            <Popover.Target>
              <Tooltip label={t('track.help')}>
                <ActionIcon variant="default" size="lg" aria-label={t('track.help')} data-testid="track-help">
                  <IconKeyboard size={18} />
                </ActionIcon>
              </Tooltip>
            </Popover.Target>
            <Popover.Dropdown>
              <dl className="track-keys">
                {helpKeys.map(([keys, what]) => (
                  <div key={what}>
                    <dt>{keys}</dt>
                    <dd>{t(`track.keys.${what}`)}</dd>
                  </div>
                ))}
              </dl>
            </Popover.Dropdown>
          </Popover>
          <Button variant="default" leftSection={<IconLink size={16} />} onClick={onShare} data-testid="copy-link">
            {t('track.link')}
          </Button>
        </div>
      </div>
      <Track
        {...props}
        innerRef={track}
        items={items}
        view={view}
        length={length}
        selectedId={shown?.id ?? null}
        onChoose={choose}
        onZoom={zoom}
        onPan={(ms) => setView(panned(view, whole, ms))}
        onKey={onKey}
      />
      <SelectedItem detail={detail} item={shown} items={items} />
    </section>
  );
}

const helpKeys = [
  ['␣', 'play'],
  ['← →', 'seek'],
  ['⇧ ← →', 'seekFar'],
  ['[ ]', 'event'],
  ['+ −', 'zoom'],
  ['0', 'fit'],
  [', .', 'pan'],
  ['Ctrl + ⊙', 'wheel'],
  ['Home End', 'ends'],
  ['K J L', 'player'],
  ['N', 'note'],
] as const;
