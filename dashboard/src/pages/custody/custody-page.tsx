import '../calls/calls.css';
import './custody.css';
import { Anchor, Button, Title } from '@mantine/core';
import { IconAlertCircle, IconInfoCircle } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { CustodyState } from '../../../../services/http/protocol.ts';
import { request } from '../../api/client.ts';
import { errorTextOf } from '../../components/error-text.ts';
import { Notice } from '../../components/notice.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import { RowsTable } from '../../components/rows-table.tsx';
import { useFormat } from '../../format/use-format.ts';
import { useSession } from '../../session/use-session.ts';
import { AnchorsPanel } from './anchors-panel.tsx';
import { CustodyPanel } from './custody-panel.tsx';
import { RulesPanel } from './rules-panel.tsx';
import { RunsPanel } from './runs-panel.tsx';

/** Rules of retention and what they did, holds in force, erasures, and the end of the ledger. */
export function CustodyPage() {
  const { t } = useTranslation();
  const state = useQuery({ queryKey: ['custody'], queryFn: () => request<CustodyState>('/api/custody') });
  return (
    <div className="calls custody-page">
      <Title order={1}>{t('custody.title')}</Title>
      {state.error !== null && (
        <Notice tone="danger" icon={IconAlertCircle} live>
          {errorTextOf(t, state.error)}
        </Notice>
      )}
      {state.data === undefined && state.error === null && <PageLoader away={state.failureCount > 0} />}
      {state.data !== undefined && (
        <>
          <RulesPanel rules={state.data.rules} />
          <Purging state={state.data} />
          <RunsPanel runs={state.data.runs} />
          <HoldsPanel holds={state.data.holds} />
          <ErasuresPanel erasures={state.data.erasures} />
          <AnchorsPanel ledger={state.data.ledger} anchors={state.data.anchors} />
        </>
      )}
    </div>
  );
}

function Purging({ state }: { readonly state: CustodyState }) {
  const { t } = useTranslation();
  const { session } = useSession();
  const queries = useQueryClient();
  const roles = session?.user.roles ?? [];
  const ask = useMutation({
    mutationFn: (what: 'dry-runs' | 'purges') => request(`/api/custody/${what}`, { method: 'POST' }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['custody'] }),
  });
  const [newest] = state.runs;
  const due = newest?.current === true && newest.kind === 'dry-run' ? newest.due : null;
  return (
    <CustodyPanel title={t('custody.purge.title')} testId="custody-purge">
      {state.refusal !== null && (
        <Notice tone="off" icon={IconInfoCircle}>
          {t(`error.${state.refusal}`)}
        </Notice>
      )}
      {ask.error !== null && (
        <Notice tone="danger" icon={IconAlertCircle} live>
          {errorTextOf(t, ask.error)}
        </Notice>
      )}
      <div className="row">
        {(roles.includes('supervisor') || roles.includes('administrator')) && (
          <Button
            variant="default"
            loading={ask.isPending}
            disabled={state.rules.length === 0}
            onClick={() => ask.mutate('dry-runs')}
            data-testid="dry-run"
          >
            {t('custody.purge.dryRun')}
          </Button>
        )}
        {roles.includes('administrator') && (
          <Button
            color="stop"
            loading={ask.isPending}
            disabled={state.refusal !== null || due === null}
            onClick={() => ask.mutate('purges')}
            data-testid="purge"
          >
            {due === null ? t('custody.purge.purge') : t('custody.purge.purgeDue', { n: due })}
          </Button>
        )}
      </div>
      <p className="dimmed">{t('custody.purge.hint')}</p>
    </CustodyPanel>
  );
}

function HoldsPanel({ holds }: Pick<CustodyState, 'holds'>) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <CustodyPanel title={t('custody.holds.title')} empty={holds.length === 0 && t('custody.holds.none')} testId="holds">
      <RowsTable
        columns={[
          { label: t('custody.column.since'), kind: 'name', cell: (hold) => format.dateTime(hold.at) },
          { label: t('custody.column.by'), cell: (hold) => hold.userName },
          { label: t('custody.column.why'), cell: (hold) => hold.reason },
          {
            label: t('custody.column.call'),
            cell: (hold) => (
              <Anchor component={Link} href={`/calls/${hold.callId}`} inherit underline="always">
                {t('custody.openCall')}
              </Anchor>
            ),
          },
        ]}
        rows={holds}
        rowKey={(hold) => hold.id}
      />
    </CustodyPanel>
  );
}

function ErasuresPanel({ erasures }: Pick<CustodyState, 'erasures'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const none = erasures.length === 0 && t('custody.erasures.none');
  return (
    <CustodyPanel title={t('custody.erasures.title')} empty={none} testId="erasures">
      <RowsTable
        columns={[
          {
            label: t('custody.column.when'),
            kind: 'name',
            cell: (one) => format.dateTime(one.erasedAt ?? one.askedAt),
          },
          {
            label: t('custody.column.by'),
            cell: (one) => (one.userId === null ? t('custody.byItself') : one.userName),
          },
          {
            label: t('custody.column.why'),
            cell: (one) => (one.rule === null ? one.reason : t('custody.byRule', { rule: one.rule })),
          },
          {
            label: t('custody.column.certificate'),
            cell: (one) => (
              <Anchor
                href={`/api/recordings/${encodeURIComponent(one.recordingId)}/certificate`}
                inherit
                underline="always"
              >
                {t('custody.certificate')}
              </Anchor>
            ),
          },
        ]}
        rows={erasures}
        rowKey={(one) => one.recordingId}
      />
    </CustodyPanel>
  );
}
