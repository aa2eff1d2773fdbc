import { Anchor, Button } from '@mantine/core';
import { IconArrowLeft, IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { QualityTemplateRow } from '../../../../services/http/protocol.ts';
import { request } from '../../api/client.ts';
import { Listed } from '../../components/listed.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import { type Column, RowsTable } from '../../components/rows-table.tsx';
import { useFormat } from '../../format/use-format.ts';
import { qualityKey, templatesQuery } from './quality-queries.ts';
import { TemplateForm } from './template-form.tsx';

/** Templates of evaluations, and one of them to be edited. */
export function TemplatesTab({ id }: { readonly id: string | undefined }) {
  const { t } = useTranslation();
  const templates = useQuery(templatesQuery);
  if (id === undefined) return <TemplateList />;
  const chosen = templates.data?.find((one) => one.id === id);
  return (
    <>
      <Anchor component={Link} href="/quality/templates" size="sm" className="row">
        <IconArrowLeft size={16} aria-hidden />
        {t('quality.tab.templates')}
      </Anchor>
      {templates.data === undefined && id !== 'new' ? (
        <PageLoader away={templates.failureCount > 0} />
      ) : (
        <TemplateForm key={`${id}/${chosen?.version ?? 0}`} template={chosen ?? null} />
      )}
    </>
  );
}

function TemplateList() {
  const { t } = useTranslation();
  const format = useFormat();
  const queries = useQueryClient();
  const templates = useQuery(templatesQuery);
  const retire = useMutation({
    mutationFn: (id: string) => request(`/api/quality/templates/${encodeURIComponent(id)}`, { method: 'DELETE' }),
    onSettled: () => queries.invalidateQueries({ queryKey: qualityKey }),
  });
  const columns: readonly Column<QualityTemplateRow>[] = [
    {
      label: t('quality.column.template'),
      kind: 'name',
      cell: (row) => (
        <>
          <Anchor component={Link} href={`/quality/templates/${row.id}`} inherit>
            {row.name}
          </Anchor>
          <span className="row-more">
            {t('quality.version', { version: row.version })}
            {row.retired && ` · ${t('quality.template.retired')}`}
          </span>
        </>
      ),
    },
    {
      label: t('quality.column.criteria'),
      cell: (row) => row.sections.reduce((sum, section) => sum + section.criteria.length, 0),
    },
    { label: t('quality.form.passMark'), cell: (row) => format.number(row.passMark) },
    { label: t('quality.column.changed'), cell: (row) => format.day(row.createdAt) },
    {
      label: t('quality.column.actions'),
      kind: 'actions',
      cell: (row) =>
        !row.retired && (
          <Button size="xs" variant="subtle" color="gray" onClick={() => retire.mutate(row.id)}>
            {t('quality.template.retire')}
          </Button>
        ),
    },
  ];
  return (
    <>
      <div>
        <Button
          component={Link}
          href="/quality/templates/new"
          leftSection={<IconPlus size={16} />}
          data-testid="new-template"
        >
          {t('quality.template.new')}
        </Button>
      </div>
      <Listed query={templates} none={t('quality.template.none')} label={t('quality.tab.templates')}>
        {(rows) => (
          <RowsTable
            columns={columns}
            rows={rows}
            rowKey={(row) => row.id}
            faint={(row) => row.retired}
            testId="templates"
          />
        )}
      </Listed>
    </>
  );
}
