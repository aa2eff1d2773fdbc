import { Button, Group, Modal, NumberInput, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Command } from '../../../../services/core/signal.ts';
import type { CallView } from '../../../../services/live/protocol.ts';
import { floorQuery } from '../../api/queries.ts';
import { TargetForm } from '../../components/target-form.tsx';
import { noTarget, targetOf } from '../../components/targets.ts';
import { WhyInput } from '../../components/why-input.tsx';
import { useCommand } from '../../live/live-context.tsx';
import { useWatching } from '../../watch/watch-context.tsx';
import type { CallAction } from './call-actions.ts';

/** The actions that ask something first. */
export type DialogAction = Exclude<CallAction, 'listen' | 'whisper' | 'barge'>;
type Props = { readonly call: CallView; readonly action: DialogAction | null; readonly onClose: () => void };

export function CallDialog({ call, action, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={action !== null}
      onClose={onClose}
      title={action !== null && t(`console.act.${action}Title`, { number: call.number || t('call.hidden') })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {action !== null && <CallForm key={action} call={call} action={action} onClose={onClose} />}
    </Modal>
  );
}

function CallForm({ call, action, onClose }: Props & { readonly action: DialogAction }) {
  const { t } = useTranslation();
  const send = useCommand();
  const { ask } = useWatching();
  const floor = useQuery({ ...floorQuery, enabled: action === 'move' });
  const [choice, setChoice] = useState(noTarget);
  const [priority, setPriority] = useState<number | string>(call.priority);
  const [why, setWhy] = useState('');
  const [busy, setBusy] = useState(false);
  const final = action === 'end' || action === 'cancel';
  const isForRecord = action === 'record' || action === 'unrecord';
  const command = commandOf();
  const ready = action === 'take' || command !== null;
  const waits = call.phase === 'queued' || call.phase === 'offered';
  const takeText = waits
    ? t('console.act.takeWaitingText')
    : t('console.act.takeText', { agent: call.agentName ?? '' });

  function commandOf(): Command | null {
    const reason = why.trim();
    const callId = call.id;
    switch (action) {
      case 'move': {
        const to = targetOf(choice);
        return to && { name: 'move', callId, to, reason };
      }
      case 'prioritise':
        return typeof priority === 'number' ? { name: 'prioritise', callId, priority, reason } : null;
      case 'record':
        return reason === '' ? null : { name: 'record-call', callId, what: 'start', reason };
      case 'unrecord':
        return reason === '' ? null : { name: 'record-call', callId, what: 'stop', reason };
      case 'end':
        return reason === '' ? null : { name: 'end-call', callId, reason };
      case 'cancel':
        return reason === '' ? null : { name: 'cancel-callback', callId, reason };
      case 'take':
        return null;
    }
  }

  const confirm = async () => {
    if (action === 'take') ask({ callId: call.id, act: 'take', reason: why.trim() });
    if (command !== null) {
      setBusy(true);
      const done = await send(command);
      setBusy(false);
      if (!done) return;
    }
    onClose();
  };
  return (
    <Stack data-testid="call-dialog" data-action={action}>
      {action === 'take' && <Text>{takeText}</Text>}
      {action === 'end' && <Text>{t('console.act.endText')}</Text>}
      {action === 'cancel' && <Text>{t('console.act.cancelText')}</Text>}
      {isForRecord && <Text>{t(`console.act.${action}Text`)}</Text>}
      {action === 'record' && call.consent !== 'given' && (
        <Text c="dimmed" data-testid="no-consent-yet">
          {t('console.act.recordNoConsent')}
        </Text>
      )}
      {action === 'move' && (
        <TargetForm
          floor={floor.data}
          queueId={call.queueId}
          agentId={call.agentId}
          choice={choice}
          onChange={setChoice}
        />
      )}
      {action === 'prioritise' && (
        <NumberInput
          label={t('console.act.priority')}
          description={t('console.act.priorityHint')}
          min={0}
          max={100}
          step={10}
          allowDecimal={false}
          value={priority}
          onChange={setPriority}
          data-autofocus
          data-testid="priority"
        />
      )}
      <WhyInput value={why} onChange={setWhy} required={final || isForRecord} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose} data-testid="call-dialog-cancel">
          {final ? t('console.act.keep') : t('common.cancel')}
        </Button>
        <Button
          {...(final ? { color: 'stop' } : {})}
          loading={busy}
          disabled={!ready}
          onClick={() => void confirm()}
          data-testid="call-dialog-confirm"
        >
          {t(`console.act.${action}Confirm`)}
        </Button>
      </Group>
    </Stack>
  );
}
