import { Button, NativeSelect } from '@mantine/core';
import { IconClock, IconCloudCheck, IconCloudX, IconRefresh } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WebhookDelivery, WebhookHealth } from '../../../../services/http/protocol.ts';
import { request } from '../../api/client.ts';
import { errorTextOf } from '../../components/error-text.ts';
import { Listed } from '../../components/listed.tsx';
import { type Column, RowsTable } from '../../components/rows-table.tsx';
import { Status } from '../../components/status.tsx';
import { useFormat } from '../../format/use-format.ts';
import { deliveriesQuery, webhookPath, webhooksQuery } from './programs-queries.ts';

const looks = {
  waiting: { tone: 'wait', icon: IconClock },
  delivered: { tone: 'ok', icon: IconCloudCheck },
  dead: { tone: 'danger', icon: IconCloudX },
} as const;

const filters = ['all', 'dead', 'waiting', 'delivered'] as const;

/** What was or will be told to an address: the newest, why it failed, and another try. */
export function Deliveries({ webhook }: { readonly webhook: WebhookHealth }) {
  const { t } = useTranslation();
  const [state, setState] = useState<(typeof filters)[number]>('all');
  const deliveries = useQuery(deliveriesQuery(webhook.id, state));
  const queries = useQueryClient();
  const path = webhookPath(webhook.id);
  const retry = useMutation({
    mutationFn: (seq: number | 'dead') =>
      request(seq === 'dead' ? `${path}/retry` : `${path}/deliveries/${seq}/retry`, { method: 'POST' }),
    onSettled: () => queries.invalidateQueries({ queryKey: webhooksQuery.queryKey }),
  });
  const columns = useColumns(retry.mutate);
  return (
    <div className="programs-deliveries">
      <div className="row">
        <NativeSelect
          size="xs"
          aria-label={t('publications.state')}
          data={filters.map((one) => ({ value: one, label: t(`programs.delivery.${one}`) }))}
          value={state}
          onChange={(event) => setState(event.currentTarget.value as (typeof filters)[number])}
          data-testid="deliveries-state"
        />
        {webhook.dead > 0 && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconRefresh size={14} />}
            loading={retry.isPending}
            onClick={() => retry.mutate('dead')}
            data-testid="retry-dead"
          >
            {t('programs.delivery.retryDead', { dead: webhook.dead })}
          </Button>
        )}
        <span aria-live="polite">
          {retry.error !== null && <span className="reason">{errorTextOf(t, retry.error)}</span>}
        </span>
      </div>
      <Listed query={deliveries} none={t('programs.delivery.none')} label={t('programs.webhook.deliveries')}>
        {(rows) => (
          <RowsTable
            columns={columns}
            rows={rows}
            rowKey={(row) => String(row.seq)}
            rowTestId={(row) => `delivery-${row.seq}`}
          />
        )}
      </Listed>
    </div>
  );
}

function useColumns(retry: (seq: number) => void): readonly Column<WebhookDelivery>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return [
    {
      label: t('programs.delivery.event'),
      kind: 'name',
      cell: (row) => (
        <>
          {t(`programs.told.${row.type}`)}
          <span className="row-more">
            {format.dateTime(row.createdAt)} · id {row.seq}
          </span>
        </>
      ),
    },
    {
      label: t('publications.state'),
      cell: (row) => (
        <Status tone={looks[row.state].tone} icon={looks[row.state].icon} size="bare">
          {t(`programs.delivery.${row.state}`)}
        </Status>
      ),
    },
    {
      label: t('programs.delivery.attempts'),
      kind: 'wide',
      cell: (row) => (
        <>
          {row.attempts}
          {row.attemptedAt !== null && ` · ${format.dateTime(row.attemptedAt)}`}
          {row.nextAt !== null && row.attempts > 0 && (
            <span className="row-more">{t('publications.next', { time: format.time(row.nextAt) })}</span>
          )}
          {row.reason !== null && (
            <span className="reason programs-reason" lang="en">
              {row.reason}
            </span>
          )}
        </>
      ),
    },
    {
      label: t('programs.actions'),
      kind: 'actions',
      cell: (row) =>
        row.state !== 'delivered' && (
          <Button
            size="xs"
            variant="default"
            onClick={() => retry(row.seq)}
            aria-label={t('programs.delivery.retryOne', { id: row.seq })}
            data-testid="retry-delivery"
          >
            {t('programs.delivery.retry')}
          </Button>
        ),
    },
  ];
}
