import { useTranslation } from 'react-i18next';
import type { ConsoleState } from '../../../../services/live/protocol.ts';
import { clockText } from '../../format/time.ts';
import { useFormat } from '../../format/use-format.ts';
import { isToBeCalled } from './call-actions.ts';
import { totalsOf } from './totals.ts';

/** The centre in five figures, readable from across the room. */
export function Figures({ state, now }: { readonly state: ConsoleState; readonly now: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const totals = totalsOf(state);
  const figures = [
    {
      id: 'waiting',
      label: t('console.figure.waiting'),
      value: String(totals.waiting),
      more:
        totals.longestSince === null
          ? t('console.figure.nobody')
          : t('console.figure.longest', { time: clockText(now - totals.longestSince) }),
    },
    {
      id: 'talking',
      label: t('console.figure.talking'),
      value: String(totals.inCall),
      more: t('console.figure.calls', { calls: state.calls.filter((one) => !isToBeCalled(one)).length }),
    },
    {
      id: 'idle',
      label: t('console.figure.idle'),
      value: String(totals.idle),
      more: t('console.figure.agents', { signedIn: totals.signedIn, onBreak: totals.onBreak }),
    },
    {
      id: 'service-level',
      label: t('console.figure.serviceLevel'),
      value: totals.serviceLevel === null ? '–' : format.percent(totals.serviceLevel),
      more: t('console.figure.answered', { answered: totals.answered, offered: totals.offered }),
    },
    {
      id: 'abandoned',
      label: t('console.figure.abandoned'),
      value: String(totals.abandoned),
      more: totals.offered === 0 ? t('console.figure.noCalls') : format.percent(totals.abandoned / totals.offered),
    },
  ];
  return (
    <dl className="panel figures console-figures" data-testid="figures">
      {figures.map(({ id, label, value, more }) => (
        <div key={id} data-testid={`figure-${id}`}>
          <dt>{label}</dt>
          <dd className="figure figures-value">{value}</dd>
          <dd className="figure figures-more">{more}</dd>
        </div>
      ))}
    </dl>
  );
}
