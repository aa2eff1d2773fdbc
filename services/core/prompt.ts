/**
 * One thing a caller hears, resolved to audio in the call's language where it is played:
 * a text of the language files, a number read out, or digits read one by one.
 */
export type Prompt =
  /** `language` only where it differs from the call's, such as the English line of a bilingual menu. */
  | { readonly kind: 'text'; readonly key: string; readonly language?: string }
  /** A short tone: speak now. */
  | { readonly kind: 'tone' }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'digits'; readonly value: string };
