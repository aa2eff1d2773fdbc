import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Listed } from '../../components/listed.tsx';
import { webhooksQuery } from './programs-queries.ts';
import { Section } from './section.tsx';
import { WebhookCard } from './webhook-card.tsx';
import { WebhookDialog } from './webhook-dialog.tsx';

/** Addresses that are told of events, and how each takes them. */
export function WebhooksPanel() {
  const { t } = useTranslation();
  const webhooks = useQuery(webhooksQuery);
  const [adding, setAdding] = useState(false);
  return (
    <Section
      title={t('programs.webhook.title')}
      about={t('programs.webhook.about')}
      action={
        <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)} data-testid="new-webhook">
          {t('programs.webhook.new')}
        </Button>
      }
    >
      <Listed query={webhooks} none={t('programs.webhook.none')} label={t('programs.webhook.title')}>
        {(rows) => (
          <ul className="publications" data-testid="webhooks">
            {rows.map((one) => (
              <WebhookCard key={one.id} webhook={one} />
            ))}
          </ul>
        )}
      </Listed>
      {adding && <WebhookDialog webhook={null} onClose={() => setAdding(false)} />}
    </Section>
  );
}
