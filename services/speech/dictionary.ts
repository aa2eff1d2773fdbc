import { readFileSync } from 'node:fs';

/** Looks words up in a file of the CMU form: `word PH PH`, other ways to say it as `word(2) PH`. The file is read once. */
export function dictionaryOf(file: string): (word: string) => readonly string[] {
  let text: string | null = null;
  const known = new Map<string, readonly string[]>();
  return (word) => {
    const found = known.get(word);
    if (found) return found;
    text ??= `\n${readFileSync(file, 'utf8')}`;
    const lines = linesOf(text, word);
    known.set(word, lines);
    return lines;
  };
}

function linesOf(text: string, word: string): readonly string[] {
  const lines: string[] = [];
  for (const start of [`\n${word} `, ...[2, 3, 4].map((way) => `\n${word}(${way}) `)]) {
    const at = text.indexOf(start);
    if (at >= 0) lines.push(text.slice(at + 1, text.indexOf('\n', at + 1)).trim());
  }
  return lines;
}
