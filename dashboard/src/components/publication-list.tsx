import { Anchor, Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconClock, IconCloudCheck, IconCloudUp, IconCloudX, IconRefresh } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { PublicationRow } from '../../../services/http/protocol.ts';
import { request } from '../api/client.ts';
import { useFormat } from '../format/use-format.ts';
import { Digest } from './digest.tsx';
import { errorTextOf } from './error-text.ts';
import { Status } from './status.tsx';

const looks = {
  waiting: { tone: 'wait', icon: IconClock },
  running: { tone: 'busy', icon: IconCloudUp },
  published: { tone: 'ok', icon: IconCloudCheck },
  dead: { tone: 'danger', icon: IconCloudX },
} as const;

type Props = {
  readonly rows: readonly PublicationRow[];
  /** Whether each row names its call. */
  readonly withCall: boolean;
  readonly mayPublish: boolean;
};

/** Copies of recordings at their destinations: state, receipt, reason, and another try. */
export function PublicationList({ rows, withCall, mayPublish }: Props) {
  const { t } = useTranslation();
  if (rows.length === 0) return <p className="panel-empty">{t('publications.none')}</p>;
  return (
    <ul className="publications" data-testid="publications">
      {rows.map((row) => (
        <Publication key={row.id} row={row} withCall={withCall} mayPublish={mayPublish} />
      ))}
    </ul>
  );
}

function Publication({ row, withCall, mayPublish }: { readonly row: PublicationRow } & Omit<Props, 'rows'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const look = looks[row.state];
  return (
    <li data-testid={`publication-${row.id}`} data-state={row.state} data-destination={row.destination}>
      <div className="row-between">
        <span className="strong">
          {row.destination} <span className="dimmed">· {row.destinationType}</span>
        </span>
        <Status tone={look.tone} icon={look.icon}>
          {t(`publicationState.${row.state}`)}
        </Status>
      </div>
      {withCall && (
        <Anchor component={Link} href={`/calls/${row.callId}`} size="sm">
          {t('publications.toCall')}
        </Anchor>
      )}
      {row.location !== null && <code className="location">{row.location}</code>}
      {row.publishedAt !== null && (
        <span className="row-more">
          <time>{format.dateTime(row.publishedAt)}</time>
          {row.bytes !== null && ` · ${format.bytes(row.bytes)}`}
        </span>
      )}
      {row.sha256 !== null && (
        <span className="row-more">
          SHA-256 <Digest value={row.sha256} />
        </span>
      )}
      {row.state !== 'published' && row.attempts > 0 && (
        <span className="row-more">
          {t('publications.attempts', { attempts: row.attempts })}
          {row.nextAttemptAt !== null && ` · ${t('publications.next', { time: format.time(row.nextAttemptAt) })}`}
        </span>
      )}
      {row.reason !== null && row.state !== 'published' && (
        <span className="reason" lang="en">
          {row.reason}
        </span>
      )}
      {mayPublish && (row.state === 'dead' || row.state === 'published') && <PublishAgain row={row} />}
    </li>
  );
}

function PublishAgain({ row }: { readonly row: PublicationRow }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const again = useMutation({
    mutationFn: () =>
      request<PublicationRow>(`/api/recordings/${encodeURIComponent(row.recordingId)}/publications`, {
        method: 'POST',
        body: { destination: row.destination },
      }),
    onSuccess: async () => {
      notifications.show({ message: t('publications.asked', { destination: row.destination }) });
      await queries.invalidateQueries({ queryKey: ['publications'] });
      await queries.invalidateQueries({ queryKey: ['call', row.callId] });
    },
    onError: (error) => notifications.show({ color: 'red', message: errorTextOf(t, error) }),
  });
  return (
    <div>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconRefresh size={14} />}
        loading={again.isPending}
        onClick={() => again.mutate()}
        data-testid={`publish-again-${row.id}`}
      >
        {t('publications.again')}
      </Button>
    </div>
  );
}
