import { CloseButton, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { stringify } from 'yaml';
import type { FlowGraph } from '../../../../services/http/protocol.ts';
import { Fact } from '../../components/fact.tsx';
import { useFlowView } from './flow-view.ts';
import { iconOf, secondsText, useStepWords } from './step-looks.ts';

/** All that is known of the chosen step. */
export function StepPanel({ graph, id }: { readonly graph: FlowGraph; readonly id: string }) {
  const { t } = useTranslation();
  const words = useStepWords();
  const view = useFlowView();
  const step = graph.steps.find((one) => one.id === id);
  if (!step) return null;
  const figures = view.at(id);
  const StepIcon = iconOf(step.type);
  const settings = Object.keys(step.settings).length === 0 ? '' : stringify(step.settings);
  return (
    <aside className="panel flow-panel" aria-label={words.name(step)} data-testid="step-panel">
      <div className="row-between">
        <Title order={2} className="row">
          <StepIcon size={20} stroke={1.75} aria-hidden /> {words.name(step)}
        </Title>
        <CloseButton aria-label={t('common.close')} onClick={() => view.choose(null)} />
      </div>
      <p className="dimmed">{words.docs(step.type)}</p>
      <dl className="facts">
        <Fact label={t('flow.fact.entered')}>{figures.calls}</Fact>
        <Fact label={t('flow.median')}>{figures.medianMs === null ? '–' : secondsText(figures.medianMs)}</Fact>
        <Fact label={t('flow.fact.leavers')}>{figures.leavers}</Fact>
        <Fact label={t('flow.fact.answered')}>{figures.answered}</Fact>
        <Fact label={t('flow.fact.ended')}>{figures.ended}</Fact>
        <Fact label={t('flow.fact.now')}>{figures.live}</Fact>
      </dl>
      {settings !== '' && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        <section className="flow-settings" tabIndex={0} aria-label={t('flow.settings')}>
          <pre>{settings}</pre>
        </section>
      )}
    </aside>
  );
}
