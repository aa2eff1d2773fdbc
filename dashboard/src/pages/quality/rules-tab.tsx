import { Button, Table } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QualityRule } from '../../../../services/http/protocol.ts';
import { request } from '../../api/client.ts';
import { siteQuery } from '../../api/queries.ts';
import { Listed } from '../../components/listed.tsx';
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
  const say = useRuleText();
  const [edited, setEdited] = useState<QualityRule | 'new' | null>(null);
  const remove = useMutation({
    mutationFn: (id: string) => request(`/api/quality/rules/${encodeURIComponent(id)}`, { method: 'DELETE' }),
    onSettled: () => queries.invalidateQueries({ queryKey: qualityKey }),
  });
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
          <Table className="rows" data-testid="rules">
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t('quality.form.name')}</Table.Th>
                <Table.Th scope="col">{t('quality.rule.what')}</Table.Th>
                <Table.Th scope="col">{t('quality.column.template')}</Table.Th>
                <Table.Th scope="col">{t('quality.rule.evaluators')}</Table.Th>
                <Table.Th scope="col">
                  <span className="visually-hidden">{t('quality.column.actions')}</span>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((row) => (
                <Table.Tr key={row.id} className={row.active ? undefined : 'row-faint'} data-testid={`rule-${row.id}`}>
                  <Table.Th scope="row">
                    {row.name}
                    {!row.active && <span className="row-more">{t('quality.rule.paused')}</span>}
                  </Table.Th>
                  <Table.Td data-label={t('quality.rule.what')}>{say.share(row)}</Table.Td>
                  <Table.Td data-label={t('quality.column.template')}>
                    {templates.data?.find((one) => one.id === row.templateId)?.name ?? row.templateId}
                  </Table.Td>
                  <Table.Td data-label={t('quality.rule.evaluators')}>{say.evaluators(row)}</Table.Td>
                  <Table.Td>
                    <div className="row quality-actions">
                      <Button size="xs" variant="default" onClick={() => setEdited(row)} data-testid="edit-rule">
                        {t('quality.rule.edit')}
                      </Button>
                      <Button size="xs" variant="subtle" color="gray" onClick={() => remove.mutate(row.id)}>
                        {t('common.delete')}
                      </Button>
                    </div>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </Listed>
      {edited !== null && <RuleDialog rule={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </>
  );
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
