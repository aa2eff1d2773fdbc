import { useTranslation } from 'react-i18next';
import type { RetentionRuleView } from '../../../../services/http/protocol.ts';
import { RowsTable } from '../../components/rows-table.tsx';
import { useFormat } from '../../format/use-format.ts';
import { CustodyPanel } from './custody-panel.tsx';

/** The rules in their order: the first that fits a recording decides. */
export function RulesPanel({ rules }: { readonly rules: readonly RetentionRuleView[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const kindsOf = (kinds: RetentionRuleView['kinds']) => kinds?.map((kind) => t(`recordingKind.${kind}`));
  const takes = (rule: RetentionRuleView) =>
    [rule.services, rule.queues, rule.outcomes, rule.consent, kindsOf(rule.kinds)]
      .flatMap((named) => (named === undefined ? [] : [named.join(', ')]))
      .join(' · ');
  return (
    <CustodyPanel title={t('custody.rules.title')} empty={rules.length === 0 && t('custody.rules.none')} testId="rules">
      <RowsTable
        columns={[
          { label: t('custody.column.rule'), kind: 'name', cell: (rule) => rule.id },
          { label: t('custody.column.takes'), cell: (rule) => takes(rule) || t('custody.rules.all') },
          { label: t('custody.column.keeps'), cell: (rule) => format.days(rule.days) },
        ]}
        rows={rules}
        rowKey={(rule) => rule.id}
      />
    </CustodyPanel>
  );
}
