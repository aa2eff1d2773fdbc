import { Button, Checkbox, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NewWebhook, Webhook, WebhookEvent } from '../../../../services/http/protocol.ts';
import { request } from '../../api/client.ts';
import { errorTextOf } from '../../components/error-text.ts';
import { webhookEvents, webhookPath, webhooksQuery } from './programs-queries.ts';
import { ShownOnce } from './shown-once.tsx';

/** An address that is told of events, new or changed; a new one's secret is shown, once. */
export function WebhookDialog(props: { readonly webhook: Webhook | null; readonly onClose: () => void }) {
  const { webhook, onClose } = props;
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [url, setUrl] = useState(webhook?.url ?? '');
  const [events, setEvents] = useState<readonly WebhookEvent[]>(webhook?.events ?? ['recording-sealed']);
  const save = useMutation({
    mutationFn: async () => {
      const body = { url: url.trim(), events };
      if (webhook === null) return request<NewWebhook>('/api/webhooks', { method: 'POST', body });
      await request(webhookPath(webhook.id), { method: 'PUT', body });
      return null;
    },
    onSuccess: async (made) => {
      await queries.invalidateQueries({ queryKey: webhooksQuery.queryKey });
      if (made === null) onClose();
    },
  });
  const made = save.data ?? null;
  const isAddress = /^https?:\/\/[^\s/]+/.test(url.trim());
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      closeOnClickOutside={made === null}
      title={webhook === null ? t('programs.webhook.new') : t('programs.webhook.changing')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {made !== null ? (
        <ShownOnce
          secret={made.secret}
          label={t('programs.webhook.secret')}
          hint={t('programs.webhook.secretHint')}
          onClose={onClose}
        />
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate();
          }}
          data-testid="webhook-dialog"
        >
          <Stack>
            <TextInput
              data-autofocus
              required
              type="url"
              label={t('programs.webhook.url')}
              description={t('programs.webhook.urlHint')}
              placeholder="https://"
              maxLength={500}
              value={url}
              onChange={(event) => setUrl(event.currentTarget.value)}
              error={save.error === null ? undefined : errorTextOf(t, save.error)}
              data-testid="webhook-url"
            />
            <Checkbox.Group
              label={t('programs.webhook.events')}
              required
              value={[...events]}
              onChange={(value) => setEvents(value as WebhookEvent[])}
            >
              <div className="programs-scopes">
                {webhookEvents.map((event) => (
                  <Checkbox
                    key={event}
                    value={event}
                    label={t(`programs.told.${event}`)}
                    description={<code>{event}</code>}
                    data-testid={`event-${event}`}
                  />
                ))}
              </div>
            </Checkbox.Group>
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                {t('common.cancel')}
              </Button>
              <Button
                type="submit"
                disabled={!isAddress || events.length === 0}
                loading={save.isPending}
                data-testid="webhook-save"
              >
                {webhook === null ? t('common.add') : t('common.save')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
