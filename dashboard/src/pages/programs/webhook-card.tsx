import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconList, IconPlugConnected } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WebhookHealth, WebhookTest } from '../../../../services/http/protocol.ts';
import { request } from '../../api/client.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { errorTextOf } from '../../components/error-text.ts';
import { Status } from '../../components/status.tsx';
import { useFormat } from '../../format/use-format.ts';
import { Deliveries } from './deliveries.tsx';
import { webhookPath, webhooksQuery } from './programs-queries.ts';
import { WebhookDialog } from './webhook-dialog.tsx';

const looks = {
  ok: { tone: 'ok', icon: IconCircleCheck },
  failing: { tone: 'danger', icon: IconAlertTriangle },
  unused: { tone: 'off', icon: IconCircleDashed },
} as const;

/** One address: what it is told, how it takes it, a test, and what was told to it. */
export function WebhookCard({ webhook }: { readonly webhook: WebhookHealth }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [dialog, setDialog] = useState<'change' | 'remove' | null>(null);
  const [open, setOpen] = useState(false);
  const listId = useId();
  const look = looks[webhook.state];
  const test = useMutation({
    mutationFn: () => request<WebhookTest>(`${webhookPath(webhook.id)}/test`, { method: 'POST' }),
  });
  const { waiting, dead } = webhook;
  return (
    <li data-testid={`webhook-${webhook.id}`} data-state={webhook.state}>
      <div className="row-between">
        <span className="strong programs-address">{webhook.url}</span>
        <Status tone={look.tone} icon={look.icon}>
          {t(`publications.health.${webhook.state}`)}
        </Status>
      </div>
      <span className="programs-codes">
        {webhook.events.map((event) => (
          <code key={event}>{event}</code>
        ))}
      </span>
      <span className="row-more">
        {t('programs.webhook.counts', { waiting, dead })}
        {webhook.lastDeliveredAt !== null &&
          ` · ${t('programs.webhook.last', { time: format.dateTime(webhook.lastDeliveredAt) })}`}
      </span>
      {webhook.lastFailure !== null && (
        <span className="reason">
          {format.dateTime(webhook.lastFailure.at)} · <span lang="en">{webhook.lastFailure.reason}</span>
        </span>
      )}
      <div className="row">
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlugConnected size={14} />}
          loading={test.isPending}
          onClick={() => test.mutate()}
          data-testid="test-webhook"
        >
          {t('publications.test')}
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconList size={14} />}
          aria-expanded={open}
          aria-controls={listId}
          onClick={() => setOpen(!open)}
          data-testid="deliveries"
        >
          {t('programs.webhook.deliveries')}
        </Button>
        <Button size="xs" variant="default" onClick={() => setDialog('change')} data-testid="change-webhook">
          {t('programs.webhook.change')}
        </Button>
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          onClick={() => setDialog('remove')}
          data-testid="remove-webhook"
        >
          {t('common.delete')}
        </Button>
      </div>
      <div aria-live="polite">
        {test.data?.ok === true && (
          <span className="row-more" data-testid="webhook-tested">
            {t('programs.webhook.tested', { ms: test.data.ms })}
          </span>
        )}
        {test.data?.ok === false && (
          <span className="reason" lang="en" data-testid="webhook-test-failed">
            {test.data.reason}
          </span>
        )}
        {test.error !== null && <span className="reason">{errorTextOf(t, test.error)}</span>}
        <div id={listId}>{open && <Deliveries webhook={webhook} />}</div>
      </div>
      {dialog === 'change' && <WebhookDialog webhook={webhook} onClose={() => setDialog(null)} />}
      {dialog === 'remove' && <Remove webhook={webhook} onClose={() => setDialog(null)} />}
    </li>
  );
}

function Remove({ webhook, onClose }: { readonly webhook: WebhookHealth; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => request(webhookPath(webhook.id), { method: 'DELETE' }),
    onSuccess: onClose,
    onSettled: () => queries.invalidateQueries({ queryKey: webhooksQuery.queryKey }),
  });
  return (
    <ConfirmDialog
      title={t('programs.webhook.removeTitle')}
      text={t('programs.webhook.removeText', { url: webhook.url })}
      action={t('common.delete')}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
      pending={remove.isPending}
      error={remove.error}
    />
  );
}
