import './distribution.css';
import { NativeSelect, Tabs, Title } from '@mantine/core';
import { IconAlertTriangle, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { strategiesQuery } from '../../api/queries.ts';
import { siteFileQuery } from '../../api/site-edit.ts';
import { errorTextOf } from '../../components/error-text.ts';
import { Notice } from '../../components/notice.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import { useFormat } from '../../format/use-format.ts';
import { EntryForm } from './entry-form.tsx';
import type { Value } from './fields.ts';
import { entriesOf, nameOf, type Section, sections } from './sections.ts';

/** Queues, agents, lists and hours of the running centre, edited: what is saved holds for the next call. */
export function DistributionPage(props: { readonly tab?: string | undefined; readonly id?: string | undefined }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const file = useQuery(siteFileQuery);
  const strategies = useQuery(strategiesQuery);
  const section = sections.find((one) => one.tab === props.tab) ?? sections[0];
  if (section === undefined) return null;
  const error = file.error ?? strategies.error;
  if (error !== null && (file.data === undefined || strategies.data === undefined))
    return (
      <Notice tone="danger" icon={IconAlertTriangle} testId="distribution-error">
        {errorTextOf(t, error)}
      </Notice>
    );
  if (file.data === undefined || strategies.data === undefined) return <PageLoader away={file.failureCount > 0} />;
  const { site } = file.data;
  const entries = entriesOf(site, section);
  const id = props.id ?? entries[0]?.id ?? 'new';
  return (
    <div className="distribution" data-testid="distribution">
      <Title order={1}>{t('distribution.title')}</Title>
      <Tabs
        value={section.tab}
        onChange={(tab) => navigate(`/distribution/${tab}`)}
        activateTabWithKeyboard={false}
        className="distribution-tabs"
      >
        <Tabs.List aria-label={t('distribution.sections')}>
          {sections.map(({ tab }) => (
            <Tabs.Tab key={tab} value={tab} data-testid={`tab-${tab}`}>
              {t(`distribution.tab.${tab}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={section.tab} className="distribution-body">
          <EntryList section={section} entries={entries} chosen={id} />
          <EntryForm
            key={`${section.tab}/${id}`}
            document={file.data}
            strategies={strategies.data}
            section={section}
            id={id}
          />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}

/** The entries of a section; on a telephone, a box to choose one from. */
function EntryList(props: {
  readonly section: Section;
  readonly entries: readonly (Value & { readonly id: string })[];
  readonly chosen: string;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const [, navigate] = useLocation();
  const { section, entries, chosen } = props;
  const address = (id: string) => `/distribution/${section.tab}/${id}`;
  const fresh = { value: 'new', label: t('distribution.new') };
  return (
    <>
      <nav className="panel distribution-list" aria-label={t(`distribution.tab.${section.tab}`)}>
        {entries.map((entry) => (
          <Link
            key={entry.id}
            href={address(entry.id)}
            aria-current={entry.id === chosen ? 'true' : undefined}
            data-testid={`entry-${entry.id}`}
          >
            {nameOf(entry, format.local)}
          </Link>
        ))}
        {section.open && (
          <Link
            href={address('new')}
            className="distribution-new"
            aria-current={chosen === 'new' ? 'true' : undefined}
            data-testid="entry-new"
          >
            <IconPlus size={16} aria-hidden />
            {fresh.label}
          </Link>
        )}
      </nav>
      <NativeSelect
        className="distribution-choose"
        aria-label={t(`distribution.tab.${section.tab}`)}
        data={[
          ...entries.map((entry) => ({ value: entry.id, label: nameOf(entry, format.local) })),
          ...(section.open ? [fresh] : []),
        ]}
        value={chosen}
        onChange={(event) => navigate(address(event.currentTarget.value))}
        data-testid="choose-entry"
      />
    </>
  );
}
