import { IconPlugConnected, IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Status } from '../components/status.tsx';
import { useConnected } from '../live/live-context.tsx';

export function ConnectionState() {
  const { t } = useTranslation();
  const connected = useConnected();
  return (
    <span className="connection" role="status">
      {connected ? (
        <Status tone="ok" icon={IconPlugConnected} size="bare" testId="connection">
          {t('shell.connected')}
        </Status>
      ) : (
        <Status tone="danger" icon={IconPlugConnectedX} testId="connection">
          {t('shell.disconnected')}
        </Status>
      )}
    </span>
  );
}
