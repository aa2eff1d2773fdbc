import { IconCircleCheck, IconCircleDashed, IconCircleX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Status } from '../../components/status.tsx';
import { useFormat } from '../../format/use-format.ts';

/** A score of a hundred, and whether it passes. */
export function ScoreMark(props: {
  readonly score: number | null;
  readonly passed: boolean | null;
  readonly size?: 'normal' | 'big' | 'bare';
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { score, passed, size = 'bare' } = props;
  if (score === null)
    return (
      <Status tone="off" icon={IconCircleDashed} size={size} testId="score">
        {t('quality.noScore')}
      </Status>
    );
  return (
    <Status tone={passed ? 'ok' : 'danger'} icon={passed ? IconCircleCheck : IconCircleX} size={size} testId="score">
      <span className="figure">{format.number(score)}</span>
      <span className="visually-hidden">{passed ? t('quality.passed') : t('quality.notPassed')}</span>
    </Status>
  );
}
