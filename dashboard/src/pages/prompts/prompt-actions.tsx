import { ActionIcon, FileButton, Group, Tooltip } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop, IconTrash, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PromptRow } from '../../../../services/http/protocol.ts';
import { useSession } from '../../session/use-session.ts';
import { RecordButton } from './record-button.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import { usePlayback } from './use-playback.ts';
import { pathOf, useRecording } from './use-prompts.ts';

/** Listens to a prompt; whoever administers the centre records it, sends a file, or goes back to the spoken text. */
export function PromptActions({ row }: { readonly row: PromptRow }) {
  const { t } = useTranslation();
  const { session } = useSession();
  const { send, remove, isBusy } = useRecording(row);
  const [isAsked, setAsked] = useState(false);
  // Another sound of the same prompt has another length or another author: the address must be another too.
  const version = `${row.how}-${row.recorded?.at ?? 0}-${row.durationMs ?? 0}`;
  const { isPlaying, toggle } = usePlayback(`${pathOf(row, 'sound')}?${version}`);
  const mayRecord = session?.user.roles.includes('administrator') === true;
  const name = { key: row.key };
  return (
    <Group gap={4} wrap="nowrap" justify="flex-end">
      <Tooltip label={isPlaying ? t('prompts.stop') : t('prompts.play')}>
        <ActionIcon
          variant="subtle"
          aria-label={isPlaying ? t('prompts.stopOf', name) : t('prompts.playOf', name)}
          disabled={row.how === 'missing'}
          onClick={toggle}
          data-testid="prompt-play"
          data-playing={isPlaying}
        >
          {isPlaying ? <IconPlayerStop size={18} /> : <IconPlayerPlay size={18} />}
        </ActionIcon>
      </Tooltip>
      {mayRecord && (
        <>
          <RecordButton
            row={row}
            isBusy={isBusy}
            onRecorded={(file) => send.mutate({ file, name: t('prompts.fromHere') })}
          />
          <FileButton
            accept="audio/*,video/*"
            onChange={(file) => file !== null && send.mutate({ file, name: file.name })}
            inputProps={{ 'aria-label': t('prompts.uploadOf', name), 'data-testid': 'prompt-file' } as never}
          >
            {(props) => (
              <Tooltip label={t('prompts.upload')}>
                <ActionIcon
                  {...props}
                  variant="subtle"
                  loading={send.isPending}
                  disabled={isBusy}
                  aria-label={t('prompts.uploadOf', name)}
                >
                  <IconUpload size={18} />
                </ActionIcon>
              </Tooltip>
            )}
          </FileButton>
          <Tooltip label={t('prompts.remove')}>
            <ActionIcon
              variant="subtle"
              color="stop"
              loading={remove.isPending}
              disabled={isBusy || row.how !== 'recorded'}
              aria-label={t('prompts.removeOf', name)}
              onClick={() => setAsked(true)}
              data-testid="prompt-remove"
            >
              <IconTrash size={18} />
            </ActionIcon>
          </Tooltip>
          <RemoveDialog
            opened={isAsked}
            onClose={() => setAsked(false)}
            onConfirm={() => {
              setAsked(false);
              remove.mutate();
            }}
          />
        </>
      )}
    </Group>
  );
}
