/** What may stand in a grammar: letters and apostrophes; anything else could be more than a word there. */
const WORD = /^[a-z']+$/;

/** A grammar of words and groups of words, the dictionary that it needs, and which of them cannot be said with it. */
export type Grammar = { readonly jsgf: string; readonly dictionary: string; readonly unknown: readonly string[] };

/**
 * @param pronunciations Lines of a dictionary for a word, or none. A dictionary of a few lines is read in no time; a
 * whole one takes 0.3 s for each caller.
 */
export function grammarOf(words: readonly string[], pronunciations: (word: string) => readonly string[]): Grammar {
  const spoken = new Set(words.map((one) => one.toLowerCase().trim()));
  const groups = [...spoken].map((one) => ({ one, parts: one.split(/[\s-]+/) }));
  const sayable = groups.filter(({ parts }) =>
    parts.every((part) => WORD.test(part) && pronunciations(part).length > 0),
  );
  const lines = new Set(sayable.flatMap(({ parts }) => parts.flatMap(pronunciations)));
  return {
    jsgf: `#JSGF V1.0;\ngrammar menu;\npublic <said> = ${sayable.map(({ parts }) => parts.join(' ')).join(' | ')};\n`,
    dictionary: [...lines].map((line) => `${line}\n`).join(''),
    unknown: groups.filter((group) => !sayable.includes(group)).map(({ one }) => one),
  };
}
