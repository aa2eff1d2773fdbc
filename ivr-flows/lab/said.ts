import type { Prompt } from '../../services/core/prompt.ts';
import type { Flow } from '../flow.ts';
import type { Heard } from './lab.ts';

/** Texts of the language files: language, key, text. */
export type Texts = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** A prompt as a text, in the language in which it is said. */
export type Said = { readonly key: string; readonly text: string };

/** Finds texts: of a flow's own (`flow/key`) first, then of the language files. */
export function sayer(flows: readonly Flow[], texts: Texts): (prompt: Prompt, language: string) => Said {
  const own = new Map(flows.map(({ name, prompts }) => [name, prompts]));
  return (prompt, language) => {
    switch (prompt.kind) {
      case 'text': {
        const [flow = '', key] = prompt.key.split('/');
        const spoken = prompt.language ?? language;
        const text = key === undefined ? texts.get(spoken)?.[prompt.key] : own.get(flow)?.[key]?.[spoken];
        return { key: key ?? prompt.key, text: text ?? `[${prompt.key}]` };
      }
      case 'tone':
        return { key: 'tone', text: '♪' };
      case 'currency':
        return { key: 'currency', text: `${prompt.value} ${prompt.unit}` };
      default:
        return { key: prompt.kind, text: String(prompt.value) };
    }
  };
}

/** What a caller heard, prompt by prompt. */
export const saidOf = (heard: readonly Heard[], say: ReturnType<typeof sayer>): readonly Said[] =>
  heard.flatMap(({ prompts, language }) => prompts.map((prompt) => say(prompt, language)));

/** About fifteen letters a second, as a voice of the telephone speaks. */
export const promptMs =
  (say: ReturnType<typeof sayer>) =>
  (prompt: Prompt, language: string): number =>
    400 + say(prompt, language).text.length * 65;
