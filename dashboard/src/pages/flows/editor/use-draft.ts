import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useReducer } from 'react';
import type { FlowGraph, FlowProblem, FlowVersion } from '../../../../../services/http/protocol.ts';
import { checkQuery } from '../flow-queries.ts';
import { connect } from './flow-text.ts';
import { changed, noPast } from './past.ts';

export type Draft = {
  readonly text: string;
  /** Whether something is different from the version in force. */
  readonly touched: boolean;
  /** As far as it could be drawn last. */
  readonly graph: FlowGraph | null;
  readonly problems: readonly FlowProblem[];
  /** The check has not answered for this text yet. */
  readonly checking: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** `what`: changes of the same thing in a row are undone together. */
  readonly set: (text: string, what: string) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly reset: (text: string) => void;
  readonly connect: (from: string, exit: string, to: string | null) => void;
};

const pauseMs = 350;

/** A flow being changed: its text, with what the server's check says to it as one types. */
export function useDraft(current: FlowVersion): Draft {
  const [past, dispatch] = useReducer(changed, current.text, noPast);
  const { text } = past;
  const touched = text !== current.text;
  const [settled] = useDebouncedValue(text, pauseMs);
  const check = useQuery({
    ...checkQuery(current.flow, settled),
    enabled: settled !== current.text || touched,
    placeholderData: keepPreviousData,
  });
  const set = (next: string, what: string) => dispatch({ do: 'set', text: next, what, at: Date.now() });
  return {
    text,
    touched,
    graph: touched ? (check.data?.graph ?? current.graph) : current.graph,
    problems: touched ? (check.data?.problems ?? []) : [],
    checking: touched && (settled !== text || check.isPlaceholderData || check.data === undefined),
    canUndo: past.before.length > 0,
    canRedo: past.after.length > 0,
    set,
    undo: () => dispatch({ do: 'undo' }),
    redo: () => dispatch({ do: 'redo' }),
    reset: (next) => dispatch({ do: 'reset', text: next }),
    connect: (from, exit, to) => set(connect(text, from, exit, to), `connect ${from} ${exit}`),
  };
}
