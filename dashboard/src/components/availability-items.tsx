import { Menu } from '@mantine/core';
import { IconBolt, IconCheck, IconCoffee, IconLogout } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Availability } from '../../../services/core/agent.ts';
import { siteQuery } from '../api/queries.ts';
import { useFormat } from '../format/use-format.ts';
import { sameAvailability } from './same-availability.ts';

/** The items of a menu that sets an agent's availability: available, the site's breaks, signed out. */
export function AvailabilityItems(props: {
  readonly current: Availability;
  readonly onChoose: (availability: Availability) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const site = useQuery({ ...siteQuery, enabled: false });
  const item = (availability: Availability, name: string, ItemIcon: typeof IconBolt, testId: string) => (
    <Menu.Item
      key={testId}
      leftSection={<ItemIcon size={16} aria-hidden />}
      rightSection={sameAvailability(availability, props.current) ? <IconCheck size={16} aria-hidden /> : null}
      onClick={() => props.onChoose(availability)}
      data-testid={testId}
    >
      {name}
    </Menu.Item>
  );
  return (
    <>
      {item({ kind: 'available' }, t('availability.available'), IconBolt, 'availability-available')}
      <Menu.Divider />
      <Menu.Label>{t('availability.break')}</Menu.Label>
      {site.data?.breakReasons.map(({ id, name }) =>
        item({ kind: 'break', reason: id }, format.local(name), IconCoffee, `availability-break-${id}`),
      )}
      <Menu.Divider />
      {item({ kind: 'signed-out' }, t('availability.signed-out'), IconLogout, 'availability-signed-out')}
    </>
  );
}
