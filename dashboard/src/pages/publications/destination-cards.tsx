import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconPlugConnected } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DestinationHealth, DestinationTest } from '../../../../services/http/protocol.ts';
import { request } from '../../api/client.ts';
import { errorTextOf } from '../../components/error-text.ts';
import { Status } from '../../components/status.tsx';
import { useFormat } from '../../format/use-format.ts';

const looks = {
  ok: { tone: 'ok', icon: IconCircleCheck },
  failing: { tone: 'danger', icon: IconAlertTriangle },
  unused: { tone: 'off', icon: IconCircleDashed },
} as const;

const askAgainAfter = 2000;

/** How each destination is doing now, what it guarantees, and a test of it. */
export function DestinationCards() {
  const { t } = useTranslation();
  const destinations = useQuery({
    queryKey: ['destinations'],
    queryFn: () => request<readonly DestinationHealth[]>('/api/destinations'),
    refetchInterval: askAgainAfter,
  });
  if (destinations.data === undefined) return null;
  return (
    <section className="panel" aria-label={t('publications.destinations')}>
      {destinations.data.length === 0 ? (
        <p className="panel-empty">{t('publications.noDestinations')}</p>
      ) : (
        <ul className="publications" data-testid="destinations">
          {destinations.data.map((one) => (
            <DestinationCard key={one.id} health={one} />
          ))}
        </ul>
      )}
    </section>
  );
}

function DestinationCard({ health }: { readonly health: DestinationHealth }) {
  const { t } = useTranslation();
  const format = useFormat();
  const look = looks[health.state];
  const [waiting, running, dead, published] = [health.waiting, health.running, health.dead, health.published].map(
    format.number,
  );
  const limit = health.bytesPerSecond === null ? '' : ` · ${format.bytes(health.bytesPerSecond)}/s`;
  return (
    <li data-testid={`destination-${health.id}`} data-state={health.state}>
      <div className="row-between">
        <span className="strong">
          {health.id} <span className="dimmed">· {health.type}</span>
        </span>
        <Status tone={look.tone} icon={look.icon}>
          {t(`publications.health.${health.state}`)}
        </Status>
      </div>
      <span className="row-more">{t('publications.counts', { waiting, running, published, dead })}</span>
      <span className="row-more">
        {t(`publications.guarantee.${health.guarantee}`)}
        {' · '}
        {t('publications.parallel', { count: health.parallel })}
        {limit}
      </span>
      {health.lastPublishedAt !== null && (
        <span className="row-more">{t('publications.last', { time: format.dateTime(health.lastPublishedAt) })}</span>
      )}
      {health.restsUntil !== null && (
        <span className="row-more">{t('publications.rests', { time: format.time(health.restsUntil) })}</span>
      )}
      {health.lastFailure !== null && (
        <span className="reason">
          {format.dateTime(health.lastFailure.at)} · <span lang="en">{health.lastFailure.reason}</span>
        </span>
      )}
      <TestButton id={health.id} />
    </li>
  );
}

function TestButton({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const test = useMutation({
    mutationFn: () => request<DestinationTest>(`/api/destinations/${encodeURIComponent(id)}/test`, { method: 'POST' }),
  });
  const result = test.data;
  return (
    <div>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPlugConnected size={14} />}
        loading={test.isPending}
        onClick={() => test.mutate()}
        data-testid={`test-${id}`}
      >
        {t('publications.test')}
      </Button>
      <div aria-live="polite">
        {result?.ok === true && (
          <span className="row-more" data-testid={`tested-${id}`}>
            {result.removed
              ? t('publications.tested', { ms: result.ms ?? 0 })
              : t('publications.testedLeft', { ms: result.ms ?? 0 })}
          </span>
        )}
        {result?.ok === false && (
          <span className="reason" lang="en">
            {result.reason}
          </span>
        )}
        {test.error !== null && <span className="reason">{errorTextOf(t, test.error)}</span>}
      </div>
    </div>
  );
}
