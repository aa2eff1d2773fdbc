import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PROMPT_FOLDER } from '../asterisk/sounds.ts';
import { makePrivateFolder, writePrivateFile } from '../data-folder.ts';
import type { RATES } from './decode.ts';
import type { Voice } from './engines/index.ts';
import { manifestPath, type Placed, readManifest } from './manifest.ts';
import type { PromptTexts } from './prompt-texts.ts';
import { recordingPath } from './recordings.ts';
import { fromRecording, type PromptSound, speak, voiceOf } from './synthesis.ts';

/** As many at a time as a small machine has cores. */
const WORKERS = 2;

/** What the sound of prompts is made of, and where it belongs. Plain data: it goes to threads. */
export interface PromptWork {
  /** What can be played, by language and key. */
  readonly texts: ReadonlyMap<string, PromptTexts>;
  readonly voices: Readonly<Record<string, Voice>>;
  /** Folder of recorded prompts. */
  readonly recordings: string;
  /** Asterisk's sounds. */
  readonly sounds: string;
  readonly cache: string;
  /** Whether what has no text any more is taken away; not while calls may still be on an earlier flow. */
  readonly clean: boolean;
}

interface Piece {
  readonly language: string;
  readonly key: string;
  readonly text: string;
  /** A recorded file, which wins over the spoken text. */
  readonly recording: string | undefined;
  readonly source: string;
}

/**
 * Makes every text playable as `sound:centralita/<key>` in its language: recorded (`data/prompts/<language>/<key>.wav`)
 * or else spoken. What is there already is not made again.
 * @param onProgress called after each prompt that was made.
 * @throws CentralitaError `prompt-not-made`; what was made until then is in place.
 */
export async function installPrompts(
  work: PromptWork,
  onProgress?: (done: number, total: number) => void,
): Promise<Readonly<Record<string, Placed>>> {
  const { texts, sounds } = work;
  const pieces = [...texts].flatMap(([language, known]) =>
    Object.entries(known).map(([key, text]) => pieceOf(work, language, key, text)),
  );
  for (const language of texts.keys()) makePrivateFolder(join(sounds, language, PROMPT_FOLDER));
  // What is in place, by what it was made of; the file is the last to be written.
  const before = readManifest(sounds);
  const after: Record<string, Placed> = { ...(work.clean ? {} : before) };
  const missing = pieces.filter((piece) => {
    const found = before[nameOf(piece)];
    const stands = found?.source === piece.source && isInstalled(sounds, piece);
    if (stands) after[nameOf(piece)] = found;
    return !stands;
  });
  let next = 0;
  let done = 0;
  const worker = async () => {
    for (let piece = missing[next++]; piece !== undefined; piece = missing[next++]) {
      const sound = await soundOf(work, piece);
      place(sounds, piece, sound);
      after[nameOf(piece)] = { source: piece.source, how: piece.recording ? 'recorded' : 'spoken', ...sound.measured };
      onProgress?.(++done, missing.length);
    }
  };
  const workers = await Promise.allSettled(Array.from({ length: WORKERS }, worker));
  if (work.clean) removeOthers(sounds, texts);
  if (missing.length > 0 || work.clean) writePrivateFile(manifestPath(sounds), JSON.stringify(after));
  for (const one of workers) if (one.status === 'rejected') throw one.reason;
  return after;
}

function pieceOf(work: PromptWork, language: string, key: string, text: string): Piece {
  const path = recordingPath(work.recordings, language, key);
  const found = statSync(path, { throwIfNoEntry: false });
  const voice = JSON.stringify(voiceOf(language, work.voices));
  return {
    language,
    key,
    text,
    recording: found && path,
    source: found ? `file ${found.mtimeMs} ${found.size}` : `text ${voice} ${text}`,
  };
}

function soundOf({ voices, cache }: PromptWork, { recording, text, language }: Piece): Promise<PromptSound> {
  return recording ? fromRecording(recording, cache) : speak(text, language, voiceOf(language, voices), cache);
}

function nameOf(piece: Piece): string {
  return `${piece.language}/${piece.key}`;
}

function soundPath(sounds: string, piece: Piece, extension: keyof typeof RATES): string {
  return join(sounds, piece.language, PROMPT_FOLDER, `${piece.key}.${extension}`);
}

function isInstalled(sounds: string, piece: Piece): boolean {
  return existsSync(soundPath(sounds, piece, 'wav')) && existsSync(soundPath(sounds, piece, 'wav16'));
}

/** Replaces a file at once: Asterisk may be playing it, and plays the old one to its end. */
function place(sounds: string, piece: Piece, sound: PromptSound): void {
  for (const extension of ['wav', 'wav16'] as const) {
    const target = soundPath(sounds, piece, extension);
    mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
    copyFileSync(sound[extension], `${target}.partial`);
    renameSync(`${target}.partial`, target);
  }
}

function removeOthers(sounds: string, texts: ReadonlyMap<string, PromptTexts>): void {
  for (const [language, known] of texts) {
    const folder = join(sounds, language, PROMPT_FOLDER);
    // Folders belong to flows: calls may be on an earlier version of one.
    for (const entry of readdirSync(folder, { withFileTypes: true }))
      if (entry.isFile() && known[entry.name.replace(/\.wav(16)?$/, '')] === undefined)
        rmSync(join(folder, entry.name));
  }
}
