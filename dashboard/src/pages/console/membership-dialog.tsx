import { Button, Checkbox, Group, Modal, NumberInput, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgentView } from '../../../../services/live/protocol.ts';
import { siteQuery } from '../../api/queries.ts';
import { putMembership, siteFileQuery } from '../../api/site-edit.ts';
import { errorTextOf } from '../../components/error-text.ts';
import { Notice } from '../../components/notice.tsx';
import { WhyInput } from '../../components/why-input.tsx';
import { useFormat } from '../../format/use-format.ts';
import { ordersOf, skillsOf } from './membership.ts';

type Props = { readonly agent: AgentView; readonly opened: boolean; readonly onClose: () => void };

/** Which queues an agent attends, in which order, and the level of each skill. It holds for the next call. */
export function MembershipDialog({ agent, opened, onClose }: Props) {
  const { t } = useTranslation();
  const file = useQuery({ ...siteFileQuery, enabled: opened });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('membership.title', { name: agent.name })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {file.error !== null && (
        <Notice tone="danger" icon={IconAlertTriangle} live>
          {errorTextOf(t, file.error)}
        </Notice>
      )}
      {opened && file.data !== undefined && (
        <MembershipForm
          agent={agent}
          orders={ordersOf(file.data.site, agent.id)}
          skills={skillsOf(file.data.site)}
          onClose={onClose}
        />
      )}
    </Modal>
  );
}

function MembershipForm(props: {
  readonly agent: AgentView;
  readonly orders: Readonly<Record<string, number | null>>;
  readonly skills: readonly { readonly id: string; readonly name: Readonly<Record<string, string>> }[];
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const site = useQuery({ ...siteQuery, enabled: false });
  const queries = useQueryClient();
  const { agent, onClose } = props;
  const [orders, setOrders] = useState(props.orders);
  const [levels, setLevels] = useState<Readonly<Record<string, number>>>(agent.skills);
  const [why, setWhy] = useState('');
  const save = useMutation({
    mutationFn: () =>
      putMembership(
        agent.id,
        Object.entries(orders).map(([id, order]) => ({ id, order })),
        levels,
        why.trim(),
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: siteFileQuery.queryKey });
      notifications.show({ message: t('membership.saved', { name: agent.name }) });
      onClose();
    },
  });
  const attend = (id: string, attends: boolean) => {
    const { [id]: _, ...rest } = orders;
    setOrders(attends ? { ...rest, [id]: null } : rest);
  };
  const level = (id: string, value: number | string) => {
    const { [id]: _, ...rest } = levels;
    setLevels(typeof value === 'number' ? { ...rest, [id]: value } : rest);
  };
  return (
    <Stack data-testid="membership-dialog">
      <fieldset className="plain-fieldset">
        <legend>{t('membership.queues')}</legend>
        <Text size="sm" c="dimmed">
          {t('membership.queuesHint')}
        </Text>
        {(site.data?.queues ?? []).map(({ id, name }) => (
          <div key={id} className="membership-row">
            <Checkbox
              label={format.local(name)}
              checked={id in orders}
              onChange={(event) => attend(id, event.currentTarget.checked)}
              data-testid={`membership-queue-${id}`}
            />
            <NumberInput
              size="xs"
              w={84}
              min={1}
              max={100}
              allowDecimal={false}
              aria-label={t('membership.order', { queue: format.local(name) })}
              placeholder={t('membership.orderPlaceholder')}
              disabled={!(id in orders)}
              value={orders[id] ?? ''}
              onChange={(value) => setOrders({ ...orders, [id]: typeof value === 'number' ? value : null })}
            />
          </div>
        ))}
      </fieldset>
      <fieldset className="plain-fieldset">
        <legend>{t('membership.skills')}</legend>
        <Text size="sm" c="dimmed">
          {props.skills.length === 0 ? t('membership.noSkills') : t('membership.skillsHint')}
        </Text>
        {props.skills.map(({ id, name }) => (
          <NumberInput
            key={id}
            className="membership-row"
            label={format.local(name)}
            size="xs"
            min={1}
            max={10}
            allowDecimal={false}
            value={levels[id] ?? ''}
            onChange={(value) => level(id, value)}
            data-testid={`membership-skill-${id}`}
          />
        ))}
      </fieldset>
      <WhyInput value={why} onChange={setWhy} />
      {save.error !== null && (
        <Notice tone="danger" icon={IconAlertTriangle} live testId="membership-error">
          {errorTextOf(t, save.error)}
        </Notice>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button loading={save.isPending} onClick={() => save.mutate()} data-testid="membership-save">
          {t('common.save')}
        </Button>
      </Group>
    </Stack>
  );
}
