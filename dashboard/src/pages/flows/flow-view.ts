import { createContext, useContext } from 'react';
import type { FlowProblem } from '../../../../services/http/protocol.ts';
import { callsAddress, figuresAt, type Heat, type StepFigures } from './figures.ts';

/** What all parts of the page show the flow with. */
export type FlowView = {
  readonly flow: string;
  readonly figures: ReadonlyMap<string, StepFigures>;
  readonly heat: Heat;
  /** Dates of the site's zone. */
  readonly period: { readonly from: string; readonly to: string };
  /** Of the calls that count; null: all. */
  readonly version: string | null;
  readonly editing: boolean;
  readonly chosen: string | null;
  readonly problems: readonly FlowProblem[];
  readonly choose: (step: string | null) => void;
};

export const FlowViewContext = createContext<FlowView | null>(null);

export function useFlowView(): FlowView & {
  readonly at: (step: string) => StepFigures;
  /** The page of calls with those behind a figure. */
  readonly calls: (filters: { readonly step?: string; readonly exit?: string; readonly leftIn?: string }) => string;
} {
  const view = useContext(FlowViewContext);
  if (view === null) throw new Error('A part of the flow page stands outside of it.');
  return {
    ...view,
    at: (step) => figuresAt(view.figures, step),
    calls: (filters) => callsAddress({ flow: view.flow, version: view.version, ...view.period, ...filters }),
  };
}
