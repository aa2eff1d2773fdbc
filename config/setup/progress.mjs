/**
 * Lines of progress for a person who waits: each long step says what it does, how far it is, and how long it took.
 * On a terminal the running line is rewritten in place; in a log file one line is written at most every five seconds.
 */
export function startStep(title, out = process.stdout) {
  const started = Date.now();
  const live = out.isTTY === true;
  let lastWritten = 0;
  if (!live) out.write(`- ${title} …\n`);
  return {
    /** @param {string} detail how far the step is, such as "12 of 80 MB" */
    update(detail) {
      const now = Date.now();
      if (now - lastWritten < (live ? 100 : 5_000)) return;
      lastWritten = now;
      out.write(live ? `\r\u001b[K- ${title}: ${detail}` : `  ${title}: ${detail}\n`);
    },
    /** Closes the step with the time it took. */
    done(detail = 'done') {
      const seconds = ((Date.now() - started) / 1000).toFixed(1);
      out.write(`${live ? '\r\u001b[K- ' : '  '}${title}: ${detail} (${seconds} s)\n`);
    },
  };
}
