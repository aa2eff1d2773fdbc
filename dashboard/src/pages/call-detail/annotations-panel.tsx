import { ActionIcon, Button, TagsInput, TextInput, Title } from '@mantine/core';
import { IconAlertCircle, IconNote, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordingAnnotations } from '../../../../services/http/protocol.ts';
import { request } from '../../api/client.ts';
import { errorTextOf } from '../../components/error-text.ts';
import { Notice } from '../../components/notice.tsx';
import { clockText } from '../../format/time.ts';
import { useSession } from '../../session/use-session.ts';
import type { Player } from './use-player.ts';

/** Tags, tickets and notes on moments of the recording; a press on a note goes there. */
export function AnnotationsPanel({ recordingId, player }: { readonly recordingId: string; readonly player: Player }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { session } = useSession();
  const [text, setText] = useState('');
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
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate({ to: '/notes', method: 'POST', body: { at: Math.round(player.seconds * 1000), text } });
          setText('');
        }}
      >
        <TextInput
          flex={1}
          aria-label={t('detail.notes.text')}
          placeholder={t('detail.notes.text')}
          maxLength={2000}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          data-testid="note-text"
        />
        <Button type="submit" leftSection={<IconNote size={16} />} disabled={text.trim() === ''} data-testid="add-note">
          {t('detail.notes.add', { at: clockText(player.seconds * 1000) })}
        </Button>
      </form>
    </section>
  );
}
