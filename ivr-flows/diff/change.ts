import type { LocalText } from '../../services/core/site.ts';
import type { CheckedFlow, CheckedStep } from '../check/checked.ts';

/** What is another for a caller: the code names the sentence (`diff.<code>`), `params` fills it. */
export type Change = {
  readonly code: string;
  /** The step, by its name in the newer flow. */
  readonly step: string | null;
  readonly params: Readonly<Record<string, string | number>>;
};

/** Texts of the language files: language, key, text. */
export type Texts = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** Both flows, the names of their steps as they match, and how they are told of. */
export type Pair = {
  readonly before: CheckedFlow;
  readonly after: CheckedFlow;
  /** Step of the older flow → the same step of the newer one. */
  readonly same: ReadonlyMap<string, string>;
  readonly texts: Texts;
  /** Of the sentences. */
  readonly language: string;
};

/** A step as people call it: by its label in their language. */
export function nameOf(flow: CheckedFlow, id: string | null | undefined, language: string): string {
  if (id === null || id === undefined) return '–';
  const label = flow.steps.get(id)?.label ?? {};
  const text = label[language] ?? Object.values(label)[0] ?? id;
  return text === id ? id : `${text} (${id})`;
}

/** The texts of prompts, in a language; a key without a text shows itself. */
export function spoken(flow: CheckedFlow, keys: readonly string[], language: string, texts: Texts): string {
  return keys
    .map((written) => {
      const [key = '', only] = written.split('@');
      const own: LocalText | undefined = flow.prompts[key];
      return own?.[only ?? language] ?? texts.get(only ?? language)?.[key] ?? key;
    })
    .join(' ');
}

/** A list of keys of prompts, however a setting has it; null where it is none. */
export function promptKeys(step: CheckedStep, value: unknown): readonly string[] | null {
  const written = typeof value === 'string' ? [value] : value;
  if (!Array.isArray(written) || !written.every((one) => typeof one === 'string')) return null;
  const said = new Set(step.bound?.references.prompts ?? []);
  return written.length > 0 && written.every((one) => said.has(one)) ? written : null;
}
