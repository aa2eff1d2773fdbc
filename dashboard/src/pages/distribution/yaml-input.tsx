import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseDocument, stringify } from 'yaml';
import type { Field } from './fields.ts';
import { type InputProps, useFieldTexts } from './form-context.tsx';

const written = (value: unknown) => (value === undefined ? '' : stringify(value, { lineWidth: 0 }).trimEnd());

/** A value of many shapes, as its file has it; taken over whenever it is YAML. */
export function YamlInput({ field, path, value, onChange }: InputProps<Extract<Field, { kind: 'yaml' }>>) {
  const { t } = useTranslation();
  const texts = useFieldTexts(field, path);
  const [text, setText] = useState(() => written(value));
  const read = (one: string) => {
    const document = parseDocument(one);
    return document.errors.length > 0
      ? { wrong: true, value: undefined }
      : { wrong: false, value: document.toJS() as unknown };
  };
  const now = read(text);
  // Changed elsewhere, by undo or in the text of the whole.
  const shown = now.wrong || written(now.value ?? undefined) === written(value) ? text : written(value);
  return (
    <Textarea
      {...texts}
      className="field-wide field-yaml"
      autosize
      minRows={2}
      spellCheck={false}
      error={now.wrong ? t('field.noYaml') : texts.error}
      value={shown}
      onChange={(event) => {
        setText(event.currentTarget.value);
        const next = read(event.currentTarget.value);
        if (!next.wrong) onChange(next.value ?? undefined);
      }}
      data-testid={`field-${path.replaceAll('.', '-')}`}
    />
  );
}
