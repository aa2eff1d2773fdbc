import type { LegId } from '../core/ids.ts';

/** A leg that does not go within this time is not waited for: the request to hang it up was lost with a connection. */
const PATIENCE_MS = 5_000;

/** Legs that were asked to go and are heard until Asterisk has ended them. */
export class Departures {
  readonly #leaving = new Map<LegId, { readonly gone: Promise<void>; readonly end: () => void }>();

  /** From now on this leg is on its way out. */
  asked(legId: LegId): void {
    if (this.#leaving.has(legId)) return;
    let resolve: () => void = () => undefined;
    const gone = new Promise<void>((done) => {
      resolve = done;
    });
    const end = () => {
      clearTimeout(late);
      this.#leaving.delete(legId);
      resolve();
    };
    const late = setTimeout(end, PATIENCE_MS).unref();
    this.#leaving.set(legId, { gone, end });
  }

  /** Asterisk has ended it, or does not know it. */
  gone(legId: LegId): void {
    this.#leaving.get(legId)?.end();
  }

  /** Resolves when all who are leaving now have gone; null where nobody is. */
  all(): Promise<unknown> | null {
    if (this.#leaving.size === 0) return null;
    return Promise.all([...this.#leaving.values()].map(({ gone }) => gone));
  }

  /** Nobody is waited for any more. */
  close(): void {
    for (const { end } of [...this.#leaving.values()]) end();
  }
}
