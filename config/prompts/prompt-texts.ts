import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { CentralitaError } from '../../services/core/errors.ts';
import { projectRoot } from '../paths.ts';
import type { FlowTexts } from './flow-texts.ts';

/** Key to text, in one language. */
export type PromptTexts = Readonly<Record<string, string>>;

/** Where the language files of prompts are. */
export function promptFolder(): string {
  return join(projectRoot(), 'config/languages/prompts');
}

const textsSchema = z.record(
  z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'a key is lower-case words with hyphens between'),
  z.string().trim().min(1, 'the text is empty'),
);

/**
 * The texts of all prompts in each language; every language must have every key.
 * @throws CentralitaError `prompts-missing`, `prompts-invalid`, `prompt-missing`.
 */
export function loadPromptTexts(
  languages: readonly string[],
  folder = promptFolder(),
): ReadonlyMap<string, PromptTexts> {
  const texts = new Map(languages.map((language) => [language, readTexts(join(folder, `${language}.json`), language)]));
  const keys = new Set([...texts.values()].flatMap((one) => Object.keys(one)));
  const missing = [...texts].flatMap(([language, known]) =>
    [...keys].filter((key) => known[key] === undefined).map((key) => `"${key}" in ${language}.json`),
  );
  if (missing.length === 0) return texts;
  throw new CentralitaError(
    'prompt-missing',
    `Prompts are missing: ${missing.join(', ')}. Every language of the settings must have every text; add them in ${folder}.`,
  );
}

/**
 * All that can be played: the texts of the language files, and those of flows under `<flow>/<key>`. Which languages a
 * flow must speak is checked with the flow.
 */
export function withFlowTexts(
  texts: ReadonlyMap<string, PromptTexts>,
  flows: readonly FlowTexts[],
): ReadonlyMap<string, PromptTexts> {
  return new Map(
    [...texts].map(([language, known]) => {
      const own = flows.flatMap(({ flow, prompts }) =>
        Object.entries(prompts).flatMap(([key, one]) => {
          const text = one[language];
          return text === undefined ? [] : [[`${flow}/${key}`, text] as const];
        }),
      );
      return [language, { ...known, ...Object.fromEntries(own) }];
    }),
  );
}

function readTexts(path: string, language: string): PromptTexts {
  if (!existsSync(path)) {
    throw new CentralitaError(
      'prompts-missing',
      `There is no file ${path} with the prompts of "${language}". Write it, or remove the language from languages.`,
    );
  }
  try {
    return textsSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    const reason =
      error instanceof z.ZodError
        ? error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')
        : String(error);
    throw new CentralitaError('prompts-invalid', `The file ${path} cannot be used: ${reason}`, { cause: error });
  }
}
