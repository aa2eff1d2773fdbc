import { Modal, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asList, asText, asValue, type Value } from '../../distribution/fields.ts';
import { flowSchemaQuery } from '../flow-queries.ts';
import { useFlowView } from '../flow-view.ts';
import { iconOf, useStepWords } from '../step-looks.ts';
import { addStep, freeId } from './flow-text.ts';
import { typeSchemas } from './step-fields.ts';
import type { Draft } from './use-draft.ts';

/** The kinds of steps there are, each with what it is for. */
export function AddStep({ draft, onClose }: { readonly draft: Draft; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const words = useStepWords();
  const view = useFlowView();
  const schema = useQuery(flowSchemaQuery);
  const [search, setSearch] = useState('');
  const types = [...typeSchemas(schema.data)].filter(([type]) =>
    `${type} ${words.type(type)} ${words.docs(type)}`.toLowerCase().includes(search.trim().toLowerCase()),
  );
  const add = (type: string, shape: Value) => {
    const id = freeId(draft.text, type);
    draft.set(
      addStep(draft.text, id, { type, label: { es: words.type(type), en: words.type(type) }, ...first(shape) }),
      `add ${id}`,
    );
    view.choose(id);
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('flow.add')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <div className="flow-dialog">
        <TextInput
          aria-label={t('flow.searchType')}
          placeholder={t('flow.searchType')}
          data-autofocus
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <ul className="flow-types">
          {types.map(([type, shape]) => {
            const TypeIcon = iconOf(type);
            return (
              <li key={type}>
                <button type="button" onClick={() => add(type, shape)} data-testid={`add-${type}`}>
                  <TypeIcon size={20} stroke={1.75} aria-hidden />
                  <span>
                    <strong>{words.type(type)}</strong>
                    <span className="dimmed"> {words.docs(type) || asText(shape.description)}</span>
                  </span>
                </button>
              </li>
            );
          })}
        </ul>
      </div>
    </Modal>
  );
}

/** What must be written, empty: the check then says what is missing. */
function first(shape: Value): Value {
  const properties = asValue(shape.properties);
  const wanted = asList(shape.required).map(asText);
  const settings = wanted.filter((name) => !['type', 'label', 'exits'].includes(name));
  const empty = (schema: Value) => (schema.type === 'array' ? [] : schema.type === 'object' ? {} : '');
  return Object.fromEntries(settings.map((name) => [name, empty(asValue(properties[name]))]));
}
