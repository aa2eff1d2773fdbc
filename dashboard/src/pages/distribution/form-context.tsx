import { type ComponentType, createContext, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import type es from '../../../../config/languages/pages/es.json';
import type { StrategyView } from '../../../../services/http/protocol.ts';
import type { Field, FlowSource, Source, Value } from './fields.ts';
import { noPlaces, type Places, sentenceAt } from './places.ts';

export type Choice = { readonly value: string; readonly label: string };

/** What all fields of a form share. */
export type FormFacts = {
  readonly choices: Readonly<Record<Source, readonly Choice[]> & Partial<Record<FlowSource, readonly Choice[]>>>;
  readonly strategies: readonly StrategyView[];
  readonly places: Places;
};

const nothing: FormFacts = {
  choices: { queues: [], agents: [], skills: [], lists: [], services: [] },
  strategies: [],
  places: noPlaces,
};

export type InputProps<F extends Field = Field> = {
  readonly field: F;
  /** Where the value stands in the entry, for the server's sentences and the tests: `serviceLevel.target`. */
  readonly path: string;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
};

export type FieldInputsProps = {
  readonly fields: readonly Field[];
  readonly path: string;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
};

/** What draws the fields inside a field; handed down, because it draws such fields too. */
export type WithInputs = { readonly inputs: ComponentType<FieldInputsProps> };

export const FormContext = createContext<FormFacts>(nothing);

export function useFormFacts(): FormFacts {
  return useContext(FormContext);
}

type FieldText = keyof typeof es.field;
type FieldHint = keyof typeof es.fieldHint;

/** The name, the hint and the server's sentence of a field. */
export function useFieldTexts(
  field: Field,
  path: string,
): {
  readonly label: string;
  readonly description: string | null;
  readonly error: string | null;
  readonly inputWrapperOrder: ('label' | 'input' | 'description' | 'error')[];
} {
  const { t, i18n } = useTranslation();
  const { places } = useFormFacts();
  const name = field.label ?? field.name;
  const deeper = field.kind !== 'group' && field.kind !== 'rows' && field.kind !== 'strategy';
  return {
    label: i18n.exists(`field.${name}`) ? t(`field.${name as FieldText}`) : name,
    description: i18n.exists(`fieldHint.${name}`) ? t(`fieldHint.${name as FieldHint}`) : null,
    error: sentenceAt(places, path, deeper),
    // Inputs of a line stand on a line, whichever have hints.
    inputWrapperOrder: ['label', 'input', 'description', 'error'],
  };
}
