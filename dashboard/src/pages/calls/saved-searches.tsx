import { ActionIcon, Button, Checkbox, Modal, Popover, Stack, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBookmark, IconBookmarkPlus, IconTrash, IconUsers } from '@tabler/icons-react';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '../../../../services/core/site.ts';
import type { SavedSearch } from '../../../../services/http/protocol.ts';
import { request } from '../../api/client.ts';
import { errorTextOf } from '../../components/error-text.ts';

const savedQuery = queryOptions({
  queryKey: ['searches'],
  queryFn: () => request<readonly SavedSearch[]>('/api/searches'),
  staleTime: 30_000,
});

const roles = ['supervisor', 'auditor', 'administrator'] as const satisfies readonly Role[];

/** Searches that one keeps, or that others share: used with one press. */
export function SavedSearches({ query, onUse }: { readonly query: string; readonly onUse: (query: string) => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const saved = useQuery(savedQuery);
  const [open, list] = useDisclosure(false);
  const [asking, dialog] = useDisclosure(false);
  const remove = useMutation({
    mutationFn: (id: string) => request(`/api/searches/${encodeURIComponent(id)}`, { method: 'DELETE' }),
    onSettled: () => queries.invalidateQueries({ queryKey: savedQuery.queryKey }),
  });
  const rows = saved.data ?? [];
  return (
    <>
      <Popover position="bottom-end" withinPortal width={320} opened={open} onChange={list.toggle} trapFocus>
        <Popover.Target>
          <Button
            variant="default"
            leftSection={<IconBookmark size={16} />}
            onClick={list.toggle}
            data-testid="saved-searches"
          >
            {t('calls.saved.title')}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label={t('calls.saved.title')}>
          {rows.length === 0 && <p className="dimmed saved-none">{t('calls.saved.none')}</p>}
          <ul className="saved-list">
            {rows.map((one) => (
              <li key={one.id} className="saved-search">
                <Button
                  variant="subtle"
                  fullWidth
                  justify="flex-start"
                  leftSection={one.own ? <IconBookmark size={16} /> : <IconUsers size={16} />}
                  onClick={() => {
                    list.close();
                    onUse(one.query);
                  }}
                  data-testid="saved-search"
                >
                  {one.own ? one.name : `${one.name} · ${one.ownerName}`}
                </Button>
                {one.own && (
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size="lg"
                    aria-label={`${t('calls.saved.remove')}: ${one.name}`}
                    onClick={() => remove.mutate(one.id)}
                  >
                    <IconTrash size={16} />
                  </ActionIcon>
                )}
              </li>
            ))}
          </ul>
          <Button
            variant="light"
            fullWidth
            leftSection={<IconBookmarkPlus size={16} />}
            disabled={query === ''}
            onClick={() => {
              list.close();
              dialog.open();
            }}
            data-testid="save-search"
          >
            {t('calls.saved.save')}
          </Button>
        </Popover.Dropdown>
      </Popover>
      {asking && <SaveDialog query={query} onClose={dialog.close} />}
    </>
  );
}

function SaveDialog({ query, onClose }: { readonly query: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [shared, setShared] = useState<readonly string[]>([]);
  const save = useMutation({
    mutationFn: () => request<SavedSearch>('/api/searches', { method: 'POST', body: { name, query, roles: shared } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: savedQuery.queryKey });
      onClose();
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('calls.saved.save')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Stack>
          <TextInput
            data-autofocus
            label={t('calls.saved.name')}
            value={name}
            maxLength={80}
            onChange={(event) => setName(event.currentTarget.value)}
            error={save.error === null ? undefined : errorTextOf(t, save.error)}
            data-testid="search-name"
          />
          <Checkbox.Group label={t('calls.saved.share')} value={[...shared]} onChange={setShared}>
            <Stack gap="xs" mt="xs">
              {roles.map((role) => (
                <Checkbox key={role} value={role} label={t(`role.${role}`)} />
              ))}
            </Stack>
          </Checkbox.Group>
          <Button type="submit" disabled={name.trim() === ''} loading={save.isPending} data-testid="search-save">
            {t('calls.saved.keep')}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
