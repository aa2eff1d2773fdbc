import type { Prompt } from '../../core/prompt.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { digit, digitsOf, type Spoken } from './voice.ts';

/** The registry: one line a language. */
const languages: Readonly<Record<string, Spoken>> = { en, es };

/** A value that is said, and is no text of its own. */
export type SpokenPrompt = Extract<Prompt, { kind: 'number' | 'digits' | 'date' | 'time' | 'currency' | 'spelled' }>;

/** The files that say a value, one after the other; in a language that we have no words of, its digits. */
export function spokenFiles(prompt: SpokenPrompt, language: string): readonly string[] {
  const spoken = languages[language];
  switch (prompt.kind) {
    case 'digits':
      return [...prompt.value].flatMap(fileOfKey);
    case 'spelled':
      return [...prompt.value.toLowerCase()].flatMap((letter) => fileOfLetter(letter, spoken));
    case 'number':
      return spoken?.number(prompt.value) ?? digitsOf(String(Math.trunc(Math.abs(prompt.value))));
    case 'date':
      return spoken?.date(prompt.value) ?? digitsOf(prompt.value.replaceAll('-', ''));
    case 'time':
      return spoken?.time(prompt.value) ?? digitsOf(prompt.value.replaceAll(':', ''));
    case 'currency':
      return spoken?.currency(prompt.value, prompt.unit) ?? digitsOf(String(Math.trunc(Math.abs(prompt.value))));
  }
}

function fileOfKey(key: string): readonly string[] {
  if (/\d/.test(key)) return [digit(key)];
  return key === '*' ? [digit('star')] : key === '#' ? [digit('pound')] : [];
}

const signs: Readonly<Record<string, string>> = {
  '@': 'at',
  '-': 'dash',
  '.': 'dot',
  '=': 'equals',
  '+': 'plus',
  '/': 'slash',
  $: 'dollar',
  '!': 'exclaimation-point',
};

/** Nothing for what has no recording. Accents are not said. */
function fileOfLetter(letter: string, spoken: Spoken | undefined): readonly string[] {
  if (/[\d*#]/.test(letter)) return fileOfKey(letter);
  const of = spoken?.letter(letter);
  if (of) return [of];
  const plain = letter.normalize('NFD').replace(/\p{M}/gu, '');
  if (/^[a-z]$/.test(plain)) return [`letters/${plain}`];
  const sign = signs[letter];
  return sign ? [`letters/${sign}`] : [];
}
