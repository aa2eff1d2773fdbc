import { Button, Text } from '@mantine/core';
import { IconCalendarPlus, IconCoffee, IconHeadset, IconLogout, IconPhoneOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CallbackDialog } from '../../components/callback-dialog.tsx';
import { clockText } from '../../format/time.ts';
import type { DeskProps } from './desk-props.ts';
import { lastText } from './last-text.ts';

const looks = {
  ready: { icon: IconHeadset, tone: 'ok' },
  unreachable: { icon: IconPhoneOff, tone: 'danger' },
  break: { icon: IconCoffee, tone: 'wait' },
  'signed-out': { icon: IconLogout, tone: 'off' },
} as const;

/** No call: what the agent is waiting for, and how the last one ended. */
export function IdleCard({ desk, now, phone, kind }: DeskProps) {
  const { t } = useTranslation();
  const [scheduling, setScheduling] = useState(false);
  const { agent } = desk;
  const deaf =
    agent.availability.kind === 'available' && (!agent.reachable || (kind === 'browser' && phone.line !== 'ready'));
  const state = deaf ? 'unreachable' : agent.availability.kind === 'available' ? 'ready' : agent.availability.kind;
  const { icon: StateIcon, tone } = looks[state];
  return (
    <section className="panel desk-idle" aria-label={t(`desk.idle.${state}`)} data-testid="idle" data-state={state}>
      <span className={`desk-idle-icon status-${tone}`}>
        <StateIcon size={34} stroke={1.5} aria-hidden />
      </span>
      <Text size="xl" fw={600} ta="center">
        {t(`desk.idle.${state}`)}
      </Text>
      <Text c="dimmed" ta="center" maw={380}>
        {t(`desk.idle.${state}Hint`)}
      </Text>
      {state === 'ready' && (
        <Text className="figure" c="dimmed" size="sm">
          {t('desk.idle.for', { time: clockText(now - agent.activitySince) })}
        </Text>
      )}
      {desk.last !== null && (
        <p className="desk-last" role="status" data-testid="last-end" data-how={desk.last.how}>
          {lastText(t, desk.last.how)}
        </p>
      )}
      <Button
        mt="sm"
        variant="default"
        leftSection={<IconCalendarPlus size={18} />}
        onClick={() => setScheduling(true)}
        data-testid="schedule-callback"
      >
        {t('desk.callback.open')}
      </Button>
      <CallbackDialog
        start={{ number: '', callerName: '', queueId: agent.queues[0] ?? null }}
        opened={scheduling}
        onClose={() => setScheduling(false)}
      />
    </section>
  );
}
