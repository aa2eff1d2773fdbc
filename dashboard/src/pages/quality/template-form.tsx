import { ActionIcon, Button, NumberInput, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertCircle, IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { QualityTemplateRow } from '../../../../services/http/protocol.ts';
import { request } from '../../api/client.ts';
import { errorTextOf } from '../../components/error-text.ts';
import { Notice } from '../../components/notice.tsx';
import { CriterionFields } from './criterion-fields.tsx';
import { qualityKey } from './quality-queries.ts';
import { emptyDraft, isComplete, newCriterion, newSection, type TemplateDraft, withSection } from './template-draft.ts';

/** A template, new or changed: what is saved is its next version. */
export function TemplateForm({ template }: { readonly template: QualityTemplateRow | null }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const [draft, setDraft] = useState<TemplateDraft>(() => draftOf(template));
  const save = useMutation({
    mutationFn: () =>
      request<QualityTemplateRow>(
        template === null ? '/api/quality/templates' : `/api/quality/templates/${encodeURIComponent(template.id)}`,
        { method: template === null ? 'POST' : 'PUT', body: draft },
      ),
    onSuccess: async (saved) => {
      await queries.invalidateQueries({ queryKey: qualityKey });
      notifications.show({ message: t('quality.template.saved', { version: saved.version }), color: 'green' });
      navigate('/quality/templates');
    },
  });
  const change = (part: Partial<TemplateDraft>) => setDraft((before) => ({ ...before, ...part }));
  return (
    <form
      className="quality-form"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <section className="panel quality-panel">
        <div className="quality-grid">
          <TextInput
            label={t('quality.form.name')}
            required
            maxLength={200}
            value={draft.name}
            onChange={(event) => change({ name: event.currentTarget.value })}
            data-testid="template-name"
          />
          <NumberInput
            label={t('quality.form.passMark')}
            min={0}
            max={100}
            value={draft.passMark}
            onChange={(value) => change({ passMark: Number(value) || 0 })}
          />
        </div>
        <Textarea
          label={t('quality.form.description')}
          autosize
          maxLength={2000}
          value={draft.description}
          onChange={(event) => change({ description: event.currentTarget.value })}
        />
      </section>
      {draft.sections.map((section, index) => (
        <fieldset key={section.id} className="panel quality-panel quality-fieldset">
          <legend className="visually-hidden">{section.title || t('quality.form.section')}</legend>
          <div className="quality-grid">
            <TextInput
              label={t('quality.form.section')}
              required
              maxLength={200}
              value={section.title}
              onChange={(event) => setDraft(withSection(draft, index, { title: event.currentTarget.value }))}
              data-testid={`section-${index}`}
            />
            <NumberInput
              label={t('quality.form.weight')}
              min={0}
              max={1000}
              value={section.weight}
              onChange={(value) => setDraft(withSection(draft, index, { weight: Number(value) || 0 }))}
            />
            {draft.sections.length > 1 && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                aria-label={`${t('common.delete')}: ${section.title || t('quality.form.section')}`}
                onClick={() => change({ sections: draft.sections.filter((one) => one.id !== section.id) })}
              >
                <IconTrash size={18} />
              </ActionIcon>
            )}
          </div>
          {section.criteria.map((criterion, at) => (
            <CriterionFields key={criterion.id} draft={draft} place={[index, at]} onChange={setDraft} />
          ))}
          <div>
            <Button
              variant="light"
              size="xs"
              leftSection={<IconPlus size={16} />}
              onClick={() =>
                setDraft(withSection(draft, index, { criteria: [...section.criteria, newCriterion(draft)] }))
              }
              data-testid={`add-criterion-${index}`}
            >
              {t('quality.form.addCriterion')}
            </Button>
          </div>
        </fieldset>
      ))}
      {save.error !== null && (
        <Notice tone="danger" icon={IconAlertCircle} live>
          {errorTextOf(t, save.error)}
        </Notice>
      )}
      <div className="row">
        <Button
          variant="default"
          leftSection={<IconPlus size={16} />}
          onClick={() => change({ sections: [...draft.sections, newSection(draft)] })}
          data-testid="add-section"
        >
          {t('quality.form.addSection')}
        </Button>
        <Button type="submit" disabled={!isComplete(draft)} loading={save.isPending} data-testid="save-template">
          {template === null ? t('common.save') : t('quality.template.saveNext', { version: template.version + 1 })}
        </Button>
      </div>
    </form>
  );
}

function draftOf(template: QualityTemplateRow | null): TemplateDraft {
  if (template === null) return emptyDraft();
  const { name, description, passMark, sections } = template;
  return { name, description, passMark, sections };
}
