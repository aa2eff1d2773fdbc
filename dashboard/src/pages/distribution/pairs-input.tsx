import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asValue, type Field } from './fields.ts';
import { type InputProps, useFieldTexts } from './form-context.tsx';
import { RowsFrame } from './rows-frame.tsx';

type Row = readonly [name: string, value: string];

/** Names, each with its value. A name that is not written yet stands here only. */
export function PairsInput({ field, path, value, onChange }: InputProps<Extract<Field, { kind: 'pairs' }>>) {
  const { t } = useTranslation();
  const { label } = useFieldTexts(field, path);
  const written = Object.entries(asValue(value)).map(([name, one]): Row => [name, String(one)]);
  const [rows, setRows] = useState(written);
  const shown = same(asObject(rows, field.numbers), asValue(value)) ? rows : written;
  const change = (next: readonly Row[]) => {
    setRows([...next]);
    const object = asObject(next, field.numbers);
    onChange(Object.keys(object).length === 0 ? undefined : object);
  };
  const testId = `field-${path.replaceAll('.', '-')}`;
  return (
    <RowsFrame
      field={field}
      path={path}
      rows={shown}
      look="field-pair"
      onAdd={() => setRows([...shown, ['', '']])}
      onRemove={(index) => change(shown.toSpliced(index, 1))}
    >
      {([name, one], index) => (
        <>
          <TextInput
            aria-label={t('field.pairName', { label, place: index + 1 })}
            value={name}
            onChange={(event) => change(shown.with(index, [event.currentTarget.value, one]))}
            data-testid={`${testId}-name-${index}`}
          />
          <TextInput
            aria-label={t('field.pairValue', { label, place: index + 1 })}
            value={one}
            onChange={(event) => change(shown.with(index, [name, event.currentTarget.value]))}
            data-testid={`${testId}-value-${index}`}
          />
        </>
      )}
    </RowsFrame>
  );
}

function asObject(rows: readonly Row[], numbers: boolean): Readonly<Record<string, unknown>> {
  const named = rows.filter(([name]) => name.trim() !== '');
  return Object.fromEntries(
    named.map(([name, one]) => [
      name,
      numbers && one.trim() !== '' && Number.isFinite(Number(one)) ? Number(one) : one,
    ]),
  );
}

const same = (one: Readonly<Record<string, unknown>>, other: Readonly<Record<string, unknown>>) =>
  JSON.stringify(
    Object.entries(one)
      .map(([name, value]) => [name, String(value)])
      .sort(),
  ) ===
  JSON.stringify(
    Object.entries(other)
      .map(([name, value]) => [name, String(value)])
      .sort(),
  );
