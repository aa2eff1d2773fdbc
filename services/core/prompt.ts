/**
 * One thing a caller hears, resolved to audio in the call's language where it is played: a text of the language files
 * or of the flow, or a value said as a person would say it.
 */
export type Prompt =
  /** `language` only where it differs from the call's, such as the English line of a bilingual menu. */
  | { readonly kind: 'text'; readonly key: string; readonly language?: string }
  /** A short tone: speak now. */
  | { readonly kind: 'tone' }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'digits'; readonly value: string }
  /** `YYYY-MM-DD`. */
  | { readonly kind: 'date'; readonly value: string }
  /** `HH:MM`, on the clock of 24 hours. */
  | { readonly kind: 'time'; readonly value: string }
  /** An amount; `unit` is its ISO 4217 code. */
  | { readonly kind: 'currency'; readonly value: number; readonly unit: string }
  /** Letter by letter. */
  | { readonly kind: 'spelled'; readonly value: string };

/** What stands in the journal for a key or a value that is sensitive. */
export const masked = '•';

/** Prompts as the journal may have them where what they say is sensitive. */
export function maskedPrompts(prompts: readonly Prompt[]): readonly Prompt[] {
  return prompts.map((prompt) =>
    prompt.kind === 'text' || prompt.kind === 'tone' ? prompt : { kind: 'digits', value: masked },
  );
}
