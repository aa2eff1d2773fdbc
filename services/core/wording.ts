import type { Prompt } from './prompt.ts';

/**
 * What a prompt was when it was said: SHA-256 (hex) of its text in UTF-8, and of the sound file where somebody had
 * recorded one. A text that was changed under the same version has another one.
 */
export type SaidPrompt = {
  readonly key: string;
  readonly language: string;
  readonly text: string;
  readonly sound?: string;
};

/** Finds what a prompt is now; null where there is no such text. */
export type Wordings = (language: string, key: string) => Pick<SaidPrompt, 'text' | 'sound'> | null;

/** What the texts among these prompts are now, for a call in that language. */
export function saidPrompts(prompts: readonly Prompt[], language: string, wordings: Wordings): readonly SaidPrompt[] {
  return prompts.flatMap((prompt) => {
    if (prompt.kind !== 'text') return [];
    const of = { key: prompt.key, language: prompt.language ?? language };
    const found = wordings(of.language, of.key);
    return found ? [{ ...of, ...found }] : [];
  });
}
