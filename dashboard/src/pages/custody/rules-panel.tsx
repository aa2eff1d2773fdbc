import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RetentionRuleView } from '../../../../services/http/protocol.ts';
import { CustodyPanel } from './custody-panel.tsx';

/** The rules in their order: the first that fits a recording decides. */
export function RulesPanel({ rules }: { readonly rules: readonly RetentionRuleView[] }) {
  const { t } = useTranslation();
  const kindsOf = (kinds: RetentionRuleView['kinds']) => kinds?.map((kind) => t(`recordingKind.${kind}`));
  return (
    <CustodyPanel title={t('custody.rules.title')} empty={rules.length === 0 && t('custody.rules.none')} testId="rules">
      <Table className="rows">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('custody.column.rule')}</Table.Th>
            <Table.Th scope="col">{t('custody.column.takes')}</Table.Th>
            <Table.Th scope="col">{t('custody.column.keeps')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rules.map((rule) => (
            <Table.Tr key={rule.id}>
              <Table.Td data-label={t('custody.column.rule')}>{rule.id}</Table.Td>
              <Table.Td data-label={t('custody.column.takes')}>
                {[rule.services, rule.queues, rule.outcomes, rule.consent, kindsOf(rule.kinds)]
                  .flatMap((named) => (named === undefined ? [] : [named.join(', ')]))
                  .join(' · ') || t('custody.rules.all')}
              </Table.Td>
              <Table.Td data-label={t('custody.column.keeps')}>{t('custody.rules.days', { n: rule.days })}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </CustodyPanel>
  );
}
