import { ActionIcon, Checkbox, NumberInput, SegmentedControl, Textarea, TextInput, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconMapPin } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { QualityCriterion } from '../../../../../services/core/quality-template.ts';
import { Status } from '../../../components/status.tsx';

/** So many points are chosen with one press; more are typed. */
const pressed = 5;

/** One criterion, answered. `points` undefined: not answered yet; null: it does not apply. */
export function CriterionInput(props: {
  readonly criterion: QualityCriterion;
  readonly points: number | null | undefined;
  readonly text: string;
  readonly onPoints: (points: number | null | undefined) => void;
  readonly onText: (text: string) => void;
  readonly onMark: () => void;
}) {
  const { t } = useTranslation();
  const { criterion, points, text, onPoints, onText, onMark } = props;
  const { kind, max, title, help, critical, mayNotApply } = criterion;
  if (kind === 'text')
    return (
      <Textarea
        label={title}
        description={help === '' ? undefined : help}
        autosize
        minRows={2}
        maxLength={4000}
        value={text}
        onChange={(event) => onText(event.currentTarget.value)}
      />
    );
  const choices =
    kind === 'yes-no'
      ? [
          { value: '1', label: t('quality.form.yes') },
          { value: '0', label: t('quality.form.no') },
        ]
      : Array.from({ length: Math.floor(max) + 1 }, (_, one) => ({ value: String(one), label: String(one) }));
  const few = kind === 'yes-no' || (max <= pressed && Number.isInteger(max));
  return (
    <fieldset className="evaluation-criterion" aria-label={title} data-testid={`score-${criterion.id}`}>
      <div>
        <span className="strong evaluation-title">{title}</span>
        {critical !== 'no' && (
          <Status tone="danger" icon={IconAlertTriangle} size="bare">
            {t(`quality.critical.${critical}`)}
          </Status>
        )}
        {help !== '' && <span className="row-more">{help}</span>}
      </div>
      <div className="row">
        {few ? (
          <SegmentedControl
            aria-label={title}
            size="sm"
            data={choices}
            value={points === undefined || points === null ? '' : String(points)}
            onChange={(value) => onPoints(Number(value))}
          />
        ) : (
          <NumberInput
            aria-label={title}
            min={0}
            max={max}
            suffix={` / ${max}`}
            value={points ?? ''}
            onChange={(value) => onPoints(value === '' ? undefined : Number(value))}
            w="8rem"
          />
        )}
        <Tooltip label={t('quality.form.markHere')}>
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={`${t('quality.form.markHere')}: ${title}`}
            onClick={onMark}
            data-testid={`mark-${criterion.id}`}
          >
            <IconMapPin size={18} />
          </ActionIcon>
        </Tooltip>
      </div>
      {mayNotApply && (
        <Checkbox
          className="evaluation-wide"
          label={t('quality.form.notApplicable')}
          checked={points === null}
          onChange={(event) => onPoints(event.currentTarget.checked ? null : undefined)}
        />
      )}
      <TextInput
        className="evaluation-wide"
        aria-label={`${t('quality.form.remark')}: ${title}`}
        placeholder={t('quality.form.remark')}
        maxLength={4000}
        value={text}
        onChange={(event) => onText(event.currentTarget.value)}
      />
    </fieldset>
  );
}
