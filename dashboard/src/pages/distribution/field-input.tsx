import { Checkbox, MultiSelect, NativeSelect, NumberInput, Switch, TagsInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { asList, asText, asValue, type Field, type NumberField, withProperty } from './fields.ts';
import { type FieldInputsProps, type InputProps, useFieldTexts, useFormFacts } from './form-context.tsx';
import { HoursInput } from './hours-input.tsx';
import { MembersInput } from './members-input.tsx';
import { PairsInput } from './pairs-input.tsx';
import { RowsInput } from './rows-input.tsx';
import { StrategyInput } from './strategy-input.tsx';
import { YamlInput } from './yaml-input.tsx';

/** All fields of a value, each editing its property. */
export function FieldInputs(props: FieldInputsProps) {
  const { fields, path, value, onChange } = props;
  return fields.map((field) => (
    <FieldInput
      key={field.name}
      field={field}
      path={path === '' ? field.name : `${path}.${field.name}`}
      value={value[field.name]}
      onChange={(property) => onChange(withProperty(value, field.name, property))}
    />
  ));
}

function FieldInput({ field, ...props }: InputProps) {
  switch (field.kind) {
    case 'text':
      return <PlainText field={field} {...props} />;
    case 'local':
      return <LocalText field={field} {...props} />;
    case 'number':
      return <NumberOf field={field} {...props} />;
    case 'switch':
      return <SwitchOf field={field} {...props} />;
    case 'option':
      return <Option field={field} {...props} />;
    case 'roles':
      return <Roles field={field} {...props} />;
    case 'choice':
      return <ChoiceOf field={field} {...props} />;
    case 'choices':
      return <Choices field={field} {...props} />;
    case 'levels':
      return <Levels field={field} {...props} />;
    case 'texts':
      return <Texts field={field} {...props} />;
    case 'group':
      return (
        <FieldInputs fields={field.fields} path={props.path} value={asValue(props.value)} onChange={props.onChange} />
      );
    case 'rows':
      return <RowsInput field={field} inputs={FieldInputs} {...props} />;
    case 'members':
      return <MembersInput field={field} {...props} />;
    case 'strategy':
      return <StrategyInput field={field} inputs={FieldInputs} {...props} />;
    case 'pairs':
      return <PairsInput field={field} {...props} />;
    case 'yaml':
      return <YamlInput field={field} {...props} />;
    case 'hours':
      return <HoursInput field={field} {...props} />;
  }
}

type Of<K extends Field['kind']> = InputProps<Extract<Field, { kind: K }>>;
const testId = (path: string) => `field-${path.replaceAll('.', '-')}`;

function PlainText({ field, path, value, onChange }: Of<'text'>) {
  const texts = useFieldTexts(field, path);
  return (
    <TextInput
      {...texts}
      required={field.required ?? false}
      value={asText(value)}
      onChange={(event) => onChange(event.currentTarget.value)}
      data-testid={testId(path)}
    />
  );
}

/** A name in each language of the pages. */
function LocalText({ field, path, value, onChange }: Of<'local'>) {
  const { t } = useTranslation();
  const texts = useFieldTexts(field, path);
  const names = asValue(value);
  return (['es', 'en'] as const).map((language) => (
    <TextInput
      key={language}
      {...texts}
      label={t('field.inLanguage', { label: texts.label, language: t(`fieldOption.language.${language}`) })}
      error={language === 'es' ? texts.error : null}
      required={field.optional !== true}
      value={asText(names[language])}
      onChange={(event) => onChange({ ...names, [language]: event.currentTarget.value })}
      data-testid={`${testId(path)}-${language}`}
    />
  ));
}

function NumberOf({ field, path, value, onChange }: InputProps<NumberField>) {
  const { t } = useTranslation();
  const texts = useFieldTexts(field, path);
  const scale = field.unit === '%' ? 100 : 1;
  const shown = (one: number) => Math.round(one * scale * 1000) / 1000;
  const unit = field.unit === undefined ? '' : ` ${field.unit}`;
  const usual = field.fallback === null ? t('field.none') : `${shown(field.fallback)}${unit}`;
  return (
    <NumberInput
      {...texts}
      {...(field.min === undefined ? {} : { min: field.min })}
      {...(field.max === undefined ? {} : { max: field.max })}
      suffix={unit}
      allowDecimal={field.integer !== true}
      placeholder={field.required === true ? '' : usual}
      required={field.required === true}
      value={typeof value === 'number' ? shown(value) : ''}
      onChange={(typed) => onChange(typeof typed === 'number' ? typed / scale : undefined)}
      data-testid={testId(path)}
    />
  );
}

function SwitchOf({ field, path, value, onChange }: Of<'switch'>) {
  const { label, description, error } = useFieldTexts(field, path);
  return (
    <Switch
      label={label}
      description={description}
      error={error}
      className="field-switch"
      checked={typeof value === 'boolean' ? value : field.fallback}
      onChange={(event) => onChange(event.currentTarget.checked)}
      data-testid={testId(path)}
    />
  );
}

function Option({ field, path, value, onChange }: Of<'option'>) {
  const { t } = useTranslation();
  const texts = useFieldTexts(field, path);
  const nameOf = (option: string) => {
    if (field.texts === undefined) return option;
    return field.texts === 'language'
      ? t(`fieldOption.language.${option as 'es'}`)
      : t(`fieldOption.phone.${(option || 'none') as 'none'}`);
  };
  return (
    <NativeSelect
      {...texts}
      data={field.options.map((option) => ({ value: option, label: nameOf(option) }))}
      value={asText(value) || (field.fallback ?? '')}
      onChange={(event) => onChange(event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
      data-testid={testId(path)}
    />
  );
}

const roles = ['agent', 'supervisor', 'auditor', 'administrator'] as const;

function Roles({ field, path, value, onChange }: Of<'roles'>) {
  const { t } = useTranslation();
  const { label, error } = useFieldTexts(field, path);
  return (
    <Checkbox.Group
      label={label}
      error={error}
      value={asList(value).map(asText)}
      onChange={onChange}
      className="field-wide"
      data-testid={testId(path)}
    >
      <div className="row field-checks">
        {roles.map((role) => (
          <Checkbox key={role} value={role} label={t(`role.${role}`)} />
        ))}
      </div>
    </Checkbox.Group>
  );
}

function ChoiceOf({ field, path, value, onChange }: Of<'choice'>) {
  const { t } = useTranslation();
  const texts = useFieldTexts(field, path);
  const { choices } = useFormFacts();
  const none = { value: '', label: field.optional ? t('field.none') : '–' };
  const listed = choices[field.of] ?? [];
  // What is written and does not exist is shown, so that it is seen to be wrong.
  const written = asText(value);
  const unlisted =
    written === '' || listed.some((one) => one.value === written) ? [] : [{ value: written, label: written }];
  return (
    <NativeSelect
      {...texts}
      data={[none, ...unlisted, ...listed]}
      value={asText(value)}
      onChange={(event) => onChange(event.currentTarget.value === '' ? null : event.currentTarget.value)}
      data-testid={testId(path)}
    />
  );
}

function Choices({ field, path, value, onChange }: Of<'choices'>) {
  const texts = useFieldTexts(field, path);
  const { choices } = useFormFacts();
  return (
    <MultiSelect
      {...texts}
      className="field-wide"
      data={[...choices[field.of]]}
      value={asList(value).map(asText)}
      onChange={(chosen) => onChange(chosen.length === 0 ? undefined : chosen)}
      searchable
      data-testid={testId(path)}
    />
  );
}

/** A level from 1 to 10 for each skill that counts. */
function Levels({ field, path, value, onChange }: Of<'levels'>) {
  const { t } = useTranslation();
  const { label, error } = useFieldTexts(field, path);
  const { choices } = useFormFacts();
  const levels = asValue(value);
  const set = (skill: string, level: number | string) => {
    const next = withProperty(levels, skill, typeof level === 'number' ? level : undefined);
    onChange(Object.keys(next).length === 0 ? undefined : next);
  };
  return (
    <fieldset className="plain-fieldset field-wide">
      <legend>{label}</legend>
      {choices.skills.length === 0 && <span className="dimmed">{t('membership.noSkills')}</span>}
      <div className="fields">
        {choices.skills.map((skill) => (
          <NumberInput
            key={skill.value}
            label={skill.label}
            placeholder={t('field.none')}
            min={1}
            max={10}
            allowDecimal={false}
            value={typeof levels[skill.value] === 'number' ? Number(levels[skill.value]) : ''}
            onChange={(level) => set(skill.value, level)}
            data-testid={`${testId(path)}-${skill.value}`}
          />
        ))}
      </div>
      {error !== null && (
        <span className="field-error" role="alert">
          {error}
        </span>
      )}
    </fieldset>
  );
}

function Texts({ field, path, value, onChange }: Of<'texts'>) {
  const texts = useFieldTexts(field, path);
  return (
    <TagsInput
      {...texts}
      className="field-wide"
      value={asList(value).map(asText)}
      onChange={onChange}
      splitChars={[',', ';', '\n']}
      data-testid={testId(path)}
    />
  );
}
