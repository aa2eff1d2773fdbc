/** How long a way to a server that nobody uses is kept open: copies come in bursts, and signing in is half of a small one. */
const IDLE_MS = 4_000;
/** Of one account, at most. */
const MOST_IDLE = 4;

/**
 * Connections to servers that are ready to be used again, by account. None of them keeps a program from ending.
 * `close` lets one go; `gone` tells whether the server did so meanwhile.
 */
export class Kept<T> {
  readonly #idle = new Map<string, { readonly one: T; readonly timer: NodeJS.Timeout }[]>();
  readonly #close: (one: T) => void;
  readonly #gone: (one: T) => boolean;

  constructor(ways: { readonly close: (one: T) => void; readonly gone: (one: T) => boolean }) {
    this.#close = ways.close;
    this.#gone = ways.gone;
  }

  /** The one that was used last; undefined when there is none. */
  take(account: string): T | undefined {
    for (;;) {
      const last = this.#idle.get(account)?.pop();
      if (last === undefined) return undefined;
      clearTimeout(last.timer);
      if (!this.#gone(last.one)) return last.one;
      this.#close(last.one);
    }
  }

  give(account: string, one: T): void {
    const list = this.#idle.get(account) ?? [];
    if (list.length >= MOST_IDLE || this.#gone(one)) {
      this.#close(one);
      return;
    }
    const timer = setTimeout(() => {
      this.#idle.set(
        account,
        (this.#idle.get(account) ?? []).filter((kept) => kept.timer !== timer),
      );
      this.#close(one);
    }, IDLE_MS);
    timer.unref();
    this.#idle.set(account, [...list, { one, timer }]);
  }
}
