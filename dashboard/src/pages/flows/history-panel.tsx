import { Badge, Button, Modal, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconArrowBackUp } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlowHistoryRow, FlowVersion } from '../../../../services/http/protocol.ts';
import { errorTextOf } from '../../components/error-text.ts';
import { Notice } from '../../components/notice.tsx';
import { useFormat } from '../../format/use-format.ts';
import { Differences } from './differences.tsx';
import { backTo } from './flow-queries.ts';

type Props = {
  readonly current: FlowVersion;
  readonly rows: readonly FlowHistoryRow[];
  readonly mayEdit: boolean;
};

/** Who put which version in force, when and why; and the way back to it. */
export function HistoryPanel({ current, rows, mayEdit }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [going, setGoing] = useState<FlowHistoryRow | null>(null);
  return (
    <section className="panel flow-history" aria-label={t('flow.tab.history')} data-testid="flow-history">
      <ol>
        {rows.map((row) => (
          <li key={`${row.at}-${row.version}`} data-testid={`version-${row.version}`}>
            <div className="row">
              <time dateTime={new Date(row.at).toISOString()}>{format.dateTime(row.at)}</time>
              <strong>{row.by ?? t('flow.byHand')}</strong>
              <code>{row.version.slice(0, 8)}</code>
              {row.current && <Badge variant="light">{t('flow.inForce')}</Badge>}
            </div>
            <p>{row.note === '' ? <span className="dimmed">{t('flow.noNote')}</span> : row.note}</p>
            {mayEdit && !row.current && (
              <Button
                size="xs"
                variant="default"
                leftSection={<IconArrowBackUp size={14} />}
                onClick={() => setGoing(row)}
                data-testid={`back-${row.version}`}
              >
                {t('flow.back')}
              </Button>
            )}
          </li>
        ))}
      </ol>
      {going !== null && <BackDialog current={current} row={going} onClose={() => setGoing(null)} />}
    </section>
  );
}

function BackDialog({
  current,
  row,
  onClose,
}: {
  readonly current: FlowVersion;
  readonly row: FlowHistoryRow;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [note, setNote] = useState('');
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const go = async () => {
    setBusy(true);
    setFailure(null);
    try {
      await backTo(current.flow, { version: row.version, base: current.version, note: note.trim() });
      notifications.show({ message: t('flow.saved') });
      onClose();
      await queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('flow') });
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('flow.back')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <div className="flow-dialog">
        <Differences flow={current.flow} to={{ version: row.version }} />
        <TextInput
          label={t('flow.note')}
          value={note}
          maxLength={500}
          onChange={(event) => setNote(event.currentTarget.value)}
          data-testid="back-note"
        />
        {failure !== null && (
          <Notice tone="danger" icon={IconAlertTriangle} live>
            {errorTextOf(t, failure)}
          </Notice>
        )}
        <Button loading={busy} onClick={() => void go()} data-testid="back-confirm">
          {t('flow.back')}
        </Button>
      </div>
    </Modal>
  );
}
