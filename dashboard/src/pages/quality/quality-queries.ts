import { queryOptions } from '@tanstack/react-query';
import type {
  CalibrationRow,
  EvaluationDetail,
  EvaluationRow,
  Page,
  QualityAssignment,
  QualityRule,
  QualityTemplateRow,
  QualityTrends,
  TrendsSearch,
} from '../../../../services/http/protocol.ts';
import { request } from '../../api/client.ts';

/** All of quality under one name: what is submitted changes most of it. */
export const qualityKey = ['quality'] as const;

export const templatesQuery = queryOptions({
  queryKey: [...qualityKey, 'templates'],
  queryFn: () => request<readonly QualityTemplateRow[]>('/api/quality/templates'),
  staleTime: 30_000,
});

export const rulesQuery = queryOptions({
  queryKey: [...qualityKey, 'rules'],
  queryFn: () => request<readonly QualityRule[]>('/api/quality/rules'),
});

export const evaluatorsQuery = queryOptions({
  queryKey: [...qualityKey, 'evaluators'],
  queryFn: () => request<readonly { readonly id: string; readonly name: string }[]>('/api/quality/evaluators'),
  staleTime: 60_000,
});

export const assignmentsQuery = (all: boolean) =>
  queryOptions({
    queryKey: [...qualityKey, 'assignments', all],
    queryFn: () => request<readonly QualityAssignment[]>(`/api/quality/assignments?all=${all}`),
  });

export const calibrationsQuery = queryOptions({
  queryKey: [...qualityKey, 'calibrations'],
  queryFn: () => request<readonly CalibrationRow[]>('/api/quality/calibrations'),
});

export const evaluationQuery = (id: string) =>
  queryOptions({
    queryKey: [...qualityKey, 'evaluation', id],
    queryFn: () => request<EvaluationDetail>(`/api/quality/evaluations/${encodeURIComponent(id)}`),
  });

/** Of a recording, those that another stands in the place of too. */
export const evaluationsOfQuery = (recordingId: string) =>
  queryOptions({
    queryKey: [...qualityKey, 'of', recordingId],
    queryFn: () =>
      request<Page<EvaluationRow>>(
        `/api/quality/evaluations?superseded=true&recording=${encodeURIComponent(recordingId)}&limit=50`,
      ),
  });

export const trendsQuery = (search: TrendsSearch) =>
  queryOptions({
    queryKey: [...qualityKey, 'trends', search],
    queryFn: () => {
      const parameters = new URLSearchParams();
      for (const [name, value] of Object.entries(search)) parameters.set(name, String(value));
      return request<QualityTrends>(`/api/quality/trends?${parameters}`);
    },
    staleTime: 30_000,
  });
