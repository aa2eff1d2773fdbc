import type { EventOf } from '../../core/event.ts';
import type { Statement } from '../database.ts';
import { type Projection, statement } from './projection.ts';

/** A row an evaluation, with the part of each criterion. What was submitted stays; what comes later is added beside it. */
export const evaluationsProjection: Projection = {
  name: 'evaluations',
  version: 1,
  tables: ['evaluations', 'evaluation_criteria'],
  write: ({ event, at, seq }) => {
    switch (event.type) {
      case 'recording-scored':
        return scored(event, at, seq);
      case 'evaluation-responded':
        return responded(event, at);
      default:
        return [];
    }
  },
};

function scored(event: EventOf<'recording-scored'>, at: number, seq: number): readonly Statement[] {
  const { evaluationId: id, supersedes, assignmentId, passed } = event;
  return [
    statement(
      `insert into evaluations (id, seq, recording_id, call_id, service_id, queue_id, agent_id, template_id, template_version,
        evaluator_id, supersedes, calibration_id, score, passed, comment, answers, marks, submitted_at)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      id,
      seq,
      event.recordingId,
      event.callId,
      event.serviceId,
      event.queueId,
      event.agentId,
      event.templateId,
      event.templateVersion,
      event.evaluatorId,
      supersedes,
      event.calibrationId,
      event.score,
      passed === null ? null : Number(passed),
      event.comment,
      JSON.stringify(event.answers),
      JSON.stringify(event.marks),
      at,
    ),
    ...event.criteria.map((one) =>
      statement(
        'insert into evaluation_criteria (evaluation_id, criterion, score) values (?, ?, ?)',
        id,
        one.id,
        one.score,
      ),
    ),
    ...(supersedes === null
      ? []
      : [statement('update evaluations set superseded_by = ? where id = ?', id, supersedes)]),
    ...(assignmentId === null
      ? []
      : [statement('update quality_assignments set evaluation_id = ? where id = ?', id, assignmentId)]),
  ];
}

function responded({ evaluationId, how, text }: EventOf<'evaluation-responded'>, at: number): readonly Statement[] {
  switch (how) {
    case 'read':
      return [statement('update evaluations set read_at = coalesce(read_at, ?) where id = ?', at, evaluationId)];
    case 'answered':
      return [statement('update evaluations set answer = ?, answered_at = ? where id = ?', text, at, evaluationId)];
    case 'acknowledged':
      return [
        statement(
          'update evaluations set acknowledged_at = coalesce(acknowledged_at, ?) where id = ?',
          at,
          evaluationId,
        ),
      ];
  }
}
