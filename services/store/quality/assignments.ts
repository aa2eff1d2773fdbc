import type { QualityTemplate } from '../../core/quality-template.ts';
import type { QualityAssignment } from '../../http/protocol.ts';
import type { QualityStore } from '../../ports.ts';
import type { Database, Query } from '../database.ts';

type Assignments = Pick<QualityStore, 'assignments' | 'assignment' | 'dismissAssignment' | 'giveOut' | 'seen'>;

/** Open assignments a list answers at most: the oldest. */
const LISTED = 500;

/** What is given out to be evaluated. */
export function assignmentsOf({ query, write }: Database): Assignments {
  return {
    assignments: async (evaluatorId) => {
      let rows = select(query)
        .where('quality_assignments.evaluation_id', 'is', null)
        .where('quality_assignments.dismissed_by', 'is', null);
      if (evaluatorId !== null)
        rows = rows.where((where) =>
          where.or([
            where('quality_assignments.evaluator_id', '=', evaluatorId),
            where('quality_assignments.evaluator_id', 'is', null),
          ]),
        );
      const found = await rows.orderBy('quality_assignments.created_at').limit(LISTED).execute();
      return found.map(assignmentOf);
    },
    assignment: async (id) => {
      const row = await select(query).where('quality_assignments.id', '=', id).executeTakeFirst();
      if (row === undefined) return null;
      return { ...assignmentOf(row), open: row.evaluation_id === null && row.dismissed_by === null };
    },
    dismissAssignment: async (id, by) => {
      await query
        .updateTable('quality_assignments')
        .set({ dismissed_by: by })
        .where('id', '=', id)
        .where('evaluation_id', 'is', null)
        .execute();
    },
    giveOut: async ({ assignments, seen, cursor }) => {
      await write([
        ...assignments.map((one) =>
          query
            .insertInto('quality_assignments')
            .values({
              id: one.id,
              rule_id: one.ruleId,
              recording_id: one.recordingId,
              call_id: one.callId,
              agent_id: one.agentId,
              template_id: one.templateId,
              evaluator_id: one.evaluatorId,
              created_at: one.createdAt,
            })
            .onConflict((conflict) => conflict.column('id').doNothing())
            .compile(),
        ),
        ...seen.map(({ ruleId, group, seen: count }) =>
          query
            .insertInto('quality_counts')
            .values({ rule_id: ruleId, group_key: group, seen: count })
            .onConflict((conflict) => conflict.columns(['rule_id', 'group_key']).doUpdateSet({ seen: count }))
            .compile(),
        ),
        query
          .insertInto('cursors')
          .values(cursor)
          .onConflict((conflict) => conflict.column('name').doUpdateSet({ seq: cursor.seq }))
          .compile(),
      ]);
    },
    seen: async (ruleId, group) => {
      const row = await query
        .selectFrom('quality_counts')
        .select('seen')
        .where('rule_id', '=', ruleId)
        .where('group_key', '=', group)
        .executeTakeFirst();
      return row?.seen ?? 0;
    },
  };
}

function select(query: Query) {
  return query
    .selectFrom('quality_assignments')
    .leftJoin('calls', 'calls.id', 'quality_assignments.call_id')
    .leftJoin('users', 'users.id', 'quality_assignments.agent_id')
    .selectAll('quality_assignments')
    .select(['calls.rang_at', 'users.name as agent_name'])
    .select((where) =>
      where
        .selectFrom('quality_templates')
        .select('quality_templates.document')
        .whereRef('quality_templates.id', '=', 'quality_assignments.template_id')
        .orderBy('quality_templates.version', 'desc')
        .limit(1)
        .as('template'),
    );
}

type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number];

function assignmentOf(row: Row): QualityAssignment {
  const template = row.template === null ? null : (JSON.parse(row.template) as Pick<QualityTemplate, 'name'>);
  return {
    id: row.id,
    ruleId: row.rule_id,
    calibrationId: row.calibration_id,
    recordingId: row.recording_id,
    callId: row.call_id,
    rangAt: row.rang_at,
    agentId: row.agent_id,
    agentName: row.agent_name ?? row.agent_id,
    templateId: row.template_id,
    templateName: template?.name ?? row.template_id,
    evaluatorId: row.evaluator_id,
    createdAt: row.created_at,
  };
}
