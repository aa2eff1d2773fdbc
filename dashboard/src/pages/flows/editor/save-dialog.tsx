import { Button, Modal, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconDeviceFloppy } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlowVersion } from '../../../../../services/http/protocol.ts';
import { errorTextOf } from '../../../components/error-text.ts';
import { Notice } from '../../../components/notice.tsx';
import { Differences } from '../differences.tsx';
import { saveFlow } from '../flow-queries.ts';
import type { Draft } from './use-draft.ts';

type Props = {
  readonly current: FlowVersion;
  readonly draft: Draft;
  readonly onClose: () => void;
  readonly onSaved: () => void;
};

/** What changes for callers, and why: then it is in force. */
export function SaveDialog({ current, draft, onClose, onSaved }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [note, setNote] = useState('');
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    setFailure(null);
    try {
      await saveFlow(current.flow, { text: draft.text, base: current.version, note: note.trim() });
      notifications.show({ message: t('flow.saved') });
      onClose();
      onSaved();
      await queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('flow') });
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('flow.save')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        className="flow-dialog"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Differences flow={current.flow} to={{ text: draft.text }} />
        <TextInput
          label={t('flow.note')}
          description={t('common.whyHint')}
          value={note}
          maxLength={500}
          data-autofocus
          onChange={(event) => setNote(event.currentTarget.value)}
          data-testid="save-note"
        />
        {failure !== null && (
          <Notice tone="danger" icon={IconAlertTriangle} live testId="save-error">
            {errorTextOf(t, failure)}
          </Notice>
        )}
        <p className="dimmed">{t('flow.saveHint')}</p>
        <Button type="submit" loading={busy} leftSection={<IconDeviceFloppy size={16} />} data-testid="save-confirm">
          {t('flow.save')}
        </Button>
      </form>
    </Modal>
  );
}
