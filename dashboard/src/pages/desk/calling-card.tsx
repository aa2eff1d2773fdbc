import { Button, Loader, Text, Title } from '@mantine/core';
import { IconPhoneOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clockText } from '../../format/time.ts';
import { useCommand } from '../../live/live-context.tsx';
import type { DeskProps } from './desk-props.ts';

/** A call-back was accepted: the person's telephone rings, the agent waits with it. */
export function CallingCard({ desk, now, telephone }: DeskProps) {
  const { t } = useTranslation();
  const send = useCommand();
  const [busy, setBusy] = useState(false);
  const { call } = desk;
  if (call === null) return null;
  const giveUp = async () => {
    setBusy(true);
    if (!(await send({ name: 'hang-up' }))) telephone?.hangUp();
    setBusy(false);
  };
  return (
    <section className="panel desk-idle" aria-labelledby="calling-title" role="status" data-testid="calling">
      <Loader type="dots" aria-hidden />
      <Title order={2} id="calling-title">
        {t('desk.callback.calling', { number: call.number })}
      </Title>
      {call.callerName !== '' && <Text>{call.callerName}</Text>}
      <Text c="dimmed" ta="center" maw={420}>
        {t('desk.callback.callingHint')}
      </Text>
      <Text className="figure" c="dimmed" size="sm">
        {[
          clockText(now - call.phaseSince),
          call.callback === null ? '' : t('desk.callback.attempt', { count: call.callback.attempts }),
        ]
          .filter((one) => one !== '')
          .join(' · ')}
      </Text>
      <Button
        mt="sm"
        color="stop"
        leftSection={<IconPhoneOff size={18} />}
        loading={busy}
        onClick={() => void giveUp()}
        data-testid="hang-up"
      >
        {t('desk.callback.giveUp')}
      </Button>
    </section>
  );
}
