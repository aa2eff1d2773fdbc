import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROMPT_FOLDER } from '../../config/asterisk/sounds.ts';
import { dataPaths, makePrivateFolder } from '../../config/data-folder.ts';
import { type Placed, readManifest } from '../../config/prompts/manifest.ts';
import { promptWork } from '../../config/prompts/prompt-work.ts';
import { readRecordingNote, recordingPath, removeRecording, writeRecording } from '../../config/prompts/recordings.ts';
import type { Settings } from '../../config/settings.ts';
import { CentralitaError } from '../core/errors.ts';
import type { Flows } from '../core/flow.ts';
import type { UserId } from '../core/ids.ts';
import type { Site } from '../core/site.ts';
import type { Wordings } from '../core/wording.ts';
import type { PromptRow } from '../http/protocol.ts';
import type { Prompts, Tell } from '../ports.ts';
import { inThread } from './in-thread.ts';
import { receive } from './receive.ts';
import { usesOf } from './used-by.ts';

const sha256 = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex');

export type PromptsOptions = {
  readonly settings: Settings;
  readonly flows: () => Flows;
  readonly site: () => Site;
  readonly tell: () => Tell;
  /** Ms since the epoch. */
  readonly clock?: () => number;
};

/**
 * The prompts while the controller runs: what their texts are, who recorded them, and how they change without a new start.
 * @throws CentralitaError `prompt-missing`, `prompts-missing`, `prompts-invalid` for language files that cannot be used.
 */
export function openPrompts(options: PromptsOptions): Prompts {
  const { settings, clock = Date.now } = options;
  let work = promptWork(settings);
  let texts = textsOf();
  const { recordings, sounds } = work;
  const uploads = join(dataPaths(settings.dataDir).run, 'uploads');
  // One change after the other: each writes the list of what is in place.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(change: () => Promise<T>): Promise<T> => {
    const done = last.then(change, change);
    last = done.catch(() => undefined);
    return done;
  };

  function textsOf() {
    return new Map([...work.texts].map(([language, known]) => [language, new Map(Object.entries(known))] as const));
  }

  const wordings = new Map<string, ReturnType<Wordings>>();
  /** Of a recorded prompt the file that was sent in, as it is kept: what callers hear is made of it. */
  function wordingOf(language: string, key: string): ReturnType<Wordings> {
    const text = texts.get(language)?.get(key);
    if (text === undefined) return null;
    const path = recordingPath(recordings, language, key);
    const isRecorded = readManifest(sounds)[`${language}/${key}`]?.how === 'recorded';
    // One that is being taken away is not there any more, while its sound still is.
    const sound = isRecorded && existsSync(path) ? { sound: sha256(readFileSync(path)) } : {};
    return { text: sha256(text), ...sound };
  }

  function known(language: string, key: string): void {
    if (texts.get(language)?.has(key)) return;
    throw new CentralitaError('prompt-unknown', `There is no prompt "${key}" in the language "${language}".`);
  }

  function rows(): readonly PromptRow[] {
    const uses = usesOf(options.flows(), options.site());
    const placed = readManifest(sounds);
    return [...texts].flatMap(([language, known]) =>
      [...known].map(([key, text]): PromptRow => {
        const one: Placed | undefined = placed[`${language}/${key}`];
        const note = one?.how === 'recorded' ? readRecordingNote(recordings, language, key) : null;
        return {
          language,
          key,
          text,
          how: one?.how ?? 'missing',
          durationMs: one?.ms ?? null,
          loudness: one?.loudness ?? null,
          peak: one?.peak ?? null,
          recorded: note && { by: note.by, at: note.at, file: note.file },
          uses: uses.get(key) ?? [],
        };
      }),
    );
  }

  function rowOf(language: string, key: string): PromptRow {
    known(language, key);
    const row = rows().find((one) => one.language === language && one.key === key);
    if (row) return row;
    throw new CentralitaError('prompt-unknown', `There is no prompt "${key}" in the language "${language}".`);
  }

  async function changed(language: string, key: string, by: UserId, how: 'recorded' | 'removed', file: string) {
    await inThread({ kind: 'install', work });
    wordings.clear();
    await options.tell()({ type: 'prompt-changed', language, key, how, file, by: { kind: 'person', userId: by } });
    return rowOf(language, key);
  }

  return {
    texts: () => texts,
    prepare: (next) =>
      inTurn(async () => {
        const prepared = promptWork(settings, { flows: next });
        await inThread({ kind: 'install', work: prepared });
        work = prepared;
        texts = textsOf();
        wordings.clear();
      }),
    list: rows,
    wording: (language, key) => {
      const name = `${language}/${key}`;
      const known = wordings.get(name);
      if (known !== undefined) return known;
      const found = wordingOf(language, key);
      wordings.set(name, found);
      return found;
    },
    sound: (language, key) => {
      known(language, key);
      return readFileSync(join(sounds, language, PROMPT_FOLDER, `${key}.wav16`));
    },
    record: (language, key, { name, content }, by) =>
      inTurn(async () => {
        known(language, key);
        makePrivateFolder(uploads);
        const { wav } = await receive(uploads, content, (path) => inThread({ kind: 'upload', path }));
        writeRecording(recordings, language, key, wav, { by, at: clock(), file: name });
        return changed(language, key, by, 'recorded', name);
      }),
    remove: (language, key, by) =>
      inTurn(async () => {
        known(language, key);
        if (!removeRecording(recordings, language, key))
          throw new CentralitaError(
            'prompt-not-recorded',
            'The prompt is spoken already; there is no recording of it.',
          );
        return changed(language, key, by, 'removed', '');
      }),
  };
}
