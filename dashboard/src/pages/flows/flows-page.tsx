import './flows.css';
import { NativeSelect, Title } from '@mantine/core';
import { IconAlertTriangle, IconSchema } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { errorTextOf } from '../../components/error-text.ts';
import { Notice } from '../../components/notice.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import { useFormat } from '../../format/use-format.ts';
import { flowsQuery } from './flow-queries.ts';
import { OneFlow } from './one-flow.tsx';

/** The flows of the centre: drawn, with what callers do in them, and edited. */
export function FlowsPage({ flow }: { readonly flow: string | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [, navigate] = useLocation();
  const flows = useQuery(flowsQuery);
  if (flows.data === undefined)
    return flows.error === null ? (
      <PageLoader away={flows.failureCount > 0} />
    ) : (
      <Notice tone="danger" icon={IconAlertTriangle} testId="flows-error">
        {errorTextOf(t, flows.error)}
      </Notice>
    );
  const chosen = flow ?? flows.data[0]?.flow;
  const row = flows.data.find((one) => one.flow === chosen);
  return (
    <div className="flows" data-testid="flows">
      <div className="row-between">
        <div>
          <Title order={1}>{t('flow.title')}</Title>
          {row !== undefined && <span className="dimmed">{format.local(row.description)}</span>}
        </div>
        {flows.data.length > 0 && (
          <NativeSelect
            aria-label={t('flow.choose')}
            data={flows.data.map((one) => ({
              value: one.flow,
              label: one.services.length > 0 ? `${one.flow} (${one.services.join(', ')})` : one.flow,
            }))}
            value={row?.flow ?? ''}
            onChange={(event) => navigate(`/flows/${event.currentTarget.value}`)}
            data-testid="choose-flow"
          />
        )}
      </div>
      {row === undefined ? (
        <section className="panel flow-none" role="status" data-testid="no-flows">
          <IconSchema size={34} stroke={1.5} aria-hidden />
          <p>{flows.data.length === 0 ? t('flow.none') : t('flow.missing')}</p>
        </section>
      ) : (
        <OneFlow key={row.flow} row={row} />
      )}
    </div>
  );
}
