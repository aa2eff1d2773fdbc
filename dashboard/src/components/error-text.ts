import type { TFunction } from 'i18next';
import es from '../../../config/languages/pages/es.json';
import { ApiError } from '../api/client.ts';

type ErrorCode = keyof typeof es.error;

/** A sentence for an error code; codes without one of their own get the general sentence. */
export function errorText(t: TFunction, code: string): string {
  return code in es.error ? t(`error.${code as ErrorCode}`) : t('error.general');
}

export function errorTextOf(t: TFunction, error: unknown): string {
  return errorText(t, error instanceof ApiError ? error.code : 'general');
}
