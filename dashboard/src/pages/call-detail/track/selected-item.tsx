import { useTranslation } from 'react-i18next';
import type { CallDetail } from '../../../../../services/http/protocol.ts';
import { spanText } from '../../../format/time.ts';
import { useFormat } from '../../../format/use-format.ts';
import { useEventText } from '../use-event-text.ts';
import type { Item } from './items.ts';

/** What was chosen on the track, to the millisecond. */
export function SelectedItem(props: {
  readonly detail: CallDetail;
  readonly item: Item | null;
  readonly items: readonly Item[];
}) {
  const { item, items, detail } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const eventText = useEventText();
  if (item?.entry == null) return <p className="track-selected dimmed no-print">{t('track.choose')}</p>;
  const { title, detail: more } = eventText(item.entry);
  const { rangAt } = detail.call;
  const leaves = items.find((one) => one.kind === 'step' && one.seq === item.seq && one.word !== '');
  return (
    <p className="track-selected" aria-live="polite" data-testid="track-selected" data-seq={item.seq}>
      <strong>{title}</strong>
      {more !== null && <span>{more}</span>}
      <span className="figure dimmed">
        {format.exactTime(rangAt + item.from)}
        {item.to > item.from && ` – ${format.exactTime(rangAt + item.to)} (${spanText(item.to - item.from)})`}
      </span>
      {leaves !== undefined && <span className="dimmed">{t('track.exit', { exit: leaves.word })}</span>}
    </p>
  );
}
