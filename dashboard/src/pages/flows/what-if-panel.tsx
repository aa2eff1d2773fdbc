import { Button, NativeSelect } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle, IconPlayerPlay } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type {
  FlowHistoryRow,
  FlowVersion,
  WhatIf,
  WhatIfCall,
  WhatIfPassage,
} from '../../../../services/http/protocol.ts';
import { request } from '../../api/client.ts';
import { errorTextOf } from '../../components/error-text.ts';
import { Notice } from '../../components/notice.tsx';
import { useFormat } from '../../format/use-format.ts';
import { endOfDate, startOfDate } from '../../format/zone.ts';
import type { Draft } from './editor/use-draft.ts';

type Props = {
  readonly current: FlowVersion;
  readonly draft: Draft;
  readonly period: { readonly from: string; readonly to: string };
  readonly versions: readonly FlowHistoryRow[];
};

/** The calls of the period, through the draft or another version: who would have gone elsewhere. */
export function WhatIfPanel({ current, draft, period, versions }: Props) {
  const { t } = useTranslation();
  const { timeZone, dateTime } = useFormat();
  const [through, setThrough] = useState('');
  const ask = useMutation({
    mutationFn: () =>
      request<WhatIf>(`/api/flows/${encodeURIComponent(current.flow)}/what-if`, {
        method: 'POST',
        body: {
          from: startOfDate(period.from, timeZone),
          to: endOfDate(period.to, timeZone),
          through: through === '' ? { text: draft.text } : { version: through },
        },
      }),
  });
  return (
    <section className="panel what-if" aria-label={t('flow.tab.whatIf')} data-testid="what-if">
      <p>{t('flow.whatIf.intro')}</p>
      <Notice tone="off" icon={IconInfoCircle}>
        {t('flow.whatIf.limits')}
      </Notice>
      <div className="row">
        <NativeSelect
          aria-label={t('flow.whatIf.against')}
          data={[
            { value: '', label: t('flow.whatIf.draft') },
            ...versions.map((one) => ({
              value: one.version,
              label: `${dateTime(one.at)} · ${one.version.slice(0, 8)}`,
            })),
          ]}
          value={through}
          onChange={(event) => setThrough(event.currentTarget.value)}
          data-testid="what-if-through"
        />
        <Button
          leftSection={<IconPlayerPlay size={16} />}
          loading={ask.isPending}
          onClick={() => ask.mutate()}
          data-testid="what-if-run"
        >
          {t('flow.whatIf.run')}
        </Button>
        <span className="dimmed">
          {period.from} – {period.to}
        </span>
      </div>
      {ask.error !== null && (
        <Notice tone="danger" icon={IconAlertTriangle} live>
          {errorTextOf(t, ask.error)}
        </Notice>
      )}
      {ask.data !== undefined && <Outcome outcome={ask.data} />}
    </section>
  );
}

function Outcome({ outcome }: { readonly outcome: WhatIf }) {
  const { t } = useTranslation();
  const changed = outcome.exits.filter((one) => one.was !== one.would);
  return (
    <>
      <p role="status" data-testid="what-if-differ" data-count={outcome.differ} data-calls={outcome.calls}>
        {t('flow.whatIf.taken', { count: outcome.calls })} ·{' '}
        <strong>
          {outcome.differ === 0 ? t('flow.whatIf.noDiffer') : t('flow.whatIf.differ', { count: outcome.differ })}
        </strong>
        {outcome.notTaken > 0 && ` · ${t('flow.whatIf.notTaken', { limit: outcome.limit, count: outcome.notTaken })}`}
      </p>
      {changed.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        <section className="what-if-table" tabIndex={0} aria-label={t('flow.whatIf.changed')}>
          <table>
            <caption className="dimmed">{t('flow.whatIf.changed')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('flow.whatIf.step')}</th>
                <th scope="col">{t('flow.whatIf.exit')}</th>
                <th scope="col">{t('flow.whatIf.then')}</th>
                <th scope="col">{t('flow.whatIf.now')}</th>
              </tr>
            </thead>
            <tbody>
              {changed.map((one) => (
                <tr key={`${one.step} ${one.exit}`}>
                  <td>{one.step}</td>
                  <td>{one.exit ?? t('flow.whatIf.notLeft')}</td>
                  <td className="figure">{one.was}</td>
                  <td className="figure">{one.would}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {outcome.list.length < outcome.differ && (
        <p className="dimmed">{t('flow.whatIf.more', { count: outcome.list.length })}</p>
      )}
      <ol className="what-if-calls">
        {outcome.list.map((call) => (
          <OneCall key={call.callId} call={call} />
        ))}
      </ol>
    </>
  );
}

function OneCall({ call }: { readonly call: WhatIfCall }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <li className="what-if-call">
      <Link href={`/calls/${call.callId}`}>
        {format.dateTime(call.rangAt)} · {call.number}
      </Link>
      <Path name={t('flow.whatIf.thenPath')} passages={call.was} from={call.at} />
      <Path
        name={t('flow.whatIf.nowPath')}
        passages={call.would}
        from={call.at}
        end={call.end === 'unknown' ? t('flow.whatIf.unknown') : null}
      />
    </li>
  );
}

function Path(props: {
  readonly name: string;
  readonly passages: readonly WhatIfPassage[];
  /** The first that differs. */
  readonly from: number;
  readonly end?: string | null;
}) {
  return (
    <div className="what-if-path">
      <span className="dimmed">{props.name}</span>
      {props.passages.map(({ step, exit }, index) => {
        const text = exit === null ? step : `${step} (${exit}) →`;
        // biome-ignore lint/suspicious/noArrayIndexKey: a passage is its place
        return index === props.from ? <strong key={index}>{text}</strong> : <span key={index}>{text}</span>;
      })}
      {props.end != null && <em>{props.end}</em>}
    </div>
  );
}
