import { ActionIcon, Button } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { asList, asValue, type Field } from './fields.ts';
import { type InputProps, useFieldTexts, type WithInputs } from './form-context.tsx';

/** A list of rules or groups, each with fields of its own. */
export function RowsInput({
  field,
  path,
  value,
  onChange,
  inputs: Inputs,
}: InputProps<Extract<Field, { kind: 'rows' }>> & WithInputs) {
  const { t } = useTranslation();
  const { label, description, error } = useFieldTexts(field, path);
  const rows = asList(value).map(asValue);
  return (
    <fieldset className="plain-fieldset field-wide" data-testid={`field-${path.replaceAll('.', '-')}`}>
      <legend>{label}</legend>
      {description !== null && <span className="dimmed field-hint">{description}</span>}
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no names of their own, their place is what they are
        <div className="field-row" key={index}>
          <div className="fields">
            <Inputs
              fields={field.fields}
              path={`${path}.${index}`}
              value={row}
              onChange={(next) => onChange(rows.with(index, next))}
            />
          </div>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('field.removeRow', { label, place: index + 1 })}
            onClick={() => onChange(rows.toSpliced(index, 1))}
          >
            <IconTrash size={18} />
          </ActionIcon>
        </div>
      ))}
      {error !== null && (
        <span className="field-error" role="alert">
          {error}
        </span>
      )}
      <div>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={16} />}
          aria-label={t('field.addRow', { label })}
          onClick={() => onChange([...rows, {}])}
        >
          {t('common.add')}
        </Button>
      </div>
    </fieldset>
  );
}
