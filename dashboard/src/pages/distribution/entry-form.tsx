import { Button, TextInput, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconDeviceFloppy, IconLock, IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { StrategyView } from '../../../../services/http/protocol.ts';
import { ApiError } from '../../api/client.ts';
import { siteQuery } from '../../api/queries.ts';
import type { SiteDocument } from '../../api/site-contents.ts';
import { deleteEntry, putEntry, siteFileQuery } from '../../api/site-edit.ts';
import { errorTextOf } from '../../components/error-text.ts';
import { Notice } from '../../components/notice.tsx';
import { WhyInput } from '../../components/why-input.tsx';
import { useFormat } from '../../format/use-format.ts';
import { useSession } from '../../session/use-session.ts';
import { ConflictNotice, isConflict } from './conflict-notice.tsx';
import { DeleteDialog } from './delete-dialog.tsx';
import { FieldInputs } from './field-input.tsx';
import { asText, type Value } from './fields.ts';
import { FormContext, type FormFacts } from './form-context.tsx';
import { noPlaces, placesOf } from './places.ts';
import { entriesOf, freshEntry, idFrom, nameOf, prepared, type Section } from './sections.ts';

type Props = {
  readonly document: SiteDocument;
  readonly strategies: readonly StrategyView[];
  readonly section: Section;
  /** `new` for one that is not there yet. */
  readonly id: string;
};

/** One entry of the site: its fields, why it changes, and what the server says to it. */
export function EntryForm({ document, strategies, section, id }: Props) {
  const { t } = useTranslation();
  const { session } = useSession();
  const mayEdit = session?.user.roles.includes('administrator') === true;
  const format = useFormat();
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const entries = entriesOf(document.site, section);
  const index = entries.findIndex((one) => one.id === id);
  const isNew = index < 0;
  const written = entries[index] ?? freshEntry(section, document.site);
  const [draft, setDraft] = useState<Value>(written);
  const [newId, setNewId] = useState<string | null>(null);
  const [why, setWhy] = useState('');
  const [busy, setBusy] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const title = nameOf(draft, format.local);
  const ownId = isNew ? (newId ?? idFrom(title)) : id;
  const invalid = failure instanceof ApiError && failure.code === 'site-invalid';
  const facts = useMemo<FormFacts>(
    () => ({
      choices: choicesOf(document, format.local, id),
      strategies,
      places: invalid ? placesOf(failure.message, section.section, ownId, isNew ? entries.length : index) : noPlaces,
    }),
    [document, format, id, strategies, invalid, failure, section, ownId, isNew, entries.length, index],
  );
  const change = { hash: document.hash, reason: why.trim() };
  const save = async () => {
    setBusy(true);
    setFailure(null);
    try {
      const value = prepared({ ...draft, id: ownId });
      await putEntry(section.section, ownId, value, change);
      await reload();
      setWhy('');
      notifications.show({ message: t('distribution.saved', { name: title }) });
      if (isNew) navigate(`/distribution/${section.tab}/${ownId}`);
    } catch (error) {
      setFailure(error);
    }
    setBusy(false);
  };
  const remove = async (reason: string) => {
    setDeleting(false);
    setFailure(null);
    try {
      await deleteEntry(section.section, id, { ...change, reason });
      await reload();
      navigate(`/distribution/${section.tab}`);
    } catch (error) {
      setFailure(error);
    }
  };
  const reload = async () => {
    await queries.refetchQueries({ queryKey: siteFileQuery.queryKey });
    await queries.invalidateQueries({ queryKey: siteQuery.queryKey });
  };
  return (
    <FormContext value={facts}>
      <form
        className="panel distribution-form"
        aria-labelledby="entry-title"
        data-testid="entry-form"
        data-id={ownId}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <div className="row-between">
          <Title order={2} id="entry-title">
            {isNew ? t('distribution.newTitle') : title}
          </Title>
          <span className="dimmed">{ownId}</span>
        </div>
        {!mayEdit && (
          <Notice tone="off" icon={IconLock} testId="read-only">
            {t('distribution.readOnly')}
          </Notice>
        )}
        <fieldset className="plain-fieldset distribution-fields" disabled={!mayEdit}>
          {isNew && (
            <TextInput
              label={t('field.id')}
              description={t('fieldHint.id')}
              value={ownId}
              onChange={(event) => setNewId(event.currentTarget.value)}
              data-testid="field-id"
            />
          )}
          {section.form.map((group) => (
            <section
              key={group.title}
              className="distribution-group"
              aria-label={t(`distribution.group.${group.title as 'general'}`)}
            >
              {section.form.length > 1 && (
                <Title order={3}>{t(`distribution.group.${group.title as 'general'}`)}</Title>
              )}
              <div className="fields">
                <FieldInputs fields={group.fields} path="" value={draft} onChange={setDraft} />
              </div>
            </section>
          ))}
        </fieldset>
        {isConflict(failure) && (
          <ConflictNotice
            failure={failure}
            onReloaded={(keep) => {
              setFailure(null);
              if (!keep) navigate(`/distribution/${section.tab}`);
            }}
          />
        )}
        {failure !== null && !isConflict(failure) && (
          <Notice tone="danger" icon={IconAlertTriangle} live testId="entry-error">
            {invalid ? t('distribution.invalid') : errorTextOf(t, failure)}
            {facts.places.elsewhere.length > 0 && (
              <ul className="distribution-sentences">
                {facts.places.elsewhere.map((one) => (
                  <li key={one} lang="en">
                    {one}
                  </li>
                ))}
              </ul>
            )}
          </Notice>
        )}
        {mayEdit && (
          <div className="distribution-end">
            <WhyInput value={why} onChange={setWhy} />
            <div className="row">
              {!isNew && section.open && (
                <Button
                  variant="subtle"
                  color="stop"
                  leftSection={<IconTrash size={18} />}
                  onClick={() => setDeleting(true)}
                  data-testid="delete-entry"
                >
                  {t('common.delete')}
                </Button>
              )}
              <Button
                type="submit"
                leftSection={<IconDeviceFloppy size={18} />}
                loading={busy}
                disabled={ownId === ''}
                data-testid="save-entry"
              >
                {t('common.save')}
              </Button>
            </div>
          </div>
        )}
      </form>
      <DeleteDialog
        name={title}
        opened={deleting}
        onClose={() => setDeleting(false)}
        onConfirm={(reason) => void remove(reason)}
      />
    </FormContext>
  );
}

function choicesOf({ site }: SiteDocument, local: Parameters<typeof nameOf>[1], ownId: string): FormFacts['choices'] {
  const listed = (entries: readonly Value[] | undefined) =>
    (entries ?? []).map((one) => ({ value: asText(one.id), label: nameOf(one, local) }));
  const agents = site.users?.filter((one) => Array.isArray(one.roles) && one.roles.includes('agent'));
  return {
    queues: listed(site.queues?.filter((one) => one.id !== ownId)),
    agents: listed(agents),
    skills: listed(site.skills),
    lists: listed(site.lists),
    services: listed(site.services),
  };
}
