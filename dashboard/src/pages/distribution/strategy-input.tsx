import { NativeSelect, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import es from '../../../../config/languages/pages/es.json';
import { asText, asValue, type Field } from './fields.ts';
import { type InputProps, useFieldTexts, useFormFacts, type WithInputs } from './form-context.tsx';
import { fieldsOfSchema, firstSettings } from './strategy-fields.ts';

type StrategyName = keyof typeof es.strategy;

/** The way calls are given to agents, with the settings that it takes. */
export function StrategyInput({
  field,
  path,
  value,
  onChange,
  inputs: Inputs,
}: InputProps<Extract<Field, { kind: 'strategy' }>> & WithInputs) {
  const { t } = useTranslation();
  const { strategies } = useFormFacts();
  const texts = useFieldTexts(field, path);
  const choice = asValue(value);
  const type = asText(choice.type) || 'longest-idle';
  const known = strategies.find((one) => one.type === type);
  const nested = field.name === 'otherwise';
  const nameOf = (one: string) => (one in es.strategy ? t(`strategy.${one as StrategyName}`) : one);
  const choose = (chosen: string) => {
    const settings = strategies.find((one) => one.type === chosen)?.settings ?? {};
    onChange({ type: chosen, ...firstSettings(settings) });
  };
  return (
    <div className="field-wide strategy" data-nested={nested}>
      <NativeSelect
        {...texts}
        data={strategies
          // Which of two that ask for the last agent holds would be nobody's guess.
          .filter((one) => !nested || one.type !== 'last-agent')
          .map((one) => ({ value: one.type, label: nameOf(one.type) }))}
        value={type}
        onChange={(event) => choose(event.currentTarget.value)}
        data-testid={`field-${path.replaceAll('.', '-')}`}
      />
      {type in es.strategyHint && (
        <Text size="sm" c="dimmed">
          {t(`strategyHint.${type as keyof typeof es.strategyHint}`)}
        </Text>
      )}
      {known !== undefined && (
        <div className="fields">
          <Inputs fields={fieldsOfSchema(known.settings)} path={path} value={choice} onChange={onChange} />
        </div>
      )}
    </div>
  );
}
