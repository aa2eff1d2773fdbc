import { CentralitaError } from '../../services/core/errors.ts';

/** One line of a section: key and value, or `=>` objects such as `exten`. */
export type Entry = readonly [key: string, value: string | number];

/** A section of an Asterisk configuration file. `title` may carry a template, such as `agent(!)`. */
export function confSection(title: string, entries: readonly Entry[]): string {
  return `[${title}]\n${entries.map(([key, value]) => `${key} = ${safe(value)}\n`).join('')}\n`;
}

/** The line that stands at the head of every written file. */
export const WRITTEN_BY =
  '; Written by Centralita at every start from its settings and site file; changes here are lost.\n\n';

/**
 * A value that cannot end its line, begin a comment or name another section.
 * @throws CentralitaError `configuration-value`.
 */
function safe(value: string | number): string {
  const text = String(value);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not pass.
  if (!/[;\u0000-\u001f\u007f]/.test(text)) return text;
  throw new CentralitaError(
    'configuration-value',
    `The value "${text}" cannot stand in a configuration of Asterisk; remove semicolons and line breaks from it.`,
  );
}
