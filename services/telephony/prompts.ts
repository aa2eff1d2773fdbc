import { PROMPT_FOLDER } from '../../config/asterisk/sounds.ts';
import { CentralitaError } from '../core/errors.ts';
import type { Prompt } from '../core/prompt.ts';
import { spokenFiles } from './spoken/index.ts';

/**
 * A prompt as Asterisk's media addresses, one after the other.
 * @param language of the playback: values are said as it says them.
 * @throws CentralitaError `prompt-name` when a key or digits could name something else.
 */
export function mediaOf(prompt: Prompt, language: string): readonly string[] {
  switch (prompt.kind) {
    case 'text':
      return [`sound:${textPath(prompt.key, prompt.language)}`];
    case 'tone':
      return ['sound:beep'];
    case 'digits':
      if (!/^[\d*#]+$/.test(prompt.value)) throw wrongName(prompt.value);
      return [`digits:${prompt.value}`];
    default:
      return spokenFiles(prompt, language).map((file) => `sound:${file}`);
  }
}

function textPath(key: string, language: string | undefined): string {
  if (!/^[\w-]+(\/[\w-]+)*$/.test(key)) throw wrongName(key);
  if (language === undefined) return `${PROMPT_FOLDER}/${key}`;
  if (!/^[a-z]{2}$/.test(language)) throw wrongName(language);
  // Asterisk looks below its sounds folder when the call's language has no such file: a path that begins with another.
  return `${language}/${PROMPT_FOLDER}/${key}`;
}

function wrongName(name: string): CentralitaError {
  return new CentralitaError('prompt-name', `"${name}" cannot be played; use letters, digits and hyphens in its name.`);
}
