import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../live/live-context.tsx';

/** The caller changed the mind in words: the agent notes what was said, and the recording starts or stops at once. */
export function ConsentDialog(props: { readonly kind: 'give' | 'withdraw' | null; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const kind = props.kind ?? 'give';
  return (
    <Modal
      opened={props.kind !== null}
      onClose={props.onClose}
      title={t(`desk.consent.${kind}Title`)}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {props.kind !== null && <ConsentForm key={kind} kind={kind} onClose={props.onClose} />}
    </Modal>
  );
}

function ConsentForm({ kind, onClose }: { readonly kind: 'give' | 'withdraw'; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const send = useCommand();
  const [basis, setBasis] = useState<string>(t(`desk.consent.${kind}Basis`));
  const [busy, setBusy] = useState(false);
  const confirm = async () => {
    setBusy(true);
    const done = await send({ name: kind === 'give' ? 'give-consent' : 'withdraw-consent', basis: basis.trim() });
    setBusy(false);
    if (done) onClose();
  };
  return (
    <Stack>
      <Text size="sm">{t(`desk.consent.${kind}Text`)}</Text>
      <Textarea
        label={t('desk.consent.basis')}
        value={basis}
        onChange={(event) => setBasis(event.currentTarget.value)}
        maxLength={300}
        autosize
        minRows={2}
        data-autofocus
        data-testid="consent-basis"
      />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose} data-testid="consent-cancel">
          {t('common.cancel')}
        </Button>
        <Button
          loading={busy}
          disabled={basis.trim() === ''}
          onClick={() => void confirm()}
          data-testid="consent-confirm"
        >
          {t(`desk.consent.${kind}Confirm`)}
        </Button>
      </Group>
    </Stack>
  );
}
