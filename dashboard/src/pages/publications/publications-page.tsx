import '../calls/calls.css';
import { SegmentedControl, Title } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'wouter';
import type { PublicationRow } from '../../../../services/http/protocol.ts';
import { request } from '../../api/client.ts';
import { errorTextOf } from '../../components/error-text.ts';
import { Notice } from '../../components/notice.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import { PublicationList } from '../../components/publication-list.tsx';
import { DestinationCards } from './destination-cards.tsx';

const tabs = { dead: ['dead'], waiting: ['running', 'waiting'], published: ['published'] } as const;
type Tab = keyof typeof tabs;

const askAgainAfter = 5000;

/** What could not be published, what is on its way, and what is done. */
export function PublicationsPage() {
  const { t } = useTranslation();
  const [parameters, setParameters] = useSearchParams();
  const asked = parameters.get('state') ?? 'dead';
  const tab: Tab = asked in tabs ? (asked as Tab) : 'dead';
  const rows = useQuery({
    queryKey: ['publications', tab],
    queryFn: async () => {
      const lists = tabs[tab].map((state) => request<readonly PublicationRow[]>(`/api/publications?state=${state}`));
      return (await Promise.all(lists)).flat();
    },
    refetchInterval: askAgainAfter,
  });
  return (
    <div className="calls publications-page">
      <div className="row-between">
        <Title order={1}>{t('publications.pageTitle')}</Title>
        <SegmentedControl
          aria-label={t('publications.state')}
          value={tab}
          onChange={(state) => setParameters({ state }, { replace: true })}
          data={(Object.keys(tabs) as Tab[]).map((one) => ({ value: one, label: t(`publications.tab.${one}`) }))}
          data-testid="publications-state"
        />
      </div>
      <DestinationCards />
      {rows.error !== null && (
        <Notice tone="danger" icon={IconAlertCircle} live>
          {errorTextOf(t, rows.error)}
        </Notice>
      )}
      {rows.data === undefined && rows.error === null && <PageLoader away={rows.failureCount > 0} />}
      {rows.data !== undefined && (
        <section className="panel" aria-label={t(`publications.tab.${tab}`)}>
          {rows.data.length === 0 ? (
            <p className="panel-empty" data-testid="publications-empty">
              {t(`publications.empty.${tab}`)}
            </p>
          ) : (
            <PublicationList rows={rows.data} withCall mayPublish />
          )}
        </section>
      )}
    </div>
  );
}
