import { Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { scoreOf } from '../../../../services/core/quality/score.ts';
import type { QualityAnswer, QualityCriterion, QualityTemplate } from '../../../../services/core/quality-template.ts';
import { Status } from '../../components/status.tsx';
import { useFormat } from '../../format/use-format.ts';

/** Section by section, what was answered and what it came to. */
export function AnswersView(props: { readonly template: QualityTemplate; readonly answers: readonly QualityAnswer[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { template, answers } = props;
  const score = scoreOf(template, answers);
  const sectionScore = (id: string) => score.sections.find((one) => one.id === id)?.score ?? null;
  return (
    <>
      {template.sections.map((section) => {
        const of = sectionScore(section.id);
        return (
          <section key={section.id} className="quality-section" aria-label={section.title}>
            <div className="row-between">
              <Title order={3}>{section.title}</Title>
              <span className="figure strong">{of === null ? '–' : format.number(of)}</span>
            </div>
            <dl className="quality-answers">
              {section.criteria.map((criterion) => (
                <Answer
                  key={criterion.id}
                  criterion={criterion}
                  answer={answers.find((one) => one.criterion === criterion.id)}
                  failed={score.failed.includes(criterion.id)}
                  notApplicable={t('quality.form.notApplicable')}
                />
              ))}
            </dl>
          </section>
        );
      })}
    </>
  );
}

function Answer(props: {
  readonly criterion: QualityCriterion;
  readonly answer: QualityAnswer | undefined;
  readonly failed: boolean;
  readonly notApplicable: string;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { criterion, answer, failed, notApplicable } = props;
  const points = answer?.points ?? null;
  const value = () => {
    if (criterion.kind === 'text') return '';
    if (points === null) return notApplicable;
    if (criterion.kind === 'yes-no') return points === 1 ? t('quality.form.yes') : t('quality.form.no');
    return `${format.number(points)} / ${format.number(criterion.max)}`;
  };
  return (
    <div className="quality-answer">
      <dt>{criterion.title}</dt>
      <dd>
        {failed ? (
          <Status tone="danger" icon={IconAlertTriangle} size="bare">
            {value()} · {t('quality.form.criticalFailed')}
          </Status>
        ) : (
          <span className="figure">{value()}</span>
        )}
        {answer !== undefined && answer.text !== '' && <span className="quality-words">{answer.text}</span>}
      </dd>
    </div>
  );
}
