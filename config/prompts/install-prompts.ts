import { copyFileSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PROMPT_FOLDER } from '../asterisk/sounds.ts';
import { dataPaths, makePrivateFolder, writePrivateFile } from '../data-folder.ts';
import { projectRoot } from '../paths.ts';
import type { Settings } from '../settings.ts';
import { loadPromptTexts } from './prompt-texts.ts';
import { fromRecording, type PromptSound, speak } from './synthesis.ts';

/** As many at a time as a small machine has cores. */
const WORKERS = 2;

interface Work {
  readonly language: string;
  readonly key: string;
  readonly text: string;
  /** A recorded file, which wins over the spoken text. */
  readonly recording: string | undefined;
}

export interface InstallOptions {
  /** Called after each prompt. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly textFolder?: string;
}

/**
 * Makes every text of the language files playable as `sound:centralita/<key>` in its language: recorded
 * (`data/prompts/<language>/<key>.wav`) or else spoken. What is there already is not made again.
 * @throws CentralitaError `prompt-missing`, `prompts-missing`, `prompts-invalid`, `prompt-not-made`.
 */
export async function installPrompts(settings: Settings, sounds: string, options: InstallOptions = {}): Promise<void> {
  const texts = loadPromptTexts(settings.languages, options.textFolder);
  const recordings = dataPaths(settings.dataDir).prompts;
  const works = [...texts].flatMap(([language, known]) =>
    Object.entries(known).map(([key, text]): Work => {
      const recording = join(recordings, language, `${key}.wav`);
      return { language, key, text, recording: existsSync(recording) ? recording : undefined };
    }),
  );
  for (const language of texts.keys()) makePrivateFolder(join(sounds, language, PROMPT_FOLDER));
  // What is installed, by what it was made of; the file is the last to be written.
  const manifest = join(sounds, 'prompts.json');
  const before = readManifest(manifest);
  const after = Object.fromEntries(works.map((work) => [nameOf(work), sourceOf(work)]));
  const missing = works.filter((work) => before[nameOf(work)] !== after[nameOf(work)] || !isInstalled(sounds, work));
  const cache = cacheFolder(settings.dataDir);
  let next = 0;
  let done = 0;
  const worker = async () => {
    for (let work = missing[next++]; work !== undefined; work = missing[next++]) {
      const { recording, text, language } = work;
      place(sounds, work, await (recording ? fromRecording(recording, cache) : speak(text, language, cache)));
      options.onProgress?.(++done, missing.length);
    }
  };
  await Promise.all(Array.from({ length: WORKERS }, worker));
  removeOthers(sounds, texts);
  if (missing.length > 0) writePrivateFile(manifest, JSON.stringify(after));
}

/** Beside the unpacked programs where there are some, so that every installation of this checkout shares it. */
function cacheFolder(dataDir: string): string {
  const runtime = join(projectRoot(), '.runtime');
  return existsSync(runtime) ? join(runtime, 'prompts') : join(dataDir, 'prompt-cache');
}

function nameOf(work: Work): string {
  return `${work.language}/${work.key}`;
}

function sourceOf(work: Work): string {
  if (work.recording === undefined) return `text ${work.text}`;
  const { mtimeMs, size } = statSync(work.recording);
  return `file ${mtimeMs} ${size}`;
}

function soundPath(sounds: string, work: Work, extension: keyof PromptSound): string {
  return join(sounds, work.language, PROMPT_FOLDER, `${work.key}.${extension}`);
}

function isInstalled(sounds: string, work: Work): boolean {
  return existsSync(soundPath(sounds, work, 'wav')) && existsSync(soundPath(sounds, work, 'wav16'));
}

/** Replaces a file at once: Asterisk may be playing it. */
function place(sounds: string, work: Work, sound: PromptSound): void {
  for (const extension of ['wav', 'wav16'] as const) {
    const target = soundPath(sounds, work, extension);
    copyFileSync(sound[extension], `${target}.partial`);
    renameSync(`${target}.partial`, target);
  }
}

function removeOthers(sounds: string, texts: ReadonlyMap<string, Readonly<Record<string, string>>>): void {
  for (const [language, known] of texts) {
    const folder = join(sounds, language, PROMPT_FOLDER);
    for (const name of readdirSync(folder)) {
      if (known[name.replace(/\.wav(16)?$/, '')] === undefined) rmSync(join(folder, name));
    }
  }
}

function readManifest(path: string): Readonly<Record<string, unknown>> {
  if (!existsSync(path)) return {};
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    // A damaged list only means that everything is placed again.
    return {};
  }
}
