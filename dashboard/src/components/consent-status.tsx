import { IconHelp, IconShieldCheck, IconShieldX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Consent } from '../../../services/core/call.ts';
import { Status } from './status.tsx';

const looks = {
  unknown: { tone: 'off', icon: IconHelp },
  asked: { tone: 'off', icon: IconHelp },
  given: { tone: 'ok', icon: IconShieldCheck },
  refused: { tone: 'danger', icon: IconShieldX },
  withdrawn: { tone: 'danger', icon: IconShieldX },
} as const;

export function ConsentStatus({ consent }: { readonly consent: Consent }) {
  const { t } = useTranslation();
  const look = looks[consent];
  return (
    <Status tone={look.tone} icon={look.icon} testId="consent">
      {t(`consent.${consent}`)}
    </Status>
  );
}
