import { PROMPT_FOLDER } from '../../config/asterisk/sounds.ts';
import { CentralitaError } from '../core/errors.ts';
import type { Prompt } from '../core/prompt.ts';

/**
 * A prompt as Asterisk's media address; the language is that of the playback.
 * @throws CentralitaError `prompt-name` when a key or digits could name something else.
 */
export function mediaOf(prompt: Prompt): string {
  switch (prompt.kind) {
    case 'text':
      if (!/^[\w-]+(\/[\w-]+)*$/.test(prompt.key)) throw wrongName(prompt.key);
      if (prompt.language === undefined) return `sound:${PROMPT_FOLDER}/${prompt.key}`;
      if (!/^[a-z]{2}$/.test(prompt.language)) throw wrongName(prompt.language);
      // Asterisk looks below its sounds folder when the call's language has no such file: a path that begins with another.
      return `sound:${prompt.language}/${PROMPT_FOLDER}/${prompt.key}`;
    case 'tone':
      return 'sound:beep';
    case 'number':
      return `number:${Math.trunc(prompt.value)}`;
    case 'date':
    case 'time':
    case 'currency':
    case 'spelled':
      throw wrongName(prompt.kind);
    case 'digits':
      if (!/^[\d*#]+$/.test(prompt.value)) throw wrongName(prompt.value);
      return `digits:${prompt.value}`;
  }
}

function wrongName(name: string): CentralitaError {
  return new CentralitaError('prompt-name', `"${name}" cannot be played; use letters, digits and hyphens in its name.`);
}
