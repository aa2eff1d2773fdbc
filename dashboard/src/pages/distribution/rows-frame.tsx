import { ActionIcon, Button } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Field } from './fields.ts';
import { useFieldTexts } from './form-context.tsx';

/** A field with rows that are added and removed: its name, what is wrong with it, and each row as `children` shows it. */
export function RowsFrame<T>(props: {
  readonly field: Field;
  readonly path: string;
  readonly rows: readonly T[];
  /** Class of a row's element. */
  readonly look: 'field-pair' | 'field-row';
  readonly onAdd: () => void;
  readonly onRemove: (index: number) => void;
  readonly children: (row: T, index: number) => ReactNode;
}) {
  const { t } = useTranslation();
  const { field, path, rows, look, onAdd, onRemove, children } = props;
  const { label, description, error } = useFieldTexts(field, path);
  return (
    <fieldset className="plain-fieldset field-wide" data-testid={`field-${path.replaceAll('.', '-')}`}>
      <legend>{label}</legend>
      {description !== null && <span className="dimmed field-hint">{description}</span>}
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no names that stay, their place is what they are
        <div className={look} key={index}>
          {children(row, index)}
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('field.removeRow', { label, place: index + 1 })}
            onClick={() => onRemove(index)}
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
          onClick={onAdd}
        >
          {t('common.add')}
        </Button>
      </div>
    </fieldset>
  );
}
