import type { Logger } from '../../../services/ports.ts';

/** A logger that keeps what it is told. */
export function keptLog(): Logger & { readonly lines: string[] } {
  const lines: string[] = [];
  const keep = (details: object, text: string) => {
    lines.push(`${text} ${JSON.stringify(details)}`);
  };
  return { lines, debug: keep, info: keep, warn: keep, error: keep };
}
