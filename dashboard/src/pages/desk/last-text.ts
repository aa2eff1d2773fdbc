import type { TFunction } from 'i18next';
import es from '../../../../config/languages/pages/es.json';

type How = Exclude<keyof typeof es.last, 'other'>;

/** How the last call or offer ended, as a sentence. */
export function lastText(t: TFunction, how: string): string {
  return how in es.last ? t(`last.${how as How}`) : t('last.other');
}
