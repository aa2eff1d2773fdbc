type Closer = () => Promise<void>;

const open = new Set<Closer>();

/** Remembers how to end what was started, for when the whole program is told to end; returns the same, once only. */
export function endsWithUs(close: Closer): Closer {
  const once = async () => {
    if (!open.delete(once)) return;
    await close();
  };
  open.add(once);
  return once;
}

/** Ctrl-C ends what this program started, and nothing else. */
export function endOnSignal(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      void Promise.allSettled([...open].map((close) => close())).then(() => process.exit(130));
    });
}
