import { IconAlertTriangle, IconDoorExit, IconPlayerPlay, IconUser } from '@tabler/icons-react';
import { Handle, Position } from '@xyflow/react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useFormat } from '../../format/use-format.ts';
import { FigureLink } from './figure-link.tsx';
import { type GraphStep, heatOf } from './figures.ts';
import { useFlowView } from './flow-view.ts';
import { iconOf, secondsText, useStepWords } from './step-looks.ts';

/** A step in the graph: what it is, who is in it now, and what became of callers in the period. */
export function StepNode({ data }: { readonly data: { readonly step: GraphStep; readonly first: boolean } }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useStepWords();
  const view = useFlowView();
  const { step, first } = data;
  const figures = view.at(step.id);
  const StepIcon = iconOf(step.type);
  const name = words.name(step);
  const wrong = view.problems.filter((one) => one.step === step.id);
  const subFlow = step.type === 'sub-flow' && typeof step.settings.flow === 'string' ? step.settings.flow : null;
  return (
    <div
      className="flow-node"
      data-testid={`step-${step.id}`}
      data-heat={heatOf(figures, view.heat) ?? 'none'}
      data-chosen={view.chosen === step.id}
      data-reachable={step.reachable}
      data-wrong={wrong.some((one) => one.severity === 'error')}
    >
      <Handle type="target" position={Position.Top} isConnectable={view.editing} className="flow-in" />
      <div className="flow-node-head">
        <StepIcon size={15} stroke={1.75} aria-hidden />
        <span className="flow-node-type">{words.type(step.type)}</span>
        {first && <IconPlayerPlay size={13} aria-label={t('flow.first')} role="img" />}
        {wrong.length > 0 && (
          <IconAlertTriangle size={15} role="img" aria-label={t('flow.problems', { count: wrong.length })} />
        )}
        {figures.live > 0 && (
          <span
            className="flow-live"
            data-testid={`live-${step.id}`}
            title={t('flow.liveHere', { count: figures.live })}
          >
            <IconUser size={13} aria-hidden />
            {figures.live}
          </span>
        )}
      </div>
      <div className="flow-node-name">{name}</div>
      {subFlow !== null && (
        <Link href={`/flows/${subFlow}`} className="nodrag nopan flow-open" data-testid={`open-${step.id}`}>
          {t('flow.open', { flow: subFlow })}
        </Link>
      )}
      <div className="flow-node-figures">
        <FigureLink
          count={figures.calls}
          href={view.calls({ step: step.id })}
          label={t('flow.enteredOf', { step: name, count: figures.calls })}
          testId={`entered-${step.id}`}
        >
          <IconPhoneArrow />
          {format.number(figures.calls)}
        </FigureLink>
        <span className="figure" title={t('flow.median')}>
          {figures.medianMs === null ? '–' : secondsText(figures.medianMs)}
        </span>
        <FigureLink
          count={figures.leavers}
          href={view.calls({ leftIn: step.id })}
          label={t('flow.leaversOf', { step: name, count: figures.leavers })}
          testId={`leavers-${step.id}`}
        >
          <IconDoorExit size={13} aria-hidden />
          {format.number(figures.leavers)}
          {figures.leavers > 0 && <small> {format.percent(figures.share)}</small>}
        </FigureLink>
      </div>
      {step.exits.map(({ exit, to }, index) => (
        <Handle
          key={exit}
          id={exit}
          type="source"
          position={Position.Bottom}
          isConnectable={view.editing}
          className="flow-out"
          data-open={to === null}
          title={exit}
          style={{ left: `${((index + 1) / (step.exits.length + 1)) * 100}%` }}
        />
      ))}
    </div>
  );
}

const IconPhoneArrow = () => <span aria-hidden>→</span>;
