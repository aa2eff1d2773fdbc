import { Button, Menu, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconBolt, IconChevronDown, IconClockPause } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Availability } from '../../../../services/core/agent.ts';
import type { DeskState } from '../../../../services/live/protocol.ts';
import { siteQuery } from '../../api/queries.ts';
import { AvailabilityStatus } from '../../components/agent-status.tsx';
import { AvailabilityItems } from '../../components/availability-items.tsx';
import { Notice } from '../../components/notice.tsx';
import { sameAvailability } from '../../components/same-availability.ts';
import { clockText } from '../../format/time.ts';
import { useCommand } from '../../live/live-context.tsx';

/** The agent's own availability: what it is, since when, who set it, and what comes after the call. */
export function AvailabilityCard({ desk, now }: { readonly desk: DeskState; readonly now: number }) {
  const { t } = useTranslation();
  const send = useCommand();
  const [busy, setBusy] = useState(false);
  const { agent } = desk;
  const choose = async (availability: Availability) => {
    setBusy(true);
    await send({ name: 'set-availability', availability });
    setBusy(false);
  };
  const site = useQuery({ ...siteQuery, enabled: false });
  const reason = agent.availability.kind === 'break' ? agent.availability.reason : null;
  const limit = site.data?.breakReasons.find((one) => one.id === reason)?.limitSeconds ?? null;
  const setByOther = agent.availabilityBy.kind === 'person' && agent.availabilityBy.userId !== agent.id;
  const pending = agent.pending !== null && !sameAvailability(agent.pending.availability, agent.availability);
  return (
    <section className="panel desk-card" aria-labelledby="availability-title" data-testid="availability-card">
      <Title order={2} id="availability-title" className="desk-card-title">
        {t('desk.availability.title')}
      </Title>
      <div className="row-between" data-testid="availability-now" data-availability={agent.availability.kind}>
        <AvailabilityStatus availability={agent.availability} size="big" />
        <span className="figure">{agent.availabilitySince === 0 ? '–' : clockText(now - agent.availabilitySince)}</span>
      </div>
      {limit !== null && !agent.overrun && (
        <Text size="sm" c="dimmed" data-testid="break-limit">
          {t('desk.availability.limit', { time: clockText(limit * 1000) })}
        </Text>
      )}
      {setByOther && agent.availabilityBy.name !== undefined && (
        <Text size="sm" c="dimmed" data-testid="availability-by">
          {t('desk.availability.by', { name: agent.availabilityBy.name })}
        </Text>
      )}
      {agent.availabilityBy.kind === 'system' && agent.availability.kind === 'break' && (
        <Text size="sm" c="dimmed" data-testid="availability-by">
          {t('desk.availability.bySystem')}
        </Text>
      )}
      {agent.overrun && (
        <Notice tone="danger" icon={IconAlertTriangle} live testId="break-overrun">
          {t('desk.availability.overrun')}
        </Notice>
      )}
      {pending && agent.pending !== null && (
        <Notice tone="wait" icon={IconClockPause} testId="availability-pending">
          <Text size="sm" component="span">
            {t('desk.availability.pending')}{' '}
          </Text>
          <AvailabilityStatus availability={agent.pending.availability} size="bare" />
          <Text size="sm">{t('desk.availability.pendingBy', { name: agent.pending.byName })}</Text>
        </Notice>
      )}
      <div className="desk-buttons">
        {agent.availability.kind !== 'available' && (
          <Button
            leftSection={<IconBolt size={18} />}
            onClick={() => void choose({ kind: 'available' })}
            loading={busy}
            data-testid="go-available"
          >
            {t('desk.availability.goAvailable')}
          </Button>
        )}
        <Menu position="bottom-start" width="target" withinPortal>
          <Menu.Target>
            <Button variant="default" rightSection={<IconChevronDown size={16} />} data-testid="availability">
              {t('desk.availability.change')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <AvailabilityItems current={agent.availability} onChoose={(one) => void choose(one)} />
          </Menu.Dropdown>
        </Menu>
      </div>
    </section>
  );
}
