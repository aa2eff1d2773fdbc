import { useTranslation } from 'react-i18next';
import type { PurgeReport } from '../../../../services/http/protocol.ts';
import { RowsTable } from '../../components/rows-table.tsx';
import { useFormat } from '../../format/use-format.ts';
import { CustodyPanel } from './custody-panel.tsx';

const figures = ['looked', 'due', 'held', 'erased', 'failed'] as const;

/** What dry runs found and purges did, the newest first. */
export function RunsPanel({ runs }: { readonly runs: readonly PurgeReport[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <CustodyPanel title={t('custody.runs.title')} empty={runs.length === 0 && t('custody.runs.none')} testId="runs">
      <RowsTable
        columns={[
          { label: t('custody.column.when'), kind: 'name', cell: (run) => format.dateTime(run.at) },
          {
            label: t('custody.column.what'),
            cell: (run) => (
              <>
                {t(`custody.runs.${run.kind}`)}
                {!run.current && <span className="row-more">{t('custody.runs.otherRules')}</span>}
              </>
            ),
          },
          ...figures.map((one) => ({
            label: t(`custody.runs.${one}`),
            kind: 'figure' as const,
            cell: (run: PurgeReport) => format.number(run[one]),
          })),
        ]}
        rows={runs}
        rowKey={(run) => run.id}
        rowTestId={(run) => `run-${run.kind}`}
      />
    </CustodyPanel>
  );
}
