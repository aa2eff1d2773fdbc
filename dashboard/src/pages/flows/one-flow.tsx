import { Button, SegmentedControl, Tabs } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconAlertTriangle, IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import dayjs from 'dayjs';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'wouter';
import type { FlowRow, FlowVersion } from '../../../../services/http/protocol.ts';
import { errorTextOf } from '../../components/error-text.ts';
import { Notice } from '../../components/notice.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import { useFormat } from '../../format/use-format.ts';
import { dateIn, endOfDate, startOfDate } from '../../format/zone.ts';
import { useSession } from '../../session/use-session.ts';
import { useDraft } from './editor/use-draft.ts';
import { figuresOf, type Heat } from './figures.ts';
import { FlowBar } from './flow-bar.tsx';
import { flowQuery, historyQuery, liveQuery, statisticsQuery } from './flow-queries.ts';
import { type FlowView, FlowViewContext } from './flow-view.ts';
import { HistoryPanel } from './history-panel.tsx';
import { SpokenSteps, StepList } from './step-list.tsx';
import { StepPanel } from './step-panel.tsx';
import { WhatIfPanel } from './what-if-panel.tsx';

/** The graph and the forms are loaded when they are looked at. */
const Graph = lazy(() => import('./graph.tsx').then((m) => ({ default: m.Graph })));
const Editor = lazy(() => import('./editor/editor.tsx').then((m) => ({ default: m.Editor })));

/** A flow, as it is in force. */
export function OneFlow({ row }: { readonly row: FlowRow }) {
  const { t } = useTranslation();
  const flow = useQuery(flowQuery(row.flow, null));
  if (flow.data !== undefined) return <Loaded key={flow.data.version} version={flow.data} />;
  if (flow.error === null) return <PageLoader away={flow.failureCount > 0} />;
  return (
    <Notice tone="danger" icon={IconAlertTriangle} testId="flow-error">
      {errorTextOf(t, flow.error)}
    </Notice>
  );
}

function Loaded({ version: current }: { readonly version: FlowVersion }) {
  const { t } = useTranslation();
  const { flow } = current;
  const { session } = useSession();
  const mayEdit = session?.user.roles.includes('administrator') === true;
  const narrow = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false }) === true;
  const { timeZone } = useFormat();
  const [parameters, setParameters] = useSearchParams();
  const asked = (name: string) => parameters.get(name) ?? '';
  const today = dateIn(timeZone, Date.now());
  const period = {
    from: asked('from') || dayjs(today).subtract(6, 'day').format('YYYY-MM-DD'),
    to: asked('to') || asked('from') || today,
  };
  const heat: Heat = asked('heat') === 'time' ? 'time' : 'leavers';
  const ofVersion = asked('version') || null;
  const change = (next: Readonly<Record<string, string>>) =>
    setParameters(
      (before) => {
        const after = new URLSearchParams(before);
        for (const [name, value] of Object.entries(next))
          if (value === '') after.delete(name);
          else after.set(name, value);
        return after;
      },
      { replace: true },
    );
  const [looks, setLooks] = useState<'graph' | 'list'>(narrow ? 'list' : 'graph');
  const [chosen, choose] = useState<string | null>(null);
  const [editing, setEditing] = useState(false);
  const draft = useDraft(current);
  const statistics = useQuery(
    statisticsQuery(flow, startOfDate(period.from, timeZone), endOfDate(period.to, timeZone)),
  );
  const live = useQuery(liveQuery(flow));
  const history = useQuery(historyQuery(flow));
  const old = useQuery({ ...flowQuery(flow, ofVersion), enabled: ofVersion !== null && ofVersion !== current.version });
  // The version of the calls that count is the one that is drawn; a draft is drawn while it is edited.
  const drawn = editing
    ? draft.graph
    : ofVersion === null || ofVersion === current.version
      ? current.graph
      : old.data?.graph;
  const figures = useMemo(
    () => figuresOf(statistics.data, live.data ?? [], ofVersion),
    [statistics.data, live.data, ofVersion],
  );
  const view: FlowView = {
    ...{ flow, figures, heat, period, editing, chosen, choose },
    version: ofVersion,
    problems: editing ? draft.problems : [],
  };
  return (
    <FlowViewContext value={view}>
      <Tabs defaultValue="flow" activateTabWithKeyboard={false} keepMounted={false}>
        <Tabs.List aria-label={t('flow.parts')}>
          <Tabs.Tab value="flow">{t('flow.tab.flow')}</Tabs.Tab>
          <Tabs.Tab value="what-if" data-testid="tab-what-if">
            {t('flow.tab.whatIf')}
          </Tabs.Tab>
          <Tabs.Tab value="history" data-testid="tab-history">
            {t('flow.tab.history')}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="flow" className="flow-body">
          <FlowBar period={period} version={ofVersion} versions={history.data ?? []} heat={heat} change={change} />
          <div className="row-between">
            <div className="row">
              <SegmentedControl
                aria-label={t('flow.looks')}
                value={looks}
                onChange={(next) => setLooks(next)}
                data={[
                  { value: 'graph', label: t('flow.graph') },
                  { value: 'list', label: t('flow.list') },
                ]}
                data-testid="flow-looks"
              />
              <span className="dimmed" data-testid="flow-calls" data-count={statistics.data?.calls ?? 0}>
                {statistics.data?.calls === 0
                  ? t('flow.noCalls')
                  : t('flow.calls', { count: statistics.data?.calls ?? 0 })}
              </span>
            </div>
            {mayEdit && !editing && (
              <Button
                variant="default"
                leftSection={<IconPencil size={16} />}
                onClick={() => setEditing(true)}
                data-testid="edit-flow"
              >
                {t('flow.edit')}
              </Button>
            )}
          </div>
          {statistics.error !== null && (
            <Notice tone="danger" icon={IconAlertTriangle} live>
              {errorTextOf(t, statistics.error)}
            </Notice>
          )}
          <div className="flow-stage" data-beside={editing || chosen !== null}>
            <div className="flow-drawn">
              {drawn == null && <p className="panel panel-empty">{t('flow.notDrawn')}</p>}
              {drawn != null && looks === 'list' && <StepList graph={drawn} />}
              {drawn != null && looks === 'graph' && (
                <>
                  <SpokenSteps graph={drawn} />
                  <Suspense fallback={<PageLoader />}>
                    <Graph graph={drawn} connect={draft.connect} />
                  </Suspense>
                </>
              )}
            </div>
            {editing && (
              <Suspense fallback={<PageLoader />}>
                <Editor current={current} draft={draft} onClose={() => setEditing(false)} />
              </Suspense>
            )}
            {!editing && chosen !== null && drawn != null && <StepPanel graph={drawn} id={chosen} />}
          </div>
        </Tabs.Panel>
        <Tabs.Panel value="what-if" className="flow-body">
          <WhatIfPanel current={current} draft={draft} period={period} versions={history.data ?? []} />
        </Tabs.Panel>
        <Tabs.Panel value="history" className="flow-body">
          <HistoryPanel current={current} rows={history.data ?? []} mayEdit={mayEdit} />
        </Tabs.Panel>
      </Tabs>
    </FlowViewContext>
  );
}
