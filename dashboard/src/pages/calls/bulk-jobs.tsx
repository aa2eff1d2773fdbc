import { ActionIcon, Button, Progress } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconDownload,
  IconLoader2,
  IconPlayerStop,
  IconTrash,
} from '@tabler/icons-react';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { BulkJob } from '../../../../services/http/protocol.ts';
import { request } from '../../api/client.ts';
import { errorText, errorTextOf } from '../../components/error-text.ts';
import { Status } from '../../components/status.tsx';
import { useFormat } from '../../format/use-format.ts';

const looks = {
  listing: { tone: 'busy', icon: IconLoader2 },
  running: { tone: 'busy', icon: IconLoader2 },
  done: { tone: 'ok', icon: IconCircleCheck },
  cancelled: { tone: 'off', icon: IconCircleX },
  failed: { tone: 'danger', icon: IconAlertTriangle },
} as const;

const isOpen = ({ state }: BulkJob) => state === 'listing' || state === 'running';
const whileOpenMs = 1_000;
const elseMs = 10_000;

export const jobsQuery = queryOptions({
  queryKey: ['bulk', 'jobs'],
  queryFn: () => request<readonly BulkJob[]>('/api/bulk'),
  refetchInterval: ({ state }) => (state.data?.some(isOpen) === true ? whileOpenMs : elseMs),
});

/** The jobs there are, and how far each is. */
export function BulkJobs() {
  const { t } = useTranslation();
  const jobs = useQuery(jobsQuery);
  if (jobs.data === undefined) return null;
  return (
    <section aria-label={t('bulk.jobs')}>
      {jobs.data.length === 0 ? (
        <p className="panel-empty" data-testid="bulk-none">
          {t('bulk.none')}
        </p>
      ) : (
        <ul className="publications" data-testid="bulk-jobs">
          {jobs.data.map((job) => (
            <Job key={job.id} job={job} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Job({ job }: { readonly job: BulkJob }) {
  const { t } = useTranslation();
  const format = useFormat();
  const look = looks[job.state];
  const { found, done, left } = job;
  const what = job.kind === 'zip' ? t(`bulk.formats.${job.format ?? 'opus'}`) : (job.destination ?? '');
  const size = job.kind === 'zip' && done > 0 ? ` · ${format.bytes(job.bytes)}` : '';
  return (
    <li data-testid={`bulk-${job.id}`} data-state={job.state}>
      <div className="row-between">
        <span className="strong">
          {t(`bulk.kind.${job.kind}`)} <span className="dimmed">· {what}</span>
        </span>
        <Status tone={look.tone} icon={look.icon}>
          {t(`bulk.state.${job.state}`)}
        </Status>
      </div>
      <span className="row-more">
        {format.dateTime(job.createdAt)} · {job.createdByName}
        {job.encryptFor !== null && ` · ${t('bulk.encrypted')}`}
      </span>
      {isOpen(job) && (
        <Progress
          value={found === 0 ? 0 : ((done + left) / found) * 100}
          animated
          aria-label={t('bulk.progress')}
          my={4}
        />
      )}
      <span className="row-more" data-testid="bulk-counts">
        {t('bulk.counts', { found, done })}
        {size}
        {left > 0 && ` · ${t('bulk.left', { count: left })}`}
      </span>
      {job.reason !== null && <span className="reason">{errorText(t, job.reason)}</span>}
      {job.mail !== null && <Told mail={job.mail} open={isOpen(job)} />}
      {job.state === 'done' && job.expiresAt !== null && (
        <span className="row-more">{t('bulk.until', { time: format.dateTime(job.expiresAt) })}</span>
      )}
      {job.own && <Deeds job={job} />}
    </li>
  );
}

function Told({ mail, open }: { readonly mail: NonNullable<BulkJob['mail']>; readonly open: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (mail.sentAt !== null)
    return <span className="row-more">{t('bulk.mailed', { to: mail.to, time: format.dateTime(mail.sentAt) })}</span>;
  return (
    <>
      <span className="row-more">
        {open ? t('bulk.mailWhenEnded', { to: mail.to }) : t('bulk.mailNotYet', { to: mail.to })}
      </span>
      {mail.reason !== null && (
        <span className="reason" lang="en">
          {mail.reason}
        </span>
      )}
    </>
  );
}

function Deeds({ job }: { readonly job: BulkJob }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const path = `/api/bulk/${encodeURIComponent(job.id)}`;
  const ask = useMutation({
    mutationFn: (deed: 'cancel' | 'remove') =>
      deed === 'cancel' ? request(`${path}/cancel`, { method: 'POST' }) : request(path, { method: 'DELETE' }),
    onError: (error) => notifications.show({ color: 'red', message: errorTextOf(t, error) }),
    onSettled: () => queries.invalidateQueries({ queryKey: jobsQuery.queryKey }),
  });
  if (isOpen(job))
    return (
      <div>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlayerStop size={14} />}
          loading={ask.isPending}
          onClick={() => ask.mutate('cancel')}
          data-testid="bulk-cancel"
        >
          {t('common.cancel')}
        </Button>
      </div>
    );
  return (
    <div className="row">
      {job.kind === 'zip' && job.state === 'done' && job.done > 0 && (
        <Button
          component="a"
          href={`${path}/zip`}
          download
          size="xs"
          leftSection={<IconDownload size={14} />}
          data-testid="bulk-download"
        >
          {t('bulk.download')}
        </Button>
      )}
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t('bulk.remove')}
        loading={ask.isPending}
        onClick={() => ask.mutate('remove')}
        data-testid="bulk-remove"
      >
        <IconTrash size={16} />
      </ActionIcon>
    </div>
  );
}
