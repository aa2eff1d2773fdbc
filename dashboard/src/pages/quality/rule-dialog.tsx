import { Button, Modal, MultiSelect, NativeSelect, NumberInput, Stack, Switch, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QualityRule } from '../../../../services/http/protocol.ts';
import { request } from '../../api/client.ts';
import { siteQuery } from '../../api/queries.ts';
import { errorTextOf } from '../../components/error-text.ts';
import { useFormat } from '../../format/use-format.ts';
import { evaluatorsQuery, qualityKey, templatesQuery } from './quality-queries.ts';

type Draft = Omit<QualityRule, 'id'>;

/** A sampling rule, new or changed. */
export function RuleDialog({ rule, onClose }: { readonly rule: QualityRule | null; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const queries = useQueryClient();
  const site = useQuery({ ...siteQuery, enabled: false });
  const people = useQuery(evaluatorsQuery);
  const templates = useQuery(templatesQuery);
  const usable = (templates.data ?? []).filter((one) => !one.retired || one.id === rule?.templateId);
  const [draft, setDraft] = useState<Draft>(() => draftOf(rule, usable[0]?.id ?? ''));
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  const save = useMutation({
    mutationFn: () =>
      request<QualityRule>(rule === null ? '/api/quality/rules' : `/api/quality/rules/${encodeURIComponent(rule.id)}`, {
        method: rule === null ? 'POST' : 'PUT',
        body: draft,
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: qualityKey });
      onClose();
    },
  });
  const any = { value: '', label: t('calls.filter.any') };
  const named = (one: { readonly id: string; readonly name: string }) => ({ value: one.id, label: one.name });
  return (
    <Modal
      opened
      onClose={onClose}
      title={rule === null ? t('quality.rule.new') : rule.name}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
        data-testid="rule-dialog"
      >
        <Stack>
          <TextInput
            data-autofocus
            label={t('quality.form.name')}
            required
            maxLength={200}
            value={draft.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
            error={save.error === null ? undefined : errorTextOf(t, save.error)}
            data-testid="rule-name"
          />
          <NativeSelect
            label={t('quality.column.template')}
            data={usable.map(named)}
            value={draft.templateId}
            onChange={(event) => set({ templateId: event.currentTarget.value })}
          />
          <div className="quality-grid">
            <NumberInput
              label={t('quality.rule.percent')}
              suffix=" %"
              min={0.1}
              max={100}
              decimalScale={1}
              value={draft.percent}
              onChange={(value) => set({ percent: Number(value) || 0 })}
              data-testid="rule-percent"
            />
            <NativeSelect
              label={t('quality.rule.period')}
              data={(['day', 'week', 'month'] as const).map((one) => ({
                value: one,
                label: t(`quality.period.${one}`),
              }))}
              value={draft.period}
              onChange={(event) => set({ period: event.currentTarget.value as QualityRule['period'] })}
            />
          </div>
          <NativeSelect
            label={t('call.service')}
            data={[any, ...(site.data?.services ?? []).map(named)]}
            value={draft.service ?? ''}
            onChange={(event) => set({ service: event.currentTarget.value || null })}
          />
          <NativeSelect
            label={t('call.queue')}
            data={[any, ...(site.data?.queues ?? []).map((one) => ({ value: one.id, label: format.local(one.name) }))]}
            value={draft.queue ?? ''}
            onChange={(event) => set({ queue: event.currentTarget.value || null })}
          />
          <NativeSelect
            label={t('calls.column.agent')}
            data={[any, ...(site.data?.agents ?? []).map(named)]}
            value={draft.agent ?? ''}
            onChange={(event) => set({ agent: event.currentTarget.value || null })}
          />
          <NumberInput
            label={t('quality.rule.minTalk')}
            suffix=" s"
            min={0}
            max={86400}
            value={draft.minTalk}
            onChange={(value) => set({ minTalk: Number(value) || 0 })}
            data-testid="rule-min-talk"
          />
          <MultiSelect
            label={t('quality.rule.evaluators')}
            description={t('quality.rule.evaluatorsHint')}
            data={(people.data ?? []).map(named)}
            value={[...draft.evaluators]}
            onChange={(value) => set({ evaluators: value })}
            comboboxProps={{ withinPortal: true }}
          />
          <Switch
            label={t('quality.rule.active')}
            checked={draft.active}
            onChange={(event) => set({ active: event.currentTarget.checked })}
          />
          <Button
            type="submit"
            disabled={draft.name.trim() === '' || draft.templateId === '' || draft.percent <= 0}
            loading={save.isPending}
            data-testid="save-rule"
          >
            {t('common.save')}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}

function draftOf(rule: QualityRule | null, templateId: string): Draft {
  if (rule !== null) {
    const { id: _, ...draft } = rule;
    return draft;
  }
  return {
    name: '',
    templateId,
    percent: 10,
    period: 'week',
    service: null,
    queue: null,
    agent: null,
    minTalk: 30,
    evaluators: [],
    active: true,
  };
}
