import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PurgeReport } from '../../../../services/http/protocol.ts';
import { useFormat } from '../../format/use-format.ts';
import { CustodyPanel } from './custody-panel.tsx';

const figures = ['looked', 'due', 'held', 'erased', 'failed'] as const;

/** What dry runs found and purges did, the newest first. */
export function RunsPanel({ runs }: { readonly runs: readonly PurgeReport[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <CustodyPanel title={t('custody.runs.title')} empty={runs.length === 0 && t('custody.runs.none')} testId="runs">
      <Table className="rows">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('custody.column.when')}</Table.Th>
            <Table.Th scope="col">{t('custody.column.what')}</Table.Th>
            {figures.map((one) => (
              <Table.Th key={one} scope="col">
                {t(`custody.runs.${one}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {runs.map((run) => (
            <Table.Tr key={run.id} data-kind={run.kind}>
              <Table.Td data-label={t('custody.column.when')}>{format.dateTime(run.at)}</Table.Td>
              <Table.Td data-label={t('custody.column.what')}>
                {t(`custody.runs.${run.kind}`)}
                {!run.current && <span className="row-more">{t('custody.runs.otherRules')}</span>}
              </Table.Td>
              {figures.map((one) => (
                <Table.Td key={one} data-label={t(`custody.runs.${one}`)} className="figure">
                  {format.number(run[one])}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </CustodyPanel>
  );
}
