import { useMediaQuery } from '@mantine/hooks';
import {
  type CSSProperties,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useRef,
} from 'react';
import { useTranslation } from 'react-i18next';
import { msText, offsetText } from '../../../format/time.ts';
import { type Item, rowsIn, type TrackLane, trackLanes } from './items.ts';
import { placeOf, ticksOf, type View } from './scale.ts';
import type { TrackProps } from './track-panel.tsx';
import { useItemText } from './use-item-text.ts';
import { WaveLane } from './wave-lane.tsx';

type Props = TrackProps & {
  readonly innerRef: RefObject<HTMLDivElement | null>;
  readonly items: readonly Item[];
  readonly view: View;
  readonly length: number;
  readonly selectedId: string | null;
  readonly onChoose: (item: Item) => void;
  readonly onZoom: (by: number, at: number) => void;
  readonly onPan: (ms: number) => void;
  readonly onKey: (event: KeyboardEvent) => void;
};

/** A press that moved so far (px) is a drag. */
const DRAG_PX = 4;

/** The lanes themselves: one slider to a keyboard and a screen reader, whose facts stand in the list of events. */
export function Track(props: Props) {
  const { detail, items, view, length, position, selectedId, waveform } = props;
  const { t } = useTranslation();
  const press = useRef<{ readonly x: number; readonly last: number; readonly moved: boolean } | null>(null);
  useWheel(props);
  const area = () => props.innerRef.current?.querySelector('.track-area') ?? null;
  const msAt = (x: number) => {
    const frame = area()?.getBoundingClientRect();
    if (frame === undefined || frame.width === 0) return 0;
    return view.from + ((x - frame.left) / frame.width) * (view.to - view.from);
  };
  const onMove = (event: PointerEvent) => {
    const before = press.current;
    if (before === null) return;
    const moved = before.moved || Math.abs(event.clientX - before.x) > DRAG_PX;
    if (moved) props.onPan(msAt(before.last) - msAt(event.clientX));
    press.current = { ...before, last: event.clientX, moved };
  };
  const onUp = (event: PointerEvent) => {
    const before = press.current;
    press.current = null;
    if (before === null || before.moved) return;
    const element = event.target instanceof Element ? event.target.closest('[data-item]') : null;
    const item = items.find((one) => one.id === element?.getAttribute('data-item'));
    if (item?.entry) props.onChoose(item);
    else props.onSeek(Math.min(length, Math.max(0, msAt(event.clientX))));
  };
  const now = Math.round(position ?? 0);
  const narrow = useMediaQuery('(max-width: 48em)') === true;
  const ticks = ticksOf(view, narrow ? 4 : 10);
  const fine = (ticks[1] ?? 0) - (ticks[0] ?? 0) < 100;
  return (
    <div
      ref={props.innerRef}
      className="track-body"
      role="slider"
      tabIndex={0}
      aria-label={t('track.position')}
      aria-valuemin={0}
      aria-valuemax={Math.round(length)}
      aria-valuenow={now}
      aria-valuetext={msText(now)}
      onKeyDown={props.onKey}
      onPointerDown={(event) => {
        press.current = { x: event.clientX, last: event.clientX, moved: false };
      }}
      onPointerMove={onMove}
      onPointerUp={onUp}
      onPointerLeave={() => {
        press.current = null;
      }}
      data-testid="track-body"
      data-from={Math.round(view.from)}
      data-to={Math.round(view.to)}
      data-position={position === null ? '' : now}
    >
      <div className="track-lane track-axis">
        <span className="track-label" />
        <div className="track-area">
          {ticks.map((tick) => (
            <span key={tick} className="track-tick" style={{ left: `${placeOf(view, tick)}%` }}>
              {fine ? msText(tick) : offsetText(tick)}
            </span>
          ))}
        </div>
      </div>
      {trackLanes.map((lane) => (
        <Lane key={lane} lane={lane} items={items} view={view} narrow={narrow} selectedId={selectedId}>
          {lane === 'recording' && waveform !== undefined && detail.recording !== null && (
            <WaveLane waveform={waveform} startsAt={detail.recording.startedAt - detail.call.rangAt} view={view} />
          )}
        </Lane>
      ))}
      {position !== null && position >= view.from && position <= view.to && (
        <div className="track-over" aria-hidden>
          <span className="track-head-line" style={{ left: `${placeOf(view, position)}%` }} data-testid="track-head" />
        </div>
      )}
    </div>
  );
}

/** React listens to the wheel passively, and then the page would scroll as well. */
function useWheel({ innerRef, view, onZoom, onPan }: Props): void {
  const latest = useRef({ view, onZoom, onPan });
  latest.current = { view, onZoom, onPan };
  useEffect(() => {
    const element = innerRef.current;
    if (element === null) return;
    const turned = (event: WheelEvent) => {
      const { view: seen, onZoom: zoom, onPan: pan } = latest.current;
      const frame = element.querySelector('.track-area')?.getBoundingClientRect();
      if (frame === undefined || frame.width === 0) return;
      const width = seen.to - seen.from;
      const sideways = event.shiftKey ? event.deltaY : event.deltaX;
      const closer = event.ctrlKey || event.metaKey || element === document.activeElement;
      if (Math.abs(sideways) > 0) pan((sideways / frame.width) * width);
      else if (closer)
        zoom(event.deltaY > 0 ? 1.25 : 0.8, seen.from + ((event.clientX - frame.left) / frame.width) * width);
      else return;
      event.preventDefault();
    };
    element.addEventListener('wheel', turned, { passive: false });
    return () => element.removeEventListener('wheel', turned);
  }, [innerRef]);
}

function Lane(props: {
  readonly lane: TrackLane;
  readonly items: readonly Item[];
  readonly view: View;
  readonly narrow: boolean;
  readonly selectedId: string | null;
  readonly children: ReactNode;
}) {
  const { lane, items, view, narrow, selectedId, children } = props;
  const { t } = useTranslation();
  const text = useItemText();
  const own = items.filter((one) => one.lane === lane);
  const seen = own.filter((one) => one.to >= view.from && one.from <= view.to);
  return (
    <div className="track-lane" style={{ '--rows': rowsIn(items, lane) } as CSSProperties} data-lane={lane}>
      <span className="track-label">{t(`lane.${lane}`)}</span>
      <div className="track-area">
        {children}
        {seen.map((item, index) => {
          // Where the next message is too near, this one is a stroke without its word.
          const next =
            item.kind === 'leg-moment'
              ? seen.slice(index + 1).find((one) => one.kind === item.kind && one.row === item.row)
              : undefined;
          const hidden = next !== undefined && placeOf(view, next.from) - placeOf(view, item.from) < (narrow ? 16 : 5);
          const left = placeOf(view, Math.max(item.from, view.from));
          const width = placeOf(view, Math.min(item.to, view.to)) - left;
          // A step that took no time is a stroke where it was.
          const mark = item.to === item.from && item.kind !== 'step';
          return (
            <span
              key={item.id}
              className={mark ? 'track-mark' : 'track-span'}
              style={{ left: `${left}%`, ...(mark ? {} : { width: `${width}%` }), '--row': item.row } as CSSProperties}
              title={text(item)}
              data-item={item.id}
              data-kind={item.kind}
              data-tone={item.tone}
              data-selected={item.id === selectedId}
              data-told={item.entry !== null}
            >
              {hidden ? '' : mark ? item.word : text(item)}
            </span>
          );
        })}
      </div>
    </div>
  );
}
