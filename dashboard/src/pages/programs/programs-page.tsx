import '../calls/calls.css';
import './programs.css';
import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { HowPanel } from './how-panel.tsx';
import { TokensPanel } from './tokens-panel.tsx';
import { WebhooksPanel } from './webhooks-panel.tsx';

/** What other programs may ask of this system, and which of them it tells of events. */
export function ProgramsPage() {
  const { t } = useTranslation();
  return (
    <div className="calls programs-page" data-testid="programs">
      <Title order={1}>{t('programs.title')}</Title>
      <TokensPanel />
      <WebhooksPanel />
      <HowPanel />
    </div>
  );
}
