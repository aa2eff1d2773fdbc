import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PromptRow } from '../../../../services/http/protocol.ts';
import { request, upload } from '../../api/client.ts';
import { errorTextOf } from '../../components/error-text.ts';

const key = ['prompts'];

export function usePrompts() {
  return useQuery({ queryKey: key, queryFn: () => request<readonly PromptRow[]>('/api/prompts') });
}

/** Where a prompt is on the server. */
export function pathOf(row: Pick<PromptRow, 'language' | 'key'>, what: 'sound' | 'recording'): string {
  return `/api/prompts/${row.language}/${encodeURIComponent(row.key)}/${what}`;
}

/** Puts a recording in the place of the spoken text, or takes it away. */
export function useRecording(row: PromptRow) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const refused = (error: unknown) => notifications.show({ color: 'stop', message: errorTextOf(t, error) });
  const done = (message: string) => async (changed: PromptRow) => {
    const isSame = (one: PromptRow) => one.language === changed.language && one.key === changed.key;
    queries.setQueryData<readonly PromptRow[]>(key, (rows) => rows?.map((one) => (isSame(one) ? changed : one)));
    notifications.show({ message });
  };
  const send = useMutation({
    mutationFn: ({ file, name }: { readonly file: Blob; readonly name: string }) =>
      upload<PromptRow>(`${pathOf(row, 'recording')}?name=${encodeURIComponent(name.slice(0, 200))}`, file),
    onSuccess: done(t('prompts.recordedNow')),
    onError: refused,
  });
  const remove = useMutation({
    mutationFn: () => request<PromptRow>(pathOf(row, 'recording'), { method: 'DELETE' }),
    onSuccess: done(t('prompts.spokenNow')),
    onError: refused,
  });
  return { send, remove, isBusy: send.isPending || remove.isPending };
}
