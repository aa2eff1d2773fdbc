import { Button, Modal, SegmentedControl, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconAlertCircle } from '@tabler/icons-react';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { BulkFormat, BulkJob, BulkOptions, CallSearch } from '../../../../services/http/protocol.ts';
import { request } from '../../api/client.ts';
import { errorTextOf } from '../../components/error-text.ts';
import { Notice } from '../../components/notice.tsx';
import { BulkJobs, jobsQuery } from './bulk-jobs.tsx';
import { queryText } from './filters.ts';

const optionsQuery = queryOptions({
  queryKey: ['bulk', 'options'],
  queryFn: () => request<BulkOptions>('/api/bulk/options'),
  staleTime: 30_000,
});

const formats = ['opus', 'mp3', 'wav'] as const satisfies readonly BulkFormat[];

type Wanted = {
  readonly kind: 'zip' | 'publish';
  readonly format: BulkFormat;
  readonly destination: string;
  readonly encryptFor: string;
  readonly mail: string;
};

/** A ZIP of all recordings that the search finds, or their publication; below, how the jobs are doing. */
export function BulkDialog({ search, onClose }: { readonly search: CallSearch; readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('bulk.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="lg" data-testid="bulk-dialog">
        <BulkForm search={search} />
        <BulkJobs />
      </Stack>
    </Modal>
  );
}

function BulkForm({ search }: { readonly search: CallSearch }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const options = useQuery(optionsQuery).data;
  const form = useForm<Wanted>({
    initialValues: { kind: 'zip', format: 'opus', destination: '', encryptFor: '', mail: '' },
  });
  const begin = useMutation({
    mutationFn: ({ kind, format, destination, encryptFor, mail }: Wanted) => {
      const told = mail.trim() === '' ? {} : { mail: mail.trim() };
      const key = encryptFor.trim() === '' ? {} : { encryptFor: encryptFor.trim() };
      const [path, body] =
        kind === 'zip' ? ['zips', { format, ...key, ...told }] : ['publications', { destination, ...told }];
      return request<BulkJob>(`/api/bulk/${path}?${queryText(search)}`, { method: 'POST', body });
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: jobsQuery.queryKey }),
  });
  const { kind, destination } = form.values;
  const destinations = options?.destinations ?? [];
  return (
    <form onSubmit={form.onSubmit((values) => begin.mutate(values))}>
      <Stack>
        <p className="dimmed bulk-what">{t('bulk.what')}</p>
        <SegmentedControl
          fullWidth
          aria-label={t('bulk.title')}
          data={[
            { value: 'zip', label: t('bulk.kind.zip') },
            { value: 'publish', label: t('bulk.kind.publish') },
          ]}
          {...form.getInputProps('kind')}
          data-testid="bulk-kind"
        />
        {kind === 'zip' && (
          <>
            <Select
              label={t('bulk.format')}
              data={formats.map((value) => ({ value, label: t(`bulk.formats.${value}`) }))}
              allowDeselect={false}
              {...form.getInputProps('format')}
              data-testid="bulk-format"
            />
            <TextInput
              label={t('bulk.encryptFor')}
              description={t('bulk.encryptForHint')}
              placeholder="age1…"
              maxLength={3000}
              {...form.getInputProps('encryptFor')}
              data-testid="bulk-key"
            />
          </>
        )}
        {kind === 'publish' && (
          <Select
            label={t('bulk.destination')}
            data={destinations.map(({ id, type }) => ({ value: id, label: `${id} · ${type}` }))}
            allowDeselect={false}
            placeholder={destinations.length === 0 ? t('publications.noDestinations') : t('bulk.choose')}
            {...form.getInputProps('destination')}
            data-testid="bulk-destination"
          />
        )}
        {options?.mail === true && (
          <TextInput
            type="email"
            label={t('bulk.mail')}
            description={t('bulk.mailHint')}
            maxLength={200}
            {...form.getInputProps('mail')}
            data-testid="bulk-mail"
          />
        )}
        {begin.error !== null && (
          <Notice tone="danger" icon={IconAlertCircle} live testId="bulk-error">
            {errorTextOf(t, begin.error)}
          </Notice>
        )}
        <Button
          type="submit"
          disabled={kind === 'publish' && destination === ''}
          loading={begin.isPending}
          data-testid="bulk-begin"
        >
          {t(`bulk.begin.${kind}`)}
        </Button>
      </Stack>
    </form>
  );
}
