import { NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FilterProps } from './filter-bar.tsx';
import type { Filters } from './filters.ts';

const typingPause = 350;

type Field = FilterProps & { readonly name: keyof Filters; readonly label: string };

const testIdOf = (name: string) => `filter-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** One of some, or any. */
export function Choice({
  name,
  label,
  options,
  filters,
  onChange,
}: Field & { readonly options: readonly { readonly value: string; readonly label: string }[] }) {
  const { t } = useTranslation();
  return (
    <NativeSelect
      label={label}
      data={[{ value: '', label: t('calls.filter.any') }, ...options]}
      value={filters[name]}
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
      data-testid={testIdOf(name)}
    />
  );
}

/** What is typed is looked for when one pauses. */
export function TypedFilter(props: Field & { readonly placeholder?: string; readonly search?: boolean }) {
  const { name, label, placeholder, search = false, filters, onChange } = props;
  const value = filters[name];
  const [text, setText] = useState(value);
  const tell = useDebouncedCallback((next: string) => onChange({ [name]: next }), typingPause);
  useEffect(() => setText(value), [value]);
  return (
    <TextInput
      label={label}
      placeholder={placeholder}
      type={search ? 'search' : 'text'}
      leftSection={search ? <IconSearch size={16} aria-hidden /> : undefined}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        tell(event.currentTarget.value);
      }}
      data-testid={testIdOf(name)}
    />
  );
}

export function NumberFilter(
  props: Field & { readonly suffix?: string; readonly step?: number; readonly max?: number },
) {
  const { name, label, suffix = '', step = 1, max, filters, onChange } = props;
  const tell = useDebouncedCallback((next: string) => onChange({ [name]: next }), typingPause);
  return (
    <NumberInput
      label={label}
      suffix={suffix}
      min={0}
      max={max ?? 1_000_000}
      step={step}
      allowDecimal={false}
      value={filters[name]}
      onChange={(value) => tell(String(value))}
      data-testid={testIdOf(name)}
    />
  );
}
