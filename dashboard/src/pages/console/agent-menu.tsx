import { ActionIcon, Button, Group, Menu, Modal, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDots, IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Availability } from '../../../../services/core/agent.ts';
import type { AgentView } from '../../../../services/live/protocol.ts';
import { siteQuery } from '../../api/queries.ts';
import { AvailabilityItems } from '../../components/availability-items.tsx';
import { availabilityName } from '../../components/breaks.ts';
import { WhyInput } from '../../components/why-input.tsx';
import { useFormat } from '../../format/use-format.ts';
import { useCommand } from '../../live/live-context.tsx';
import { MembershipDialog } from './membership-dialog.tsx';

/** A supervisor sets an agent's availability, saying why, and the agent's queues and skills. */
export function AgentMenu({ agent }: { readonly agent: AgentView }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<Availability | null>(null);
  const [membership, setMembership] = useState(false);
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('console.set.menu', { name: agent.name })}
            data-testid={`agent-menu-${agent.id}`}
          >
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <AvailabilityItems current={agent.availability} onChoose={setAsked} />
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconUsersGroup size={16} aria-hidden />}
            onClick={() => setMembership(true)}
            data-testid="agent-membership"
          >
            {t('console.set.queues')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <AvailabilityDialog agent={agent} asked={asked} onClose={() => setAsked(null)} />
      <MembershipDialog agent={agent} opened={membership} onClose={() => setMembership(false)} />
    </>
  );
}

/** At once, or after the call, which is said before. */
function AvailabilityDialog(props: {
  readonly agent: AgentView;
  readonly asked: Availability | null;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const site = useQuery({ ...siteQuery, enabled: false });
  const send = useCommand();
  const [why, setWhy] = useState('');
  const [busy, setBusy] = useState(false);
  const { agent, asked, onClose } = props;
  const later = agent.activity === 'talking' || agent.activity === 'holding' || agent.activity === 'offered';
  const names = {
    name: agent.name,
    agent: agent.name,
    availability: asked === null ? '' : availabilityName(t, format, site.data, asked),
  };
  const close = () => {
    setWhy('');
    onClose();
  };
  const confirm = async () => {
    if (asked === null) return;
    setBusy(true);
    const reason = why.trim();
    const done = await send({ name: 'set-agent-availability', agentId: agent.id, availability: asked, reason });
    setBusy(false);
    close();
    if (done) notifications.show({ message: later ? t('console.set.later', names) : t('console.set.done', names) });
  };
  return (
    <Modal
      opened={asked !== null}
      onClose={close}
      title={t('console.set.setTitle', names)}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack>
        <Text>{later ? t('console.set.afterCall', names) : t('console.set.nowText')}</Text>
        <WhyInput value={why} onChange={setWhy} />
        <Group justify="flex-end">
          <Button variant="default" onClick={close} data-testid="set-cancel">
            {t('common.cancel')}
          </Button>
          <Button loading={busy} onClick={() => void confirm()} data-autofocus data-testid="set-confirm">
            {later ? t('console.set.confirm') : t('console.set.now')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
