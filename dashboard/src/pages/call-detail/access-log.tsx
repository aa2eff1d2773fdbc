import { Title } from '@mantine/core';
import { IconDownload, IconHeadphones } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AccessRow } from '../../../../services/http/protocol.ts';
import { request } from '../../api/client.ts';
import { useFormat } from '../../format/use-format.ts';

const icons = { listened: IconHeadphones, downloaded: IconDownload } as const;

/** Who listened to the recording or took a copy, and when. */
export function AccessLogPanel({ recordingId }: { readonly recordingId: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const log = useQuery({
    queryKey: ['access', recordingId],
    queryFn: () => request<readonly AccessRow[]>(`/api/recordings/${encodeURIComponent(recordingId)}/access`),
  });
  const rows = (log.data ?? []).toSorted((one, other) => other.at - one.at);
  return (
    <section className="panel" aria-labelledby="access-title" data-testid="access-log">
      <Title order={2} id="access-title" className="panel-title">
        {t('detail.access.title')}
      </Title>
      {rows.length === 0 ? (
        <p className="panel-empty">{log.data === undefined ? t('common.loading') : t('detail.access.none')}</p>
      ) : (
        <ul className="access">
          {rows.map((row) => {
            const RowIcon = icons[row.action];
            return (
              <li key={`${row.at}-${row.userId}-${row.action}`} data-action={row.action} data-user={row.userId}>
                <RowIcon size={16} aria-hidden />
                <span>
                  {t(`detail.access.${row.action}`, { name: row.userName })}
                  <span className="row-more">
                    <time>{format.dateTime(row.at)}</time> · {row.address}
                  </span>
                </span>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
