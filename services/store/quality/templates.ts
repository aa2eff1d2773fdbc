import type { QualityTemplate } from '../../core/quality-template.ts';
import type { QualityRule, QualityTemplateRow } from '../../http/protocol.ts';
import type { QualityStore } from '../../ports.ts';
import type { Database } from '../database.ts';
import type { QualityTemplatesTable } from '../schema.ts';

type Templates = Pick<
  QualityStore,
  'templates' | 'template' | 'addTemplate' | 'retireTemplate' | 'rules' | 'putRule' | 'removeRule'
>;

/** Templates with all their versions, and the rules that choose what is evaluated. There are few: they are read whole. */
export function templatesOf({ query }: Database): Templates {
  return {
    templates: async () => {
      const rows = await query
        .selectFrom('quality_templates as one')
        .selectAll()
        .where('version', '=', (where) =>
          where
            .selectFrom('quality_templates as other')
            .select((of) => of.fn.max('other.version').as('newest'))
            .whereRef('other.id', '=', 'one.id'),
        )
        .execute();
      return rows.map(templateRow).toSorted((one, other) => one.name.localeCompare(other.name));
    },
    template: async (id, version) => {
      let rows = query.selectFrom('quality_templates').selectAll().where('id', '=', id);
      if (version !== null) rows = rows.where('version', '=', version);
      const row = await rows.orderBy('version', 'desc').limit(1).executeTakeFirst();
      return row === undefined ? null : templateOf(row);
    },
    addTemplate: async ({ id, version, ...document }, by, at) => {
      await query
        .insertInto('quality_templates')
        .values({ id, version, document: JSON.stringify(document), created_by: by, created_at: at, retired: 0 })
        .execute();
    },
    retireTemplate: async (id) => {
      await query.updateTable('quality_templates').set({ retired: 1 }).where('id', '=', id).execute();
    },
    rules: async () => {
      const rows = await query.selectFrom('quality_rules').selectAll().orderBy('created_at').orderBy('id').execute();
      return rows.map(({ id, document }) => ({ ...(JSON.parse(document) as Omit<QualityRule, 'id'>), id }));
    },
    putRule: async ({ id, ...rule }, by, at) => {
      const document = JSON.stringify(rule);
      await query
        .insertInto('quality_rules')
        .values({ id, document, created_by: by, created_at: at })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ document }))
        .execute();
    },
    removeRule: async (id) => {
      await query.deleteFrom('quality_rules').where('id', '=', id).execute();
    },
  };
}

function templateOf({ id, version, document }: QualityTemplatesTable): QualityTemplate {
  return { ...(JSON.parse(document) as Omit<QualityTemplate, 'id' | 'version'>), id, version };
}

function templateRow(row: QualityTemplatesTable): QualityTemplateRow {
  return { ...templateOf(row), createdBy: row.created_by, createdAt: row.created_at, retired: row.retired === 1 };
}
