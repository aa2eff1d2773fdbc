import { Anchor } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CopyLine } from '../../components/copy-line.tsx';
import { Section } from './section.tsx';

/** How a program asks, how it knows that what it is told comes from here, and where all of it is written down. */
export function HowPanel() {
  const { t } = useTranslation();
  const ask = `curl -H "Authorization: Bearer $TOKEN" "${window.location.origin}/api/recordings?limit=10"`;
  const check = `printf '%s' "$T.$BODY" | openssl dgst -sha256 -hmac "$SECRET"`;
  return (
    <Section
      title={t('programs.how.title')}
      about={t('programs.how.about')}
      action={
        <Anchor href="/api/openapi.json" target="_blank" className="programs-link" data-testid="openapi">
          {t('programs.how.document')}
          <IconExternalLink size={16} aria-hidden />
        </Anchor>
      }
    >
      <div className="panel programs-how">
        <p>{t('programs.how.ask')}</p>
        <CopyLine text={ask} label={t('programs.how.askLabel')} testId="curl" />
        <p>{t('programs.how.check')}</p>
        <CopyLine text={check} label={t('programs.how.checkLabel')} />
      </div>
    </Section>
  );
}
