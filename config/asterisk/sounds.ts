import { existsSync, lstatSync, readdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { CentralitaError } from '../../services/core/errors.ts';
import { makePrivateFolder } from '../data-folder.ts';
import type { RuntimePaths } from '../runtime.ts';
import type { AsteriskLayout } from './layout.ts';

/** Folder below each language that holds our own prompts: `sound:centralita/<key>`. */
export const PROMPT_FOLDER = 'centralita';

/**
 * Gives Asterisk one folder a language: links to the human recordings, which come in folders named by language,
 * country and voice (`es_MX_f_Allison`), beside our own prompts.
 * @throws CentralitaError `recordings-missing` for a language without recordings.
 */
export function linkSounds(layout: AsteriskLayout, runtime: RuntimePaths, languages: readonly string[]): void {
  link(join(runtime.data, 'documentation'), join(layout.share, 'documentation'));
  for (const language of languages) {
    const voice = voiceFolder(runtime.sounds, language);
    const folder = join(layout.sounds, language);
    makePrivateFolder(join(folder, PROMPT_FOLDER));
    for (const name of readdirSync(voice)) link(join(voice, name), join(folder, name));
  }
}

function voiceFolder(sounds: string, language: string): string {
  const voices = existsSync(sounds) ? readdirSync(sounds).sort() : [];
  const voice = voices.find((name) => name === language || name.startsWith(`${language}_`));
  if (voice !== undefined) return join(sounds, voice);
  throw new CentralitaError(
    'recordings-missing',
    `There are no recorded numbers for the language "${language}" in ${sounds}. Remove it from languages, or install ` +
      `the package asterisk-core-sounds-${language}-wav.`,
  );
}

function link(target: string, path: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found?.isSymbolicLink() && readlinkSync(path) === target) return;
  if (found !== undefined) rmSync(path, { recursive: true });
  symlinkSync(target, path);
}
