import { Button, Text, Title } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconPhoneIncoming, IconUsersGroup, IconUserX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Command } from '../../../../services/core/signal.ts';
import type { ThirdView } from '../../../../services/live/protocol.ts';
import { Status } from '../../components/status.tsx';
import { clockText } from '../../format/time.ts';
import { useCommand } from '../../live/live-context.tsx';

/** Somebody else in the agent's conversation, and the ways on: back to the caller, all three together, hand the call over. */
export function ConsultCard({ third, now }: { readonly third: ThirdView; readonly now: number }) {
  const { t } = useTranslation();
  const send = useCommand();
  const [busy, setBusy] = useState<Command['name'] | null>(null);
  const { name, mode, state } = third;
  const here = state === 'here';
  const act = async (command: Command) => {
    setBusy(command.name);
    await send(command);
    setBusy(null);
  };
  const conference = mode === 'conference';
  const hint = conference ? 'conferenceHint' : here ? 'hereHint' : 'ringingHint';
  return (
    <section
      className="consult"
      aria-labelledby="consult-title"
      data-testid="consult"
      data-mode={mode}
      data-state={state}
    >
      <div className="row-between">
        <Title order={3} id="consult-title">
          {conference ? t('desk.third.conferenceTitle', { name }) : t('desk.third.consultTitle', { name })}
        </Title>
        <span className="row" role="status">
          <Status tone={here ? 'busy' : 'wait'} icon={here ? IconUsersGroup : IconPhoneIncoming}>
            {t(`desk.third.${state}`)}
          </Status>
          <span className="figure">{clockText(now - third.since)}</span>
        </span>
      </div>
      <Text size="sm">{t(`desk.third.${hint}`, { name })}</Text>
      <div className="desk-buttons">
        <Button
          variant="default"
          leftSection={conference ? <IconUserX size={18} /> : <IconArrowBackUp size={18} />}
          loading={busy === 'cancel-consult'}
          onClick={() => void act({ name: 'cancel-consult' })}
          data-testid="cancel-consult"
        >
          {conference ? t('desk.third.drop', { name }) : t('desk.third.back')}
        </Button>
        {!conference && (
          <Button
            variant="default"
            leftSection={<IconUsersGroup size={18} />}
            disabled={!here}
            loading={busy === 'conference'}
            onClick={() => void act({ name: 'conference' })}
            data-testid="conference"
          >
            {t('desk.third.join')}
          </Button>
        )}
        <Button
          leftSection={<IconArrowForwardUp size={18} />}
          disabled={!here}
          loading={busy === 'complete-transfer'}
          onClick={() => void act({ name: 'complete-transfer', reason: '' })}
          data-testid="complete-transfer"
        >
          {conference ? t('desk.third.leave') : t('desk.third.handOver')}
        </Button>
      </div>
    </section>
  );
}
