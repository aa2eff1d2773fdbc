import { Menu, Text, UnstyledButton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconChevronDown, IconLogout, IconUserCircle } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { Session } from '../../../services/http/protocol.ts';
import { request } from '../api/client.ts';
import { errorTextOf } from '../components/error-text.ts';
import { useConnected, useSendQuietly } from '../live/live-context.tsx';
import { endSession } from '../session/end-session.ts';

export function UserMenu({ user }: { readonly user: Session['user'] }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const connected = useConnected();
  const send = useSendQuietly();
  const [, navigate] = useLocation();
  const signOut = useMutation({
    mutationFn: async () => {
      // An agent who leaves the page leaves the queues: after the call, when there is one.
      if (user.roles.includes('agent') && connected)
        await send({ name: 'set-availability', availability: { kind: 'signed-out' } });
      await request<void>('/api/session', { method: 'DELETE' });
    },
    onSuccess: () => {
      endSession(queries);
      // The next person starts at the own page, not at this one's.
      navigate('/sign-in', { replace: true });
    },
    onError: (error) => notifications.show({ color: 'red', message: errorTextOf(t, error) }),
  });
  return (
    <Menu position="bottom-end" withinPortal width={220}>
      <Menu.Target>
        <UnstyledButton className="user-button" aria-label={t('shell.account', { name: user.name })} data-testid="user">
          <IconUserCircle size={24} stroke={1.5} aria-hidden />
          <span className="user-name">{user.name}</span>
          <IconChevronDown size={14} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className="user-facts">
          <Text fw={600}>{user.name}</Text>
          <Text size="sm" c="dimmed">
            {user.roles.map((role) => t(`role.${role}`)).join(' · ')}
          </Text>
        </div>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => signOut.mutate()} data-testid="sign-out">
          {t('shell.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
