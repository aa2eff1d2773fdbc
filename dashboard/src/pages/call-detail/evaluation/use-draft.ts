import { useLocalStorage } from '@mantine/hooks';
import { useCallback } from 'react';
import type { QualityMark } from '../../../../../services/core/quality-template.ts';

/** An evaluation while it is written; it stays in this browser until it is submitted or given up. */
export type Draft = {
  readonly templateId: string;
  readonly agentId: string | null;
  readonly points: Readonly<Record<string, number | null>>;
  readonly texts: Readonly<Record<string, string>>;
  readonly marks: readonly QualityMark[];
  readonly comment: string;
};

export const emptyDraft = (templateId: string, agentId: string | null): Draft => ({
  templateId,
  agentId,
  points: {},
  texts: {},
  marks: [],
  comment: '',
});

export function useDraft(key: string, first: Draft) {
  const [draft, setDraft, remove] = useLocalStorage<Draft>({
    key: `centralita.evaluation.${key}`,
    defaultValue: first,
    getInitialValueInEffect: false,
  });
  const change = useCallback((part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part })), [setDraft]);
  return { draft, change, remove };
}
