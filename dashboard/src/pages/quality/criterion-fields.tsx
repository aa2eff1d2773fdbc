import { ActionIcon, Checkbox, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { QualityCriterion } from '../../../../services/core/quality-template.ts';
import { type TemplateDraft, withCriterion, withSection } from './template-draft.ts';

/** One criterion of a template. */
export function CriterionFields(props: {
  readonly draft: TemplateDraft;
  /** Its section, and its place there. */
  readonly place: readonly [number, number];
  readonly onChange: (draft: TemplateDraft) => void;
}) {
  const { t } = useTranslation();
  const { draft, place, onChange } = props;
  const [section, at] = place;
  const criteria = draft.sections[section]?.criteria ?? [];
  const criterion = criteria[at];
  if (criterion === undefined) return null;
  const set = (change: Partial<QualityCriterion>) => onChange(withCriterion(draft, place, change));
  const name = criterion.title || `${t('quality.form.criterion')} ${at + 1}`;
  return (
    <fieldset className="quality-criterion" aria-label={name}>
      <TextInput
        className="wide"
        label={t('quality.form.criterion')}
        required
        maxLength={200}
        value={criterion.title}
        onChange={(event) => set({ title: event.currentTarget.value })}
        data-testid={`criterion-${section}-${at}`}
      />
      <TextInput
        className="wide"
        label={t('quality.form.help')}
        maxLength={2000}
        value={criterion.help}
        onChange={(event) => set({ help: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('quality.form.kind')}
        value={criterion.kind}
        data={(['points', 'yes-no', 'text'] as const).map((one) => ({ value: one, label: t(`quality.kind.${one}`) }))}
        onChange={(event) => set({ kind: event.currentTarget.value as QualityCriterion['kind'] })}
        data-testid={`criterion-kind-${section}-${at}`}
      />
      {criterion.kind === 'points' && (
        <NumberInput
          className="short"
          label={t('quality.form.max')}
          min={1}
          max={1000}
          value={criterion.max}
          onChange={(value) => set({ max: Math.max(1, Number(value) || 1) })}
        />
      )}
      {criterion.kind !== 'text' && (
        <>
          <NumberInput
            className="short"
            label={t('quality.form.weight')}
            min={0}
            max={1000}
            value={criterion.weight}
            onChange={(value) => set({ weight: Number(value) || 0 })}
          />
          <NativeSelect
            label={t('quality.form.critical')}
            value={criterion.critical}
            data={(['no', 'section', 'all'] as const).map((one) => ({
              value: one,
              label: t(`quality.critical.${one}`),
            }))}
            onChange={(event) => set({ critical: event.currentTarget.value as QualityCriterion['critical'] })}
          />
          <Checkbox
            className="check"
            label={t('quality.form.mayNotApply')}
            checked={criterion.mayNotApply}
            onChange={(event) => set({ mayNotApply: event.currentTarget.checked })}
          />
        </>
      )}
      {criteria.length > 1 && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={`${t('common.delete')}: ${name}`}
          onClick={() =>
            onChange(withSection(draft, section, { criteria: criteria.filter((one) => one.id !== criterion.id) }))
          }
        >
          <IconTrash size={18} />
        </ActionIcon>
      )}
    </fieldset>
  );
}
