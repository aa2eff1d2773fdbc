import type { Migration } from './migration.ts';

/** Templates of evaluations and their versions, sampling rules and what they chose, calibrations; and evaluations, a projection. */
export const qualityMigration: Migration = {
  name: 'quality',
  up: async ({ schema }, types) => {
    await schema
      .createTable('quality_templates')
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('document', 'text', (column) => column.notNull())
      .addColumn('created_by', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('retired', 'integer', (column) => column.notNull().defaultTo(0))
      .addPrimaryKeyConstraint('quality_templates_key', ['id', 'version'])
      .execute();
    await schema
      .createTable('quality_rules')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('document', 'text', (column) => column.notNull())
      .addColumn('created_by', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .execute();
    await schema
      .createTable('quality_counts')
      .addColumn('rule_id', 'text', (column) => column.notNull())
      .addColumn('group_key', 'text', (column) => column.notNull())
      .addColumn('seen', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('quality_counts_key', ['rule_id', 'group_key'])
      .execute();
    await schema
      .createTable('quality_assignments')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('rule_id', 'text')
      .addColumn('calibration_id', 'text')
      .addColumn('recording_id', 'text', (column) => column.notNull())
      .addColumn('call_id', 'text', (column) => column.notNull())
      .addColumn('agent_id', 'text')
      .addColumn('template_id', 'text', (column) => column.notNull())
      .addColumn('evaluator_id', 'text')
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('evaluation_id', 'text')
      .addColumn('dismissed_by', 'text')
      .execute();
    await schema
      .createIndex('quality_assignments_by_recording')
      .on('quality_assignments')
      .column('recording_id')
      .execute();
    await schema
      .createIndex('quality_assignments_open')
      .on('quality_assignments')
      .columns(['evaluation_id', 'dismissed_by', 'created_at'])
      .execute();
    await schema
      .createTable('calibrations')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('recording_id', 'text', (column) => column.notNull())
      .addColumn('call_id', 'text', (column) => column.notNull())
      .addColumn('template_id', 'text', (column) => column.notNull())
      .addColumn('template_version', 'integer', (column) => column.notNull())
      .addColumn('evaluators', 'text', (column) => column.notNull())
      .addColumn('created_by', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('closed_at', 'bigint')
      .execute();
    await schema
      .createTable('evaluations')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('seq', 'bigint', (column) => column.notNull())
      .addColumn('recording_id', 'text', (column) => column.notNull())
      .addColumn('call_id', 'text', (column) => column.notNull())
      .addColumn('service_id', 'text', (column) => column.notNull())
      .addColumn('queue_id', 'text')
      .addColumn('agent_id', 'text')
      .addColumn('template_id', 'text', (column) => column.notNull())
      .addColumn('template_version', 'integer', (column) => column.notNull())
      .addColumn('evaluator_id', 'text', (column) => column.notNull())
      .addColumn('supersedes', 'text')
      .addColumn('superseded_by', 'text')
      .addColumn('calibration_id', 'text')
      .addColumn('score', types.real)
      .addColumn('passed', 'integer')
      .addColumn('comment', 'text', (column) => column.notNull())
      .addColumn('answers', 'text', (column) => column.notNull())
      .addColumn('marks', 'text', (column) => column.notNull())
      .addColumn('submitted_at', 'bigint', (column) => column.notNull())
      .addColumn('read_at', 'bigint')
      .addColumn('answer', 'text')
      .addColumn('answered_at', 'bigint')
      .addColumn('acknowledged_at', 'bigint')
      .execute();
    await schema.createIndex('evaluations_by_recording').on('evaluations').column('recording_id').execute();
    await schema.createIndex('evaluations_by_agent').on('evaluations').columns(['agent_id', 'seq']).execute();
    await schema.createIndex('evaluations_by_time').on('evaluations').column('submitted_at').execute();
    await schema.createIndex('evaluations_by_calibration').on('evaluations').column('calibration_id').execute();
    await schema
      .createTable('evaluation_criteria')
      .addColumn('evaluation_id', 'text', (column) => column.notNull())
      .addColumn('criterion', 'text', (column) => column.notNull())
      .addColumn('score', types.real)
      .addPrimaryKeyConstraint('evaluation_criteria_key', ['evaluation_id', 'criterion'])
      .execute();
  },
};
