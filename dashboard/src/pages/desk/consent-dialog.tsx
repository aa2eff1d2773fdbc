import { Button, Group, Modal, Select, Stack, Text, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PartyId } from '../../../../services/core/consent.ts';
import type { CallView } from '../../../../services/live/protocol.ts';
import { siteQuery } from '../../api/queries.ts';
import { useFormat } from '../../format/use-format.ts';
import { useCommand } from '../../live/live-context.tsx';

/** What the agent is about to state, and of whom. */
export type Stated = {
  readonly party: 'caller' | PartyId;
  readonly name: string;
  readonly kind: 'give' | 'withdraw';
};

type Props = { readonly call: CallView; readonly stated: Stated | null; readonly onClose: () => void };

/** Somebody said yes, or changed the mind, in words: the agent notes on what basis, and it holds at once. */
export function ConsentDialog({ call, stated, onClose }: Props) {
  const { t } = useTranslation();
  const title =
    stated === null || stated.party === 'caller'
      ? t(`desk.consent.${stated?.kind ?? 'give'}Title`)
      : t('desk.consent.otherTitle', { name: stated.name });
  return (
    <Modal
      opened={stated !== null}
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {stated !== null && (
        <ConsentForm key={`${stated.party}/${stated.kind}`} call={call} stated={stated} onClose={onClose} />
      )}
    </Modal>
  );
}

function ConsentForm({ call, stated, onClose }: Props & { readonly stated: Stated }) {
  const { t } = useTranslation();
  const format = useFormat();
  const send = useCommand();
  const site = useQuery({ ...siteQuery, enabled: false });
  const { party, kind } = stated;
  const bases = site.data?.consentBases ?? [];
  const [basis, setBasis] = useState<string | null>(bases[0]?.id ?? null);
  const [note, setNote] = useState<string>(t(`desk.consent.${kind}Basis`));
  const [busy, setBusy] = useState(false);
  const said = note.trim();
  const confirm = async () => {
    setBusy(true);
    const named = basis ?? said;
    const done = await send(
      party !== 'caller'
        ? { name: 'set-consent', callId: call.id, party, consent: 'given', basis: named, note: said }
        : kind === 'give'
          ? { name: 'give-consent', basis: named, note: said }
          : { name: 'withdraw-consent', basis: said },
    );
    setBusy(false);
    if (done) onClose();
  };
  return (
    <Stack>
      <Text size="sm">{party === 'caller' ? t(`desk.consent.${kind}Text`) : t('desk.consent.otherText')}</Text>
      {kind === 'give' && bases.length > 0 && (
        <Select
          label={t('desk.consent.on')}
          data={bases.map(({ id, name }) => ({ value: id, label: format.local(name) }))}
          value={basis}
          onChange={setBasis}
          allowDeselect={false}
          comboboxProps={{ withinPortal: true }}
          data-testid="consent-on"
        />
      )}
      <Textarea
        label={t('desk.consent.basis')}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
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
        <Button loading={busy} disabled={said === ''} onClick={() => void confirm()} data-testid="consent-confirm">
          {t(`desk.consent.${kind}Confirm`)}
        </Button>
      </Group>
    </Stack>
  );
}
