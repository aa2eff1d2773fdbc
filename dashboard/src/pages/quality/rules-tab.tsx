import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QualityRule } from '../../../../services/http/protocol.ts';
import { request } from '../../api/client.ts';
import { siteQuery } from '../../api/queries.ts';
import { Listed } from '../../components/listed.tsx';
import { type Column, RowsTable } from '../../components/rows-table.tsx';
import { useQueueName } from '../../components/use-queue-name.ts';
import { useFormat } from '../../format/use-format.ts';
import { evaluatorsQuery, qualityKey, rulesQuery, templatesQuery } from './quality-queries.ts';
import { RuleDialog } from './rule-dialog.tsx';

/** Which recordings are given out to be evaluated. */
export function RulesTab() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const rules = useQuery(rulesQuery);
  const templates = useQuery(templatesQuery);
  const [edited, setEdited] = useState<QualityRule | 'new' | null>(null);
  const remove = useMutation({
    mutationFn: (id: string) => request(`/api/quality/rules/${encodeURIComponent(id)}`, { method: 'DELETE' }),
    onSettled: () => queries.invalidateQueries({ queryKey: qualityKey }),
  });
  const columns = useColumns(setEdited, remove.mutate);
  const usable = (templates.data ?? []).some((one) => !one.retired);
  return (
    <>
      <div>
        <Button
          leftSection={<IconPlus size={16} />}
          disabled={!usable}
          onClick={() => setEdited('new')}
          data-testid="new-rule"
        >
          {t('quality.rule.new')}
        </Button>
      </div>
      <Listed
        query={rules}
        none={usable ? t('quality.rule.none') : t('quality.rule.noTemplate')}
        label={t('quality.tab.rules')}
      >
        {(rows) => (
          <RowsTable
            columns={columns}
            rows={rows}
            rowKey={(row) => row.id}
            rowTestId={(row) => `rule-${row.id}`}
            faint={(row) => !row.active}
            testId="rules"
          />
        )}
      </Listed>
      {edited !== null && <RuleDialog rule={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </>
  );
}

function useColumns(
  onEdit: (rule: QualityRule) => void,
  onRemove: (id: string) => void,
): readonly Column<QualityRule>[] {
  const { t } = useTranslation();
  const templates = useQuery(templatesQuery);
  const say = useRuleText();
  return [
    {
      label: t('quality.form.name'),
      kind: 'name',
      cell: (row) => (
        <>
          {row.name}
          {!row.active && <span className="row-more">{t('quality.rule.paused')}</span>}
        </>
      ),
    },
    { label: t('quality.rule.what'), cell: say.share },
    {
      label: t('quality.column.template'),
      cell: (row) => templates.data?.find((one) => one.id === row.templateId)?.name ?? row.templateId,
    },
    { label: t('quality.rule.evaluators'), cell: say.evaluators },
    {
      label: t('quality.column.actions'),
      kind: 'actions',
      cell: (row) => (
        <div className="row quality-actions">
          <Button size="xs" variant="default" onClick={() => onEdit(row)} data-testid="edit-rule">
            {t('quality.rule.edit')}
          </Button>
          <Button size="xs" variant="subtle" color="gray" onClick={() => onRemove(row.id)}>
            {t('common.delete')}
          </Button>
        </div>
      ),
    },
  ];
}

function useRuleText() {
  const { t } = useTranslation();
  const format = useFormat();
  const queueName = useQueueName();
  const site = useQuery({ ...siteQuery, enabled: false });
  const people = useQuery(evaluatorsQuery);
  const nameIn = (list: readonly { readonly id: string; readonly name: string }[] | undefined, id: string) =>
    list?.find((one) => one.id === id)?.name ?? id;
  return {
    share: (rule: QualityRule) =>
      [
        t(`quality.rule.share.${rule.period}`, { percent: format.percent(rule.percent / 100) }),
        ...(rule.service === null ? [] : [nameIn(site.data?.services, rule.service)]),
        ...(rule.queue === null ? [] : [queueName(rule.queue)]),
        ...(rule.agent === null ? [] : [nameIn(site.data?.agents, rule.agent)]),
        ...(rule.minTalk === 0 ? [] : [t('quality.rule.atLeast', { seconds: rule.minTalk })]),
      ].join(' · '),
    evaluators: (rule: QualityRule) =>
      rule.evaluators.length === 0
        ? t('quality.assignment.anybody')
        : rule.evaluators.map((id) => nameIn(people.data, id)).join(', '),
  };
}
