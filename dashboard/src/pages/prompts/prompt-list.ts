import type { PromptRow } from '../../../../services/http/protocol.ts';

/** What of the prompts is shown; `spoken` are those that nobody has recorded yet. */
export const shownAs = {
  all: () => true,
  spoken: (row: PromptRow) => row.how !== 'recorded',
  recorded: (row: PromptRow) => row.how === 'recorded',
} as const satisfies Readonly<Record<string, (row: PromptRow) => boolean>>;
export type Shown = keyof typeof shownAs;

export function countsOf(rows: readonly PromptRow[]): Readonly<Record<Shown, number>> {
  const count = (shown: Shown) => rows.filter(shownAs[shown]).length;
  return { all: rows.length, spoken: count('spoken'), recorded: count('recorded') };
}

/** The prompts whose key, text or place holds the words; accents and case do not matter. */
export function matching(rows: readonly PromptRow[], shown: Shown, words: string): readonly PromptRow[] {
  const wanted = plain(words).trim();
  const placesOf = ({ uses }: PromptRow) => uses.map((use) => (use.kind === 'step' ? `${use.flow} ${use.step}` : ''));
  return rows
    .filter(shownAs[shown])
    .filter((row) => plain([row.key, row.text, ...placesOf(row)].join(' ')).includes(wanted))
    .sort((one, other) => one.key.localeCompare(other.key));
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase();
}
