import type { TFunction } from 'i18next';
import es from '../../../../config/languages/pages/es.json';

/** Why a call ended, in words: what the centre knows of it, and what the line said (Q.850). */
export function causeText(t: TFunction, reason: string | null, cause: number): string {
  const known =
    reason !== null && reason in es.endReason ? t(`endReason.${reason as keyof typeof es.endReason}`) : null;
  const line = String(cause) in es.cause ? t(`cause.${String(cause) as keyof typeof es.cause}`) : null;
  return [known, `${line ?? t('detail.causeOther')} (Q.850 ${cause})`].filter((one) => one !== null).join(' · ');
}
