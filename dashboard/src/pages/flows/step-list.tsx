import { IconAlertTriangle, IconDoorExit, IconUser } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { FlowGraph } from '../../../../services/http/protocol.ts';
import { useFormat } from '../../format/use-format.ts';
import { FigureLink } from './figure-link.tsx';
import { type GraphStep, heatOf, walkingOrder } from './figures.ts';
import { useFlowView } from './flow-view.ts';
import { iconOf, secondsText, useStepWords } from './step-looks.ts';

/** The steps in the order in which a caller meets them, with the same figures as the graph. */
export function StepList({ graph }: { readonly graph: FlowGraph }) {
  const { t } = useTranslation();
  return (
    <ol className="flow-list" aria-label={t('flow.list')} data-testid="flow-list">
      {walkingOrder(graph).map((step) => (
        <ListedStep key={step.id} graph={graph} step={step} />
      ))}
    </ol>
  );
}

function ListedStep({ graph, step }: { readonly graph: FlowGraph; readonly step: GraphStep }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useStepWords();
  const view = useFlowView();
  const figures = view.at(step.id);
  const StepIcon = iconOf(step.type);
  const name = words.name(step);
  const wrong = view.problems.filter((one) => one.step === step.id);
  const nameOf = (id: string | null) => {
    const found = graph.steps.find((one) => one.id === id);
    return found ? words.name(found) : t('flow.nowhere');
  };
  return (
    <li className="panel flow-item" data-testid={`listed-${step.id}`} data-heat={heatOf(figures, view.heat) ?? 'none'}>
      <div className="row-between">
        <button
          type="button"
          className="flow-item-name"
          aria-pressed={view.chosen === step.id}
          onClick={() => view.choose(step.id)}
        >
          <StepIcon size={18} stroke={1.75} aria-hidden />
          <span>
            <strong>{name}</strong>
            <span className="dimmed"> {words.type(step.type)}</span>
          </span>
        </button>
        {figures.live > 0 && (
          <span className="flow-live" data-testid={`listed-live-${step.id}`}>
            <IconUser size={14} aria-hidden />
            {t('flow.liveHere', { count: figures.live })}
          </span>
        )}
      </div>
      {wrong.map((one) => (
        <p key={`${one.code}-${one.place}`} className="flow-problem" data-severity={one.severity}>
          <IconAlertTriangle size={14} aria-hidden /> {one.message}
        </p>
      ))}
      <div className="row flow-item-figures">
        <FigureLink
          count={figures.calls}
          href={view.calls({ step: step.id })}
          label={t('flow.enteredOf', { step: name, count: figures.calls })}
          testId={`listed-entered-${step.id}`}
        >
          {t('flow.entered', { count: figures.calls })}
        </FigureLink>
        <span className="figure">
          {t('flow.median')}: {figures.medianMs === null ? '–' : secondsText(figures.medianMs)}
        </span>
        <FigureLink
          count={figures.leavers}
          href={view.calls({ leftIn: step.id })}
          label={t('flow.leaversOf', { step: name, count: figures.leavers })}
          testId={`listed-leavers-${step.id}`}
        >
          <IconDoorExit size={14} aria-hidden /> {t('flow.leavers', { count: figures.leavers })}
          {figures.leavers > 0 && ` (${format.percent(figures.share)})`}
        </FigureLink>
      </div>
      {step.exits.some(({ to, optional }) => to !== null || !optional) && (
        <ul className="flow-ways">
          {step.exits.map(({ exit, to, optional }) =>
            to === null && optional ? null : (
              <li key={exit}>
                <FigureLink
                  count={figures.exits.get(exit) ?? 0}
                  href={view.calls({ step: step.id, exit })}
                  label={t('flow.exitOf', { exit, count: figures.exits.get(exit) ?? 0 })}
                  testId={`listed-exit-${step.id}-${exit}`}
                >
                  {exit} <strong>{format.number(figures.exits.get(exit) ?? 0)}</strong>
                </FigureLink>
                <span>→ {nameOf(to)}</span>
              </li>
            ),
          )}
        </ul>
      )}
      {step.type === 'sub-flow' && typeof step.settings.flow === 'string' && (
        <Link href={`/flows/${step.settings.flow}`}>{t('flow.open', { flow: step.settings.flow })}</Link>
      )}
    </li>
  );
}

/** The same for those who cannot see the graph. */
export function SpokenSteps({ graph }: { readonly graph: FlowGraph }) {
  const { t } = useTranslation();
  const words = useStepWords();
  const view = useFlowView();
  return (
    <ol className="visually-hidden" aria-label={t('flow.list')}>
      {walkingOrder(graph).map((step) => {
        const { calls, leavers, live, medianMs } = view.at(step.id);
        const ways = step.exits.flatMap(({ exit, to }) => (to === null ? [] : [`${exit} → ${to}`]));
        return (
          <li key={step.id}>
            {[
              `${words.type(step.type)}: ${words.name(step)}`,
              t('flow.liveHere', { count: live }),
              t('flow.entered', { count: calls }),
              t('flow.leavers', { count: leavers }),
              `${t('flow.median')}: ${medianMs === null ? '–' : secondsText(medianMs)}`,
              ...ways,
            ].join('. ')}
          </li>
        );
      })}
    </ol>
  );
}
