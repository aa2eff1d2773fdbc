import { Switch, Title } from '@mantine/core';
import { type CSSProperties, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimelineEntry } from '../../../../services/http/protocol.ts';
import { msText } from '../../format/time.ts';
import { useFormat } from '../../format/use-format.ts';
import { iconOf, isTechnical, lanes } from './timeline-looks.ts';
import { useEventText } from './use-event-text.ts';

type Props = {
  readonly timeline: readonly TimelineEntry[];
  readonly rangAt: number;
  readonly currentSeq: number | null;
  /** An event was chosen; the sound follows where there is any. */
  readonly onSelect: (seq: number) => void;
  readonly selected: number | null;
};

/** All that happened, in order, each in its lane: the caller, the menu, the queue, the agent, the recording. */
export function Timeline({ timeline, rangAt, currentSeq, onSelect, selected }: Props) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const shown = all ? timeline : timeline.filter((entry) => !isTechnical(entry));
  const shownCurrent = shown.findLast((entry) => currentSeq !== null && entry.seq <= currentSeq)?.seq ?? null;
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    if (shownCurrent === null) return;
    if (list.current !== null) showInside(list.current, list.current.querySelector(`[data-seq="${shownCurrent}"]`));
  }, [shownCurrent]);
  return (
    <section className="panel timeline" aria-labelledby="timeline-title">
      <div className="row-between timeline-head">
        <Title order={2} id="timeline-title">
          {t('timeline.title')}
        </Title>
        <Switch
          size="xs"
          label={t('timeline.all')}
          checked={all}
          onChange={(event) => setAll(event.currentTarget.checked)}
          data-testid="timeline-all"
        />
      </div>
      <div className="timeline-lanes" aria-hidden>
        {lanes.map((lane) => (
          <span key={lane}>{t(`lane.${lane}`)}</span>
        ))}
      </div>
      <ol className="timeline-list" ref={list} aria-labelledby="timeline-title" data-testid="timeline">
        {shown.map((entry) => (
          <Entry
            key={entry.seq}
            entry={entry}
            rangAt={rangAt}
            current={entry.seq === shownCurrent}
            selected={entry.seq === selected}
            onPress={() => onSelect(entry.seq)}
          />
        ))}
      </ol>
    </section>
  );
}

/** Scrolls the list, never the page: the player stays where it is. */
function showInside(list: HTMLElement, entry: Element | null): void {
  if (entry === null) return;
  const frame = list.getBoundingClientRect();
  const place = entry.getBoundingClientRect();
  if (place.top < frame.top) list.scrollTop -= frame.top - place.top;
  else if (place.bottom > frame.bottom) list.scrollTop += place.bottom - frame.bottom;
}

function Entry(props: {
  readonly entry: TimelineEntry;
  readonly rangAt: number;
  readonly current: boolean;
  readonly selected: boolean;
  readonly onPress: () => void;
}) {
  const { entry, rangAt, current, selected, onPress } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const eventText = useEventText();
  const EntryIcon = iconOf(entry.type);
  const { title, detail } = eventText(entry);
  const lane = lanes.indexOf(entry.lane);
  const inside = (
    <>
      <span className="timeline-track" style={{ '--lane': lane } as CSSProperties} aria-hidden>
        <span className={`timeline-dot lane-${entry.lane}`}>
          <EntryIcon size={15} stroke={2} />
        </span>
      </span>
      <span className="timeline-when">
        <time dateTime={new Date(entry.at).toISOString()}>{format.exactTime(entry.at)}</time>
        <span className="dimmed">+{msText(entry.at - rangAt)}</span>
      </span>
      <span className="timeline-what">
        <span className="visually-hidden">{t(`lane.${entry.lane}`)}: </span>
        <span className="timeline-name">{title}</span>
        {detail !== null && <span className="row-more">{detail}</span>}
      </span>
    </>
  );
  const facts = {
    'data-testid': 'timeline-entry',
    'data-seq': entry.seq,
    'data-type': entry.type,
    'data-lane': entry.lane,
    'data-current': current,
    'data-selected': selected,
  };
  return (
    <li {...facts} aria-current={current ? 'true' : undefined}>
      <button type="button" className="timeline-entry" onClick={onPress}>
        {inside}
      </button>
    </li>
  );
}
