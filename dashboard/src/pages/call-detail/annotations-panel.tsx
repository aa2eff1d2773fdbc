import { ActionIcon, Button, TagsInput, TextInput, Title } from '@mantine/core';
import { IconAlertCircle, IconNote, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordingAnnotations } from '../../../../services/http/protocol.ts';
import { request } from '../../api/client.ts';
import { errorTextOf } from '../../components/error-text.ts';
import { Notice } from '../../components/notice.tsx';
import { clockText } from '../../format/time.ts';
import { useSession } from '../../session/use-session.ts';
import { usePageKeys } from './use-page-keys.ts';
import type { Player } from './use-player.ts';

/** Tags, tickets and notes on moments of the recording; a press on a note goes there. */
export function AnnotationsPanel({ recordingId, player }: { readonly recordingId: string; readonly player: Player }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { session } = useSession();
  const path = `/api/recordings/${encodeURIComponent(recordingId)}`;
  const queryKey = ['annotations', recordingId];
  const annotations = useQuery({ queryKey, queryFn: () => request<RecordingAnnotations>(`${path}/annotations`) });
  const change = useMutation({
    mutationFn: ({ to, method, body }: { readonly to: string; readonly method: string; readonly body?: unknown }) =>
      request(`${path}${to}`, { method, body }),
    onSettled: () => queries.invalidateQueries({ queryKey }),
  });
  const { tags = [], tickets = [], notes = [] } = annotations.data ?? {};
  const label = (labels: { readonly tags: readonly string[]; readonly tickets: readonly string[] }) =>
    change.mutate({ to: '/labels', method: 'PUT', body: labels });
  return (
    <section className="panel quality-panel no-print" aria-labelledby="annotations-title" data-testid="annotations">
      <Title order={2} id="annotations-title" className="panel-title">
        {t('detail.notes.title')}
      </Title>
      {change.error !== null && (
        <Notice tone="danger" icon={IconAlertCircle} live>
          {errorTextOf(t, change.error)}
        </Notice>
      )}
      <TagsInput
        label={t('detail.notes.tags')}
        value={[...tags]}
        onChange={(next) => label({ tags: next, tickets })}
        data-testid="tags"
      />
      <TagsInput
        label={t('detail.notes.tickets')}
        value={[...tickets]}
        onChange={(next) => label({ tags, tickets: next })}
        data-testid="tickets"
      />
      <ul className="quality-marks" data-testid="notes">
        {notes.map((note) => (
          <li key={note.id}>
            <Button variant="subtle" size="compact-sm" className="figure" onClick={() => player.seek(note.at / 1000)}>
              {clockText(note.at)}
            </Button>
            <span>
              {note.text}
              <span className="row-more">{note.byName}</span>
            </span>
            {note.byId === session?.user.id && (
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={`${t('common.delete')}: ${clockText(note.at)}`}
                onClick={() => change.mutate({ to: `/notes/${encodeURIComponent(note.id)}`, method: 'DELETE' })}
              >
                <IconTrash size={16} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      <NoteForm
        player={player}
        onAdd={async (note) => {
          await change.mutateAsync({ to: '/notes', method: 'POST', body: note });
        }}
      />
    </section>
  );
}

/**
 * A note belongs to the place where one began to write it, however far the sound has gone meanwhile. `N` begins one from
 * anywhere on the page, Escape gives it up and the focus back.
 */
function NoteForm(props: {
  readonly player: Player;
  readonly onAdd: (note: { readonly at: number; readonly text: string }) => Promise<void>;
}) {
  const { t } = useTranslation();
  const { player, onAdd } = props;
  const [text, setText] = useState('');
  const [begunAt, setBegunAt] = useState<number | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const before = useRef<Element | null>(null);
  const at = begunAt ?? Math.round(player.seconds * 1000);
  const leave = () => {
    setText('');
    setBegunAt(null);
    field.current?.blur();
    if (before.current instanceof HTMLElement) before.current.focus();
    before.current = null;
  };
  usePageKeys({
    n: () => {
      before.current = document.activeElement;
      field.current?.focus();
    },
  });
  return (
    <form
      className="row"
      onSubmit={(event) => {
        event.preventDefault();
        // What could not be kept stays in the field.
        if (text.trim() !== '') onAdd({ at, text: text.trim() }).then(leave, () => undefined);
      }}
    >
      <TextInput
        ref={field}
        flex={1}
        aria-label={t('detail.notes.text')}
        aria-keyshortcuts="n"
        placeholder={t('detail.notes.text')}
        maxLength={2000}
        value={text}
        onFocus={() => setBegunAt((was) => was ?? Math.round(player.seconds * 1000))}
        onBlur={() => text === '' && setBegunAt(null)}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && leave()}
        data-testid="note-text"
      />
      <Button type="submit" leftSection={<IconNote size={16} />} disabled={text.trim() === ''} data-testid="add-note">
        {t('detail.notes.add', { at: clockText(at) })}
      </Button>
    </form>
  );
}
