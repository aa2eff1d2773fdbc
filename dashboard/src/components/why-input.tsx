import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Why somebody does something to another: kept in the journal with the name. */
export function WhyInput(props: {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly required?: boolean;
}) {
  const { t } = useTranslation();
  return (
    <TextInput
      label={t('common.why')}
      description={t('common.whyHint')}
      required={props.required ?? false}
      maxLength={300}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      data-testid="why"
    />
  );
}
