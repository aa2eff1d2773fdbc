import { Anchor, Button, Group, Modal, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordingCustody, RecordingDetail } from '../../../../services/http/protocol.ts';
import { download, request } from '../../api/client.ts';
import { errorTextOf } from '../../components/error-text.ts';
import { Notice } from '../../components/notice.tsx';
import { WhyInput } from '../../components/why-input.tsx';
import { useFormat } from '../../format/use-format.ts';
import { useSession } from '../../session/use-session.ts';

type Action = { readonly kind: 'hold' | 'erase' | 'export' } | { readonly kind: 'release'; readonly holdId: string };

/** Holds of the recording, what became of it, and what may be done with it. */
export function RecordingCustodyPanel({ recording }: { readonly recording: RecordingDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { session } = useSession();
  const [action, setAction] = useState<Action | null>(null);
  const path = `/api/recordings/${encodeURIComponent(recording.id)}`;
  const custody = useQuery({
    queryKey: ['custody', recording.id],
    queryFn: () => request<RecordingCustody>(`${path}/custody`),
  });
  const has = (...roles: readonly string[]) => session?.user.roles.some((role) => roles.includes(role)) === true;
  const active = custody.data?.holds.filter((hold) => hold.releasedAt === null) ?? [];
  const certificate = custody.data?.certificate ?? null;
  const sealed = recording.state === 'sealed';
  return (
    <section className="panel" aria-labelledby="custody-title" data-testid="recording-custody">
      <Title order={2} id="custody-title" className="panel-title">
        {t('custody.recording.title')}
      </Title>
      <div className="panel-body">
        {certificate !== null && (
          <p data-testid="erased">
            {t('custody.recording.erased', { when: format.dateTime(certificate.erasedAt ?? certificate.askedAt) })}{' '}
            {certificate.reason}{' '}
            <Anchor href={`${path}/certificate`} inherit underline="always">
              {t('custody.certificate')}
            </Anchor>
          </p>
        )}
        {active.map((hold) => (
          <div key={hold.id} className="row-between" data-testid="hold">
            <span>
              {hold.reason}
              <span className="row-more">
                {hold.userName} · {format.dateTime(hold.at)}
              </span>
            </span>
            {has('supervisor', 'administrator') && (
              <Button size="xs" variant="default" onClick={() => setAction({ kind: 'release', holdId: hold.id })}>
                {t('custody.act.release')}
              </Button>
            )}
          </div>
        ))}
        {certificate === null && active.length === 0 && <p className="dimmed">{t('custody.recording.free')}</p>}
        {certificate === null && (
          <Group gap="xs">
            {has('supervisor', 'administrator') && (
              <Button
                size="xs"
                variant="default"
                onClick={() => setAction({ kind: 'hold' })}
                data-testid="hold-recording"
              >
                {t('custody.act.hold')}
              </Button>
            )}
            {sealed && has('auditor', 'administrator') && (
              <Button size="xs" variant="default" onClick={() => setAction({ kind: 'export' })}>
                {t('custody.act.export')}
              </Button>
            )}
            {sealed && has('supervisor', 'administrator') && (
              <Button
                size="xs"
                color="stop"
                variant="light"
                disabled={active.length > 0}
                onClick={() => setAction({ kind: 'erase' })}
                data-testid="erase-recording"
              >
                {t('custody.act.erase')}
              </Button>
            )}
          </Group>
        )}
      </div>
      <Modal
        opened={action !== null}
        onClose={() => setAction(null)}
        title={action !== null && t(`custody.act.${action.kind}`)}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        {action !== null && <ActionForm path={path} action={action} onDone={() => setAction(null)} />}
      </Modal>
    </section>
  );
}

function ActionForm(props: { readonly path: string; readonly action: Action; readonly onDone: () => void }) {
  const { path, action, onDone } = props;
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [why, setWhy] = useState('');
  const [recipient, setRecipient] = useState('');
  const act = useMutation({
    mutationFn: async () => {
      const body = { reason: why.trim() };
      switch (action.kind) {
        case 'hold':
          return request(`${path}/holds`, { method: 'POST', body });
        case 'release':
          return request(`${path}/holds/${encodeURIComponent(action.holdId)}/release`, { method: 'POST', body });
        case 'erase':
          return request(`${path}/erasure`, { method: 'POST', body });
        case 'export':
          return download(`${path}/export`, { ...body, recipient: recipient.trim() });
      }
    },
    onSuccess: onDone,
    onSettled: () => Promise.all(['custody', 'call'].map((key) => queries.invalidateQueries({ queryKey: [key] }))),
  });
  const ready = why.trim().length >= 3 && (action.kind !== 'export' || recipient.trim().startsWith('age1'));
  return (
    <Stack>
      <Text>{t(`custody.act.${action.kind}Text`)}</Text>
      {action.kind === 'export' && (
        <TextInput
          label={t('custody.act.recipient')}
          placeholder="age1…"
          required
          value={recipient}
          onChange={(event) => setRecipient(event.currentTarget.value)}
          data-testid="recipient"
        />
      )}
      <WhyInput value={why} onChange={setWhy} required />
      {act.error !== null && (
        <Notice tone="danger" icon={IconAlertCircle} live>
          {errorTextOf(t, act.error)}
        </Notice>
      )}
      <Group justify="flex-end">
        <Button
          {...(action.kind === 'erase' ? { color: 'stop' } : {})}
          disabled={!ready}
          loading={act.isPending}
          onClick={() => act.mutate()}
          data-testid="custody-confirm"
        >
          {t(`custody.act.${action.kind}`)}
        </Button>
      </Group>
    </Stack>
  );
}
