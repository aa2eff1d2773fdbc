import { CentralitaError } from '../../core/errors.ts';

/** Bytes from `start` to `end`, both included. */
export type Range = { readonly start: number; readonly end: number };

/**
 * The one range a `Range` header asks for (RFC 9110); null when it asks for all, or in a way that may be ignored
 * (several ranges, another unit).
 * @throws CentralitaError `range-not-satisfiable`.
 */
export function rangeOf(header: string | undefined, size: number): Range | null {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return null;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (first !== '' && last !== '' && Number(last) < start) return null;
  if (start >= size || (first === '' && Number(last) === 0))
    throw new CentralitaError('range-not-satisfiable', `The audio has ${size} bytes; ask for a part of these.`);
  return { start, end };
}
