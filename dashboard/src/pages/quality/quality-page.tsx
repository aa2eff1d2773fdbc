import '../calls/calls.css';
import './quality.css';
import { Tabs, Title } from '@mantine/core';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { PageLoader } from '../../components/page-loader.tsx';
import { useSession } from '../../session/use-session.ts';
import { AssignmentsTab } from './assignments-tab.tsx';
import { CalibrationsTab } from './calibrations-tab.tsx';
import { EvaluationView } from './evaluation-view.tsx';
import { EvaluationsTab } from './evaluations-tab.tsx';
import { RulesTab } from './rules-tab.tsx';
import { TemplatesTab } from './templates-tab.tsx';

// Charts are a large part of the page, and only looked at here.
const TrendsTab = lazy(() => import('./trends-tab.tsx').then((m) => ({ default: m.TrendsTab })));

const forEvaluators = ['assignments', 'evaluations', 'trends', 'calibrations', 'templates', 'rules'] as const;
const forAgents = ['evaluations', 'trends'] as const;

/** Evaluations: what is to be done, what was done, how it changes, and what it is done with. Agents find their own. */
export function QualityPage(props: { readonly tab?: string | undefined; readonly id?: string | undefined }) {
  const { t } = useTranslation();
  const { session } = useSession();
  const [, navigate] = useLocation();
  const evaluates = session?.user.roles.some((role) => role !== 'agent') === true;
  const tabs: readonly (typeof forEvaluators)[number][] = evaluates ? forEvaluators : forAgents;
  const tab = tabs.find((one) => one === props.tab) ?? tabs[0] ?? 'evaluations';
  // On a telephone the tabs are wider than the screen.
  const chosen = useRef<HTMLButtonElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another tab is another element to bring into sight
  useEffect(() => {
    // A promise in newer browsers, which is nothing that an effect may give back.
    void chosen.current?.scrollIntoView({ inline: 'center', block: 'nearest' });
  }, [tab]);
  return (
    <div className="calls quality" data-testid="quality">
      <Title order={1}>{evaluates ? t('quality.title') : t('quality.titleOwn')}</Title>
      <Tabs
        value={tab}
        onChange={(next) => navigate(`/quality/${next}`)}
        activateTabWithKeyboard={false}
        className="quality-tabs"
      >
        <Tabs.List aria-label={t('quality.sections')}>
          {tabs.map((one) => (
            <Tabs.Tab key={one} value={one} ref={one === tab ? chosen : null} data-testid={`tab-${one}`}>
              {t(`quality.tab.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab} className="quality-body">
          {tab === 'assignments' && <AssignmentsTab />}
          {tab === 'evaluations' &&
            (props.id === undefined ? <EvaluationsTab evaluates={evaluates} /> : <EvaluationView id={props.id} />)}
          {tab === 'trends' && (
            <Suspense fallback={<PageLoader />}>
              <TrendsTab evaluates={evaluates} />
            </Suspense>
          )}
          {tab === 'calibrations' && <CalibrationsTab />}
          {tab === 'templates' && <TemplatesTab id={props.id} />}
          {tab === 'rules' && <RulesTab />}
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}
