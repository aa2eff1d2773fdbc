import type { Calibration, QualityStore } from '../../ports.ts';
import type { Database } from '../database.ts';
import type { CalibrationsTable } from '../schema.ts';

type Calibrations = Pick<QualityStore, 'calibrations' | 'addCalibration' | 'closeCalibration' | 'scoresOf'>;

/** Recordings that several evaluators judge to compare themselves; each of them has an assignment. */
export function calibrationsOf({ query, write }: Database): Calibrations {
  return {
    calibrations: async () => {
      const rows = await query.selectFrom('calibrations').selectAll().orderBy('created_at', 'desc').execute();
      return rows.map(calibrationOf);
    },
    addCalibration: async (calibration, agentId) => {
      const { id, recordingId, callId, templateId, evaluators, createdAt } = calibration;
      await write([
        query
          .insertInto('calibrations')
          .values({
            id,
            name: calibration.name,
            recording_id: recordingId,
            call_id: callId,
            template_id: templateId,
            template_version: calibration.templateVersion,
            evaluators: JSON.stringify(evaluators),
            created_by: calibration.createdBy,
            created_at: createdAt,
          })
          .compile(),
        ...evaluators.map((evaluatorId) =>
          query
            .insertInto('quality_assignments')
            .values({
              id: `${id}-${evaluatorId}`,
              calibration_id: id,
              recording_id: recordingId,
              call_id: callId,
              agent_id: agentId,
              template_id: templateId,
              evaluator_id: evaluatorId,
              created_at: createdAt,
            })
            .compile(),
        ),
      ]);
    },
    closeCalibration: async (id, at) => {
      await write([
        query
          .updateTable('calibrations')
          .set({ closed_at: at })
          .where('id', '=', id)
          .where('closed_at', 'is', null)
          .compile(),
        query
          .updateTable('quality_assignments')
          .set({ dismissed_by: 'calibration' })
          .where('calibration_id', '=', id)
          .where('evaluation_id', 'is', null)
          .compile(),
      ]);
    },
    scoresOf: async (calibrationId) => {
      const rows = await query
        .selectFrom('evaluations')
        .select(['id', 'evaluator_id', 'score'])
        .where('calibration_id', '=', calibrationId)
        .where('superseded_by', 'is', null)
        .orderBy('seq')
        .execute();
      const criteria = await query
        .selectFrom('evaluation_criteria')
        .innerJoin('evaluations', 'evaluations.id', 'evaluation_criteria.evaluation_id')
        .select(['evaluation_id', 'criterion', 'evaluation_criteria.score'])
        .where('evaluations.calibration_id', '=', calibrationId)
        .execute();
      return rows.map((row) => ({
        evaluatorId: row.evaluator_id,
        score: row.score,
        criteria: criteria
          .filter((one) => one.evaluation_id === row.id)
          .map(({ criterion: id, score }) => ({ id, score })),
      }));
    },
  };
}

function calibrationOf(row: CalibrationsTable): Calibration {
  return {
    id: row.id,
    name: row.name,
    recordingId: row.recording_id,
    callId: row.call_id,
    templateId: row.template_id,
    templateVersion: row.template_version,
    evaluators: JSON.parse(row.evaluators) as string[],
    createdBy: row.created_by,
    createdAt: row.created_at,
    closedAt: row.closed_at,
  };
}
