import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { QueueView } from '../../../../services/live/protocol.ts';
import { useFormat } from '../../format/use-format.ts';

/** Today's service level beside its target: a figure, a sign, and a bar with a mark at the target. */
export function ServiceLevel({ queue }: { readonly queue: QueueView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const level = queue.today.serviceLevel;
  const target = t('console.queues.target', {
    share: format.percent(queue.targetShare),
    seconds: queue.targetSeconds,
  });
  if (level === null)
    return (
      <span className="level-cell">
        <span className="dimmed">–</span>
        <small className="dimmed">{target}</small>
      </span>
    );
  const met = level >= queue.targetShare;
  const MetIcon = met ? IconCircleCheck : IconAlertTriangle;
  return (
    <span className="level-cell" data-met={met}>
      <span className={`level-value level-${met ? 'ok' : 'danger'}`}>
        <MetIcon size={16} aria-label={met ? t('console.queues.met') : t('console.queues.missed')} />
        {format.percent(level)}
      </span>
      <svg className="level-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect className="level-ground" width="100" height="6" />
        <rect className={`level-fill-${met ? 'ok' : 'danger'}`} width={level * 100} height="6" />
        <rect className="level-mark" x={queue.targetShare * 100 - 0.6} width="1.2" height="6" />
      </svg>
      <small className="dimmed">{target}</small>
    </span>
  );
}
