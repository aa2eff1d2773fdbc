import { IconX } from '@tabler/icons-react';
import { BaseEdge, EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import { FigureLink } from './figure-link.tsx';
import { useFlowView } from './flow-view.ts';
import type { Laid } from './layout.ts';
import { pathThrough } from './layout.ts';

export type WayData = {
  readonly line: Laid['lines'][number];
  readonly disconnect: (from: string, exit: string) => void;
};

/** A way from step to step, with its names and how many callers took each. */
export function WayEdge(props: EdgeProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const view = useFlowView();
  const { line, disconnect } = props.data as WayData;
  const figures = view.at(line.from);
  const points = [
    { x: props.sourceX, y: props.sourceY },
    ...line.points.slice(1, -1),
    { x: props.targetX, y: props.targetY },
  ];
  return (
    <>
      <BaseEdge
        path={pathThrough(points)}
        {...(props.markerEnd === undefined ? {} : { markerEnd: props.markerEnd })}
        className="flow-way"
      />
      <EdgeLabelRenderer>
        <div
          className="flow-way-names nodrag nopan"
          style={{ transform: `translate(-50%, -50%) translate(${line.label.x}px, ${line.label.y}px)` }}
        >
          {line.exits.map((exit) => {
            const count = figures.exits.get(exit) ?? 0;
            return (
              <span key={exit} className="flow-way-name">
                <FigureLink
                  count={count}
                  href={view.calls({ step: line.from, exit })}
                  label={t('flow.exitOf', { exit, count })}
                  testId={`exit-${line.from}-${exit}`}
                >
                  {exit} <strong>{format.number(count)}</strong>
                </FigureLink>
                {view.editing && (
                  <button
                    type="button"
                    className="flow-cut"
                    aria-label={t('flow.disconnect', { exit, step: line.from })}
                    onClick={() => disconnect(line.from, exit)}
                  >
                    <IconX size={12} aria-hidden />
                  </button>
                )}
              </span>
            );
          })}
        </div>
      </EdgeLabelRenderer>
    </>
  );
}
