import type { Event } from '../../services/core/event.ts';
import type { FlowTest, Then } from './flow-test.ts';
import type { Said } from './said.ts';
import { isSame } from './same.ts';

/** What a call came to: of the lab, or of a real one. */
export type Outcome = {
  readonly path: readonly string[];
  readonly said: readonly Said[];
  readonly end: NonNullable<Then['end']>;
  readonly queue: string | null;
  /** The last way out taken; with the one by which the flow led on, where that was another one. */
  readonly lastExits: readonly string[];
  readonly language: string | null;
  readonly consent: string | null;
  readonly result: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly events: readonly Event[];
};

/** What is not as it should be, at its line. */
export type Failure = { readonly line: number; readonly what: string; readonly lines: readonly string[] };

/** Compares what came with what should have come. */
export function judge({ then, lineOf }: Pick<FlowTest, 'then' | 'lineOf'>, outcome: Outcome): readonly Failure[] {
  const failures: Failure[] = [];
  const fail = (part: keyof Then, what: string, lines: readonly string[]) => {
    failures.push({ line: lineOf(part), what, lines });
  };
  const equal = (part: keyof Then & keyof Outcome) => {
    const wanted = then[part];
    if (wanted !== undefined && wanted !== outcome[part])
      fail(part, part, [`- ${String(wanted)}`, `+ ${String(outcome[part] ?? 'none')}`]);
  };
  if (then.path && !isSame(then.path, outcome.path)) fail('path', 'path', compared(then.path, outcome.path));
  equal('end');
  equal('queue');
  equal('language');
  equal('consent');
  equal('result');
  if (then.exit !== undefined && !outcome.lastExits.includes(then.exit))
    fail('exit', 'exit', [`- ${then.exit}`, `+ ${outcome.lastExits.join(', ') || 'none'}`]);
  if (then.hears) {
    const missing = firstMissing(then.hears, outcome.said, hears);
    if (missing !== null)
      fail('hears', 'hears', [`- ${missing}`, ...outcome.said.map(({ key, text }) => `  ${key}: ${text}`)]);
  }
  for (const key of then.silent ?? []) {
    const found = outcome.said.find((said) => hears(key, said));
    if (found) fail('silent', 'silent', [`+ ${found.key}: ${found.text}`]);
  }
  for (const [name, wanted] of Object.entries(then.variables ?? {})) {
    const got = outcome.variables[name] ?? null;
    if (got !== wanted) fail('variables', `variables.${name}`, [`- ${String(wanted)}`, `+ ${String(got)}`]);
  }
  if (then.events) {
    const missing = firstMissing(then.events, outcome.events, matches);
    if (missing !== null)
      fail('events', 'events', [`- ${JSON.stringify(missing)}`, ...outcome.events.map(({ type }) => `  ${type}`)]);
  }
  return failures;
}

const hears = (wanted: string, { key, text }: Said) => wanted === key || text.includes(wanted);

function matches(wanted: string | Readonly<Record<string, unknown>>, event: Event): boolean {
  if (typeof wanted === 'string') return wanted === event.type;
  return Object.entries(wanted).every(([name, value]) =>
    isSame((event as unknown as Record<string, unknown>)[name], value),
  );
}

/** The first of those wanted that does not come after the one before it; null when all come in order. */
function firstMissing<W, G>(wanted: readonly W[], got: readonly G[], fits: (wanted: W, got: G) => boolean): W | null {
  let from = 0;
  for (const one of wanted) {
    const found = got.findIndex((other, index) => index >= from && fits(one, other));
    if (found < 0) return one;
    from = found + 1;
  }
  return null;
}

/** Two lists line by line: what both have in order, what only the first has (`-`), what only the second has (`+`). */
export function compared(wanted: readonly string[], got: readonly string[]): readonly string[] {
  const [rows, columns] = [wanted.length, got.length];
  const lengths = Array.from({ length: rows + 1 }, () => new Array<number>(columns + 1).fill(0));
  const length = (row: number, column: number) => lengths[row]?.[column] ?? 0;
  for (let row = rows - 1; row >= 0; row -= 1)
    for (let column = columns - 1; column >= 0; column -= 1) {
      const line = lengths[row];
      if (!line) continue;
      line[column] =
        wanted[row] === got[column]
          ? 1 + length(row + 1, column + 1)
          : Math.max(length(row + 1, column), length(row, column + 1));
    }
  const lines: string[] = [];
  let [row, column] = [0, 0];
  while (row < rows || column < columns) {
    if (row < rows && column < columns && wanted[row] === got[column]) {
      lines.push(`  ${wanted[row]}`);
      row += 1;
      column += 1;
    } else if (column >= columns || (row < rows && length(row + 1, column) >= length(row, column + 1))) {
      lines.push(`- ${wanted[row]}`);
      row += 1;
    } else {
      lines.push(`+ ${got[column]}`);
      column += 1;
    }
  }
  return lines;
}
