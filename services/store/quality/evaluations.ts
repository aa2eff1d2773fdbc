import { CentralitaError } from '../../core/errors.ts';
import type { QualityAnswer, QualityMark, QualityTemplate } from '../../core/quality-template.ts';
import type { EvaluationRow } from '../../http/protocol.ts';
import type { QualityStore } from '../../ports.ts';
import type { Database, Query } from '../database.ts';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 200;

/** Evaluations as they were submitted, the newest first, with what became of them. */
export function evaluationsOf({ query }: Database): Pick<QualityStore, 'evaluations' | 'evaluation'> {
  return {
    evaluations: async (search) => {
      const limit = Math.min(search.limit ?? DEFAULT_LIMIT, MAX_LIMIT);
      let rows = select(query);
      if (search.agent !== undefined) rows = rows.where('evaluations.agent_id', '=', search.agent);
      if (search.evaluator !== undefined) rows = rows.where('evaluations.evaluator_id', '=', search.evaluator);
      if (search.template !== undefined) rows = rows.where('evaluations.template_id', '=', search.template);
      if (search.service !== undefined) rows = rows.where('evaluations.service_id', '=', search.service);
      if (search.recording !== undefined) rows = rows.where('evaluations.recording_id', '=', search.recording);
      if (search.from !== undefined) rows = rows.where('evaluations.submitted_at', '>=', search.from);
      if (search.to !== undefined) rows = rows.where('evaluations.submitted_at', '<', search.to);
      if (search.superseded !== true) rows = rows.where('evaluations.superseded_by', 'is', null);
      if (search.calibrations !== true) rows = rows.where('evaluations.calibration_id', 'is', null);
      if (search.cursor !== undefined) rows = rows.where('evaluations.seq', '<', placeOf(search.cursor));
      const found = await rows
        .orderBy('evaluations.seq', 'desc')
        .limit(limit + 1)
        .execute();
      const last = found.slice(0, limit).at(-1);
      return {
        rows: found.slice(0, limit).map(rowOf),
        next: found.length > limit && last ? Buffer.from(String(last.seq)).toString('base64url') : null,
      };
    },
    evaluation: async (id) => {
      const row = await select(query).where('evaluations.id', '=', id).executeTakeFirst();
      if (row === undefined) return null;
      return {
        ...rowOf(row),
        template: templateIn(row),
        answers: JSON.parse(row.answers) as QualityAnswer[],
        marks: JSON.parse(row.marks) as QualityMark[],
        comment: row.comment,
        answer: row.answer,
      };
    },
  };
}

function select(query: Query) {
  return query
    .selectFrom('evaluations')
    .innerJoin('quality_templates', (join) =>
      join
        .onRef('quality_templates.id', '=', 'evaluations.template_id')
        .onRef('quality_templates.version', '=', 'evaluations.template_version'),
    )
    .leftJoin('users as agent', 'agent.id', 'evaluations.agent_id')
    .leftJoin('users as evaluator', 'evaluator.id', 'evaluations.evaluator_id')
    .selectAll('evaluations')
    .select(['quality_templates.document', 'agent.name as agent_name', 'evaluator.name as evaluator_name']);
}

type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number];

function templateIn({ document, template_id: id, template_version: version }: Row): QualityTemplate {
  return { ...(JSON.parse(document) as Omit<QualityTemplate, 'id' | 'version'>), id, version };
}

function rowOf(row: Row): EvaluationRow {
  return {
    id: row.id,
    recordingId: row.recording_id,
    callId: row.call_id,
    serviceId: row.service_id,
    queueId: row.queue_id,
    agentId: row.agent_id,
    agentName: row.agent_name ?? row.agent_id,
    templateId: row.template_id,
    templateVersion: row.template_version,
    templateName: templateIn(row).name,
    evaluatorId: row.evaluator_id,
    evaluatorName: row.evaluator_name ?? row.evaluator_id,
    score: row.score,
    passed: row.passed === null ? null : row.passed === 1,
    submittedAt: row.submitted_at,
    supersedes: row.supersedes,
    supersededBy: row.superseded_by,
    calibrationId: row.calibration_id,
    readAt: row.read_at,
    answeredAt: row.answered_at,
    acknowledgedAt: row.acknowledged_at,
  };
}

function placeOf(cursor: string): number {
  const text = Buffer.from(cursor, 'base64url').toString();
  if (/^\d{1,16}$/.test(text)) return Number(text);
  throw new CentralitaError('input-invalid', 'The cursor is not one of this list: ask again from the beginning.');
}
