/** How long to wait before trying again, in ms. */
export type Waits = { readonly firstMs: number; readonly longestMs: number };

/** Doubles with each attempt (1 = the first that failed) up to the longest, ± 20 % so that many do not come at once. `dice` in [0, 1). */
export function growingWait(waits: Waits, attempt: number, dice: number): number {
  const wait = Math.min(waits.longestMs, waits.firstMs * 2 ** Math.min(attempt - 1, 30));
  return Math.round(wait * (0.8 + 0.4 * dice));
}
