import { Table } from '@mantine/core';
import { IconAlertTriangle, IconMicrophone, IconRobot } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { PromptRow } from '../../../../services/http/protocol.ts';
import { Status } from '../../components/status.tsx';
import { offsetText } from '../../format/time.ts';
import { useFormat } from '../../format/use-format.ts';
import { PromptActions } from './prompt-actions.tsx';
import { PromptUses } from './prompt-uses.tsx';

/** The prompts of a language. On a telephone each is a card. */
export function PromptsTable({ rows }: { readonly rows: readonly PromptRow[] }) {
  const { t } = useTranslation();
  return (
    <Table className="rows" data-testid="prompts">
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t('prompts.column.text')}</Table.Th>
          <Table.Th scope="col">{t('prompts.column.uses')}</Table.Th>
          <Table.Th scope="col">{t('prompts.column.how')}</Table.Th>
          <Table.Th scope="col">{t('prompts.column.length')}</Table.Th>
          <Table.Th scope="col">{t('prompts.column.loudness')}</Table.Th>
          <Table.Th scope="col">
            <span className="visually-hidden">{t('prompts.column.actions')}</span>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Row key={`${row.language}/${row.key}`} row={row} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Row({ row }: { readonly row: PromptRow }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Table.Tr data-testid={`prompt-${row.key}`} data-how={row.how}>
      <Table.Th scope="row" className="prompt-text">
        <span lang={row.language}>{row.text}</span>
        <code className="row-more">{row.key}</code>
      </Table.Th>
      <Table.Td data-label={t('prompts.column.uses')}>
        <PromptUses uses={row.uses} />
      </Table.Td>
      <Table.Td data-label={t('prompts.column.how')}>
        <How how={row.how} />
        {row.recorded !== null && (
          <span className="row-more">
            {t('prompts.recordedBy', { who: row.recorded.by, when: format.dateTime(row.recorded.at) })}
          </span>
        )}
      </Table.Td>
      <Table.Td data-label={t('prompts.column.length')}>
        {row.durationMs === null ? <None /> : offsetText(row.durationMs)}
      </Table.Td>
      <Table.Td data-label={t('prompts.column.loudness')}>
        {row.loudness === null || row.peak === null ? (
          <None />
        ) : (
          <>
            <span className="nowrap">{t('prompts.lufs', { value: format.number(row.loudness) })}</span>
            <span className="row-more nowrap">{t('prompts.peak', { value: format.number(row.peak) })}</span>
          </>
        )}
      </Table.Td>
      <Table.Td className="cell-actions">
        <PromptActions row={row} />
      </Table.Td>
    </Table.Tr>
  );
}

function How({ how }: { readonly how: PromptRow['how'] }) {
  const { t } = useTranslation();
  if (how === 'recorded')
    return (
      <Status tone="ok" icon={IconMicrophone} size="bare">
        {t('prompts.state.recorded')}
      </Status>
    );
  if (how === 'missing')
    return (
      <Status tone="danger" icon={IconAlertTriangle} size="bare">
        {t('prompts.state.missing')}
      </Status>
    );
  return (
    <Status tone="off" icon={IconRobot} size="bare">
      {t('prompts.state.spoken')}
    </Status>
  );
}

function None() {
  return <span className="dimmed">–</span>;
}
