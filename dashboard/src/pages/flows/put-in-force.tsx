import { Button, Modal, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type Icon, IconAlertTriangle } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ComponentProps, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorTextOf } from '../../components/error-text.ts';
import { Notice } from '../../components/notice.tsx';
import { Differences } from './differences.tsx';

type Props = Pick<ComponentProps<typeof Differences>, 'flow' | 'to'> & {
  /** What is done, as title and as button. */
  readonly action: string;
  readonly icon: Icon;
  readonly hint?: string;
  readonly put: (note: string) => Promise<unknown>;
  readonly onClose: () => void;
  readonly onDone?: () => void;
  /** Begins the test ids: `save` gives `save-note`, `save-error`, `save-confirm`. */
  readonly testIds: 'save' | 'back';
};

/** What changes for callers, and why: then it is in force. */
export function PutInForce({ flow, to, action, icon: ActionIcon, hint, put, onClose, onDone, testIds }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [note, setNote] = useState('');
  const putting = useMutation({
    mutationFn: () => put(note.trim()),
    onSuccess: async () => {
      notifications.show({ message: t('flow.saved') });
      onClose();
      onDone?.();
      await queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('flow') });
    },
  });
  return (
    <Modal opened onClose={onClose} title={action} size="lg" closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form
        className="flow-dialog"
        onSubmit={(event) => {
          event.preventDefault();
          putting.mutate();
        }}
      >
        <Differences flow={flow} to={to} />
        <TextInput
          label={t('flow.note')}
          description={t('common.whyHint')}
          value={note}
          maxLength={500}
          data-autofocus
          onChange={(event) => setNote(event.currentTarget.value)}
          data-testid={`${testIds}-note`}
        />
        {putting.error !== null && (
          <Notice tone="danger" icon={IconAlertTriangle} live testId={`${testIds}-error`}>
            {errorTextOf(t, putting.error)}
          </Notice>
        )}
        {hint !== undefined && <p className="dimmed">{hint}</p>}
        <Button
          type="submit"
          loading={putting.isPending}
          leftSection={<ActionIcon size={16} />}
          data-testid={`${testIds}-confirm`}
        >
          {action}
        </Button>
      </form>
    </Modal>
  );
}
