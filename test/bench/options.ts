/** The word after one such as `--postgres` on the command line; undefined where it is not there. */
export function wordAfter(name: string): string | undefined {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}

/** The number after a word such as `--minutes` on the command line. @throws Error when it is none. */
export function numberAfter(name: string, otherwise: number): number {
  const at = process.argv.indexOf(name);
  if (at < 0) return otherwise;
  const value = Number(process.argv[at + 1]);
  if (Number.isFinite(value) && value >= 0) return value;
  throw new Error(`${name} wants a number.`);
}
