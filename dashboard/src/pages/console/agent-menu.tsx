import { ActionIcon, Button, Group, Menu, Modal, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDots } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Availability } from '../../../../services/core/agent.ts';
import type { AgentView } from '../../../../services/live/protocol.ts';
import { siteQuery } from '../../api/queries.ts';
import { AvailabilityItems } from '../../components/availability-items.tsx';
import { availabilityName } from '../../components/breaks.ts';
import { useFormat } from '../../format/use-format.ts';
import { useCommand } from '../../live/live-context.tsx';

/** A supervisor sets an agent's availability: at once, or after the call, which is said before. */
export function AgentMenu({ agent }: { readonly agent: AgentView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const site = useQuery({ ...siteQuery, enabled: false });
  const send = useCommand();
  const [asked, setAsked] = useState<Availability | null>(null);
  const [busy, setBusy] = useState(false);
  const inCall = agent.activity === 'talking' || agent.activity === 'holding' || agent.activity === 'offered';
  const nameOf = (availability: Availability) => availabilityName(t, format, site.data, availability);
  const set = async (availability: Availability, later: boolean) => {
    setBusy(true);
    const done = await send({ name: 'set-agent-availability', agentId: agent.id, availability });
    setBusy(false);
    setAsked(null);
    const names = { agent: agent.name, availability: nameOf(availability) };
    if (done) notifications.show({ message: later ? t('console.set.later', names) : t('console.set.done', names) });
  };
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
          <AvailabilityItems
            current={agent.availability}
            onChoose={(availability) => (inCall ? setAsked(availability) : void set(availability, false))}
          />
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={asked !== null}
        onClose={() => setAsked(null)}
        title={t('console.set.title', { name: agent.name })}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <Stack>
          <Text>{asked !== null && t('console.set.afterCall', { availability: nameOf(asked) })}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setAsked(null)} data-testid="set-cancel">
              {t('common.cancel')}
            </Button>
            <Button
              loading={busy}
              onClick={() => asked !== null && void set(asked, true)}
              data-autofocus
              data-testid="set-confirm"
            >
              {t('console.set.confirm')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
