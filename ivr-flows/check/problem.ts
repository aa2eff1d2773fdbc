/** A place in a flow: the keys that lead there. */
export type Path = readonly (string | number)[];

/** What is wrong, as a rule finds it: the code names the sentence in the language files, `params` fills it. */
export type Finding = {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly path: Path;
  /** Where below `path` a word stands, when that is known better than the path: the text of a key or a value. */
  readonly word?: string;
  readonly params?: Readonly<Record<string, string | number>>;
  /** What could be written instead. */
  readonly suggestion?: string;
};

/** A finding with its place in the file. Lines and columns count from 1. */
export type Problem = {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The keys that lead there, with dots between them. */
  readonly place: string;
  readonly step: string | null;
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly suggestion: string | null;
};

/** Sentences of problems and changes by key, in one language: config/languages/flows. */
export type Sentences = Readonly<Record<string, string>>;

/** Fills a sentence; a key without one, and a parameter without a value, show themselves. */
export function sentence(
  sentences: Sentences,
  key: string,
  params: Readonly<Record<string, string | number>> = {},
): string {
  const text = sentences[key] ?? key;
  return text.replaceAll(/\{\{(\w+)\}\}/g, (whole, name: string) => String(params[name] ?? whole));
}

/** A problem in words, with what to write instead. */
export function inWords(problem: Pick<Problem, 'code' | 'params' | 'suggestion'>, sentences: Sentences): string {
  const said = sentence(sentences, `check.${problem.code}`, problem.params);
  if (problem.suggestion === null) return said;
  return `${said} ${sentence(sentences, 'check.suggestion', { suggestion: problem.suggestion })}`;
}

/** Problems in the order of the file. */
export function inOrder(problems: readonly Problem[]): readonly Problem[] {
  return [...problems].sort(
    (a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column || a.code.localeCompare(b.code),
  );
}
