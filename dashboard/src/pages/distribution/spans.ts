import { asList, asText } from './fields.ts';

/** `09:00-14:00, 16:00-19:00` for the spans of a day. */
export function spansText(spans: unknown): string {
  return asList(spans).map(asText).join(', ');
}

/**
 * The spans as they are typed, the unfinished ones too: the server says what is wrong with them. Nothing: closed, so
 * that the day is not written at all.
 */
export function spansOf(text: string): readonly string[] | undefined {
  if (text === '') return undefined;
  return text.split(',').map((span) => span.trimStart());
}
