import { ActionIcon, Button, NativeSelect, TextInput, Title } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlayerPlay, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { siteFileQuery } from '../../../api/site-edit.ts';
import { useFormat } from '../../../format/use-format.ts';
import { FieldInputs } from '../../distribution/field-input.tsx';
import { asText, asValue, type Value } from '../../distribution/fields.ts';
import { FormContext, type FormFacts } from '../../distribution/form-context.tsx';
import { nameOf } from '../../distribution/sections.ts';
import { flowSchemaQuery, flowsQuery } from '../flow-queries.ts';
import { useFlowView } from '../flow-view.ts';
import { useStepWords } from '../step-looks.ts';
import { moveStep, removeStep, renameStep, setStep, startAt, stepAt, stepIds } from './flow-text.ts';
import { placesIn, stepFields, typeSchemas } from './step-fields.ts';
import type { Draft } from './use-draft.ts';

/** A step's settings in a form made from the schema of its type. */
export function StepForm({ draft, id }: { readonly draft: Draft; readonly id: string }) {
  const { t } = useTranslation();
  const words = useStepWords();
  const view = useFlowView();
  const schema = useQuery(flowSchemaQuery);
  const facts = useFacts(draft, id);
  const [newId, setNewId] = useState(id);
  const step = stepAt(draft.text, id);
  if (step === null) return <p className="dimmed">{t('flow.chooseStep')}</p>;
  const type = asText(step.type);
  const shape = typeSchemas(schema.data).get(type);
  const label = typeof step.label === 'string' ? { es: step.label, en: step.label } : step.label;
  const ids = stepIds(draft.text);
  const place = ids.indexOf(id);
  const set = (next: Value, what: string) => draft.set(setStep(draft.text, id, next), `${id} ${what}`);
  const change = (next: Value) => {
    const name = [...Object.keys(next), ...Object.keys(step)].find((one) => next[one] !== step[one]) ?? '';
    set({ ...next, ...(step.label === undefined ? {} : { label: step.label }) }, name);
  };
  const rename = () => {
    const wanted = newId.trim();
    if (wanted === id || wanted === '' || ids.includes(wanted)) return;
    draft.set(renameStep(draft.text, id, wanted), `rename ${id}`);
    view.choose(wanted);
  };
  return (
    <FormContext value={facts}>
      <section className="flow-form" aria-label={t('flow.stepForm')} data-testid="step-form">
        <Title order={2}>{words.type(type)}</Title>
        <p className="dimmed">{words.docs(type)}</p>
        {facts.places.elsewhere.map((one) => (
          <p key={one} className="field-error" role="alert">
            {one}
          </p>
        ))}
        <div className="fields">
          <TextInput
            label={t('flow.id')}
            value={newId}
            error={newId !== id && ids.includes(newId) ? t('flow.taken') : null}
            onChange={(event) => setNewId(event.currentTarget.value)}
            onBlur={rename}
            onKeyDown={(event) => {
              if (event.key === 'Enter') rename();
            }}
            data-testid="step-id"
          />
          <FieldInputs
            fields={[{ kind: 'local', name: 'label', label: 'stepName', optional: true }]}
            path=""
            value={{ label }}
            onChange={(next) => set({ ...step, label: next.label }, 'label')}
          />
          {shape !== undefined && <FieldInputs fields={stepFields(shape)} path="" value={step} onChange={change} />}
        </div>
        <Ways draft={draft} id={id} />
        <div className="row-between">
          <div className="row">
            <ActionIcon
              variant="default"
              size="lg"
              aria-label={t('flow.moveUp')}
              disabled={place <= 0}
              onClick={() => draft.set(moveStep(draft.text, id, -1), `move ${id}`)}
            >
              <IconArrowUp size={16} />
            </ActionIcon>
            <ActionIcon
              variant="default"
              size="lg"
              aria-label={t('flow.moveDown')}
              disabled={place < 0 || place === ids.length - 1}
              onClick={() => draft.set(moveStep(draft.text, id, 1), `move ${id}`)}
            >
              <IconArrowDown size={16} />
            </ActionIcon>
            <Button
              variant="default"
              leftSection={<IconPlayerPlay size={16} />}
              disabled={draft.graph?.start === id}
              onClick={() => draft.set(startAt(draft.text, id), `start ${id}`)}
            >
              {t('flow.startHere')}
            </Button>
          </div>
          <Button
            variant="subtle"
            color="stop"
            leftSection={<IconTrash size={16} />}
            onClick={() => {
              draft.set(removeStep(draft.text, id), `remove ${id}`);
              view.choose(null);
            }}
            data-testid="delete-step"
          >
            {t('common.delete')}
          </Button>
        </div>
      </section>
    </FormContext>
  );
}

/** Where each way out leads. */
function Ways({ draft, id }: { readonly draft: Draft; readonly id: string }) {
  const { t } = useTranslation();
  const words = useStepWords();
  const drawn = draft.graph?.steps.find((one) => one.id === id);
  const written = asValue(asValue(stepAt(draft.text, id)).exits);
  const names = new Map(draft.graph?.steps.map((one) => [one.id, words.name(one)]));
  const exits = [
    ...new Map([
      ...(drawn?.exits ?? []).map((one) => [one.exit, one.optional] as const),
      ...Object.keys(written).map(
        (exit) => [exit, drawn?.exits.find((one) => one.exit === exit)?.optional ?? false] as const,
      ),
    ]),
  ];
  if (exits.length === 0) return null;
  return (
    <fieldset className="plain-fieldset flow-exits">
      <legend>{t('flow.exits')}</legend>
      <div className="fields">
        {exits.map(([exit, optional]) => (
          <NativeSelect
            key={exit}
            label={optional ? t('flow.optionalExit', { exit }) : exit}
            data={[
              { value: '', label: t('flow.nowhere') },
              ...stepIds(draft.text).map((one) => ({
                value: one,
                label: names.has(one) ? `${names.get(one)} (${one})` : one,
              })),
            ]}
            value={asText(written[exit])}
            onChange={(event) => draft.connect(id, exit, event.currentTarget.value || null)}
            data-testid={`way-${exit}`}
          />
        ))}
      </div>
    </fieldset>
  );
}

/** What fields choose from: the site's queues, lists and so on, and the other flows. */
function useFacts(draft: Draft, id: string): FormFacts {
  const format = useFormat();
  const site = useQuery(siteFileQuery).data?.site ?? {};
  const flows = useQuery(flowsQuery).data ?? [];
  const listed = (entries: unknown) =>
    (Array.isArray(entries) ? entries.map(asValue) : []).map((one) => ({
      value: asText(one.id),
      label: nameOf(one, format.local) || asText(one.id),
    }));
  return {
    choices: {
      queues: listed(site.queues),
      agents: listed(site.users),
      skills: listed(site.skills),
      lists: listed(site.lists),
      services: listed(site.services),
      calendars: listed(site.calendars),
      tables: listed(site.tables),
      flows: flows.map((one) => ({ value: one.flow, label: one.flow })),
    },
    strategies: [],
    places: placesIn(draft.problems, id),
  };
}
