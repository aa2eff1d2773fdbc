import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { writePrivateFile } from '../data-folder.ts';

const noteSchema = z.object({
  /** User id. */
  by: z.string(),
  /** Ms since the epoch. */
  at: z.number(),
  /** The file's name as it was sent. */
  file: z.string(),
});

/** Who recorded a prompt, when, and from which file. */
export type RecordingNote = Readonly<z.infer<typeof noteSchema>>;

/** Where a recorded prompt is: `<language>/<key>.wav`, those of flows in their folders. */
export function recordingPath(folder: string, language: string, key: string): string {
  return join(folder, language, `${key}.wav`);
}

const notePath = (wav: string) => wav.replace(/\.wav$/, '.json');

/** Null where the file was put there by hand. */
export function readRecordingNote(folder: string, language: string, key: string): RecordingNote | null {
  const path = notePath(recordingPath(folder, language, key));
  if (!existsSync(path)) return null;
  try {
    return noteSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    // Without its note the recording is one that was put there by hand.
    return null;
  }
}

/** Keeps a recorded prompt with its note; an earlier one is replaced at once. */
export function writeRecording(
  folder: string,
  language: string,
  key: string,
  wav: Uint8Array,
  note: RecordingNote,
): void {
  const path = recordingPath(folder, language, key);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writePrivateFile(notePath(path), JSON.stringify(note));
  writePrivateFile(path, wav);
}

/** @returns false where there is none. */
export function removeRecording(folder: string, language: string, key: string): boolean {
  const path = recordingPath(folder, language, key);
  if (!existsSync(path)) return false;
  rmSync(path);
  rmSync(notePath(path), { force: true });
  return true;
}
