import { Badge, Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlowHistoryRow, FlowVersion } from '../../../../services/http/protocol.ts';
import { useFormat } from '../../format/use-format.ts';
import { backTo } from './flow-queries.ts';
import { PutInForce } from './put-in-force.tsx';

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
      {going !== null && (
        <PutInForce
          flow={current.flow}
          to={{ version: going.version }}
          action={t('flow.back')}
          icon={IconArrowBackUp}
          put={(note) => backTo(current.flow, { version: going.version, base: current.version, note })}
          onClose={() => setGoing(null)}
          testIds="back"
        />
      )}
    </section>
  );
}
