import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowForwardUp, IconMessageQuestion } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallView } from '../../../../services/live/protocol.ts';
import { floorQuery } from '../../api/queries.ts';
import { TargetForm } from '../../components/target-form.tsx';
import { noTarget, targetOf } from '../../components/targets.ts';
import { useCommand } from '../../live/live-context.tsx';

type Props = { readonly call: CallView; readonly opened: boolean; readonly onClose: () => void };

/** Sends the call to somebody else: at once, or after a word with them. */
export function TransferDialog({ call, opened, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('desk.transfer.title', { number: call.number || t('call.hidden') })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {opened && <TransferForm call={call} onClose={onClose} />}
    </Modal>
  );
}

function TransferForm({ call, onClose }: Omit<Props, 'opened'>) {
  const { t } = useTranslation();
  const send = useCommand();
  const floor = useQuery(floorQuery);
  const [choice, setChoice] = useState(noTarget);
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState<'transfer' | 'consult' | null>(null);
  const to = targetOf(choice);
  const act = async (what: 'transfer' | 'consult') => {
    if (to === null) return;
    setBusy(what);
    const done = await send(
      what === 'transfer' ? { name: 'transfer', to, reason: reason.trim() } : { name: 'consult', to },
    );
    setBusy(null);
    if (!done) return;
    if (what === 'transfer') notifications.show({ message: t('desk.transfer.done') });
    onClose();
  };
  return (
    <Stack data-testid="transfer-dialog">
      <TargetForm
        floor={floor.data}
        queueId={call.queueId}
        agentId={call.agentId}
        choice={choice}
        onChange={setChoice}
      />
      <TextInput
        label={t('desk.transfer.reason')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        maxLength={300}
        data-testid="transfer-reason"
      />
      <Text size="sm" c="dimmed">
        {t('desk.transfer.hint')}
      </Text>
      <Group justify="flex-end">
        <Button
          variant="default"
          leftSection={<IconMessageQuestion size={18} />}
          disabled={to === null || busy === 'transfer'}
          loading={busy === 'consult'}
          onClick={() => void act('consult')}
          data-testid="transfer-consult"
        >
          {t('desk.transfer.consult')}
        </Button>
        <Button
          leftSection={<IconArrowForwardUp size={18} />}
          disabled={to === null || busy === 'consult'}
          loading={busy === 'transfer'}
          onClick={() => void act('transfer')}
          data-testid="transfer-now"
        >
          {t('desk.transfer.now')}
        </Button>
      </Group>
    </Stack>
  );
}
