import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../config/paths.ts';
import type { Sentences } from './check/problem.ts';

const folder = () => join(projectRoot(), 'config', 'languages', 'flows');
const read = new Map<string, Sentences>();

/** Languages in which problems and changes can be told. */
export const sentenceLanguages = (): readonly string[] =>
  readdirSync(folder())
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length));

/** The sentences of a language; of English where it has no file. Read once. */
export function sentencesOf(language: string): Sentences {
  const known = read.get(language);
  if (known) return known;
  const file = join(folder(), `${language}.json`);
  if (!/^[a-z]{2}$/.test(language) || !existsSync(file)) return sentencesOf('en');
  const sentences = JSON.parse(readFileSync(file, 'utf8')) as Sentences;
  read.set(language, sentences);
  return sentences;
}
