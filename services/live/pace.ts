/** Runs a job soon after it is asked for, and never more often than every so many ms: a burst becomes one run. */
export type Pace = { readonly ask: () => void; readonly stop: () => void };

export function paced(everyMs: number, job: () => void): Pace {
  let timer: NodeJS.Timeout | undefined;
  let lastAt = Number.NEGATIVE_INFINITY;
  return {
    ask: () => {
      timer ??= setTimeout(
        () => {
          timer = undefined;
          lastAt = performance.now();
          job();
        },
        Math.max(0, lastAt + everyMs - performance.now()),
      );
    },
    stop: () => {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
