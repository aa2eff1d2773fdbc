import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { runtimeProgram, speechModel } from '../../config/runtime.ts';
import type { Hearing, ListenOptions, Logger } from '../ports.ts';
import { dictionaryOf } from './dictionary.ts';
import { grammarOf } from './grammar.ts';
import type { Engine } from './understanding.ts';
import { widen } from './widen.ts';

const RATE = 16_000;
/** Sound that it has not taken in yet, in bytes: 3 s. */
const BEHIND_LIMIT = RATE * 2 * 3;
/** Its probability that parts, best of all, the words of a grammar from others: docs/decisions/speech.md. */
const EVEN = 0.38;

/** A line that it prints for each stretch of speech. */
const saidSchema = z.object({ p: z.number(), t: z.string() });

/**
 * Debian's pocketsphinx, English, by a grammar of the words that are asked for: a process for each caller who is
 * listened to. @throws RuntimeError where it is not unpacked.
 */
export function openPocketsphinx(logger: Logger): Engine {
  // Fails now rather than in a call.
  const program = runtimeProgram('pocketsphinx');
  const model = speechModel();
  const pronunciations = dictionaryOf(model.words);
  const folder = mkdtempSync(join(tmpdir(), 'centralita-words-'));
  const written = new Map<string, string>();
  /** The files of a grammar, without their ending; menus are few, and each is written once. */
  const filesOf = (words: readonly string[]): string => {
    const key = words.join('\n');
    const there = written.get(key);
    if (there !== undefined) return there;
    const { jsgf, dictionary, unknown } = grammarOf(words, pronunciations);
    if (unknown.length > 0) logger.warn({ words: unknown }, 'speech: not in the dictionary, and not listened for');
    const files = join(folder, String(written.size));
    writeFileSync(`${files}.gram`, jsgf, { mode: 0o600 });
    writeFileSync(`${files}.dict`, dictionary, { mode: 0o600 });
    written.set(key, files);
    return files;
  };
  return {
    listen: ({ words, heard, failed }) => {
      const files = filesOf(words);
      const model8 = ['-hmm', model.acoustic, '-topn', '8', '-samprate', String(RATE)];
      const args = [...model8, '-dict', `${files}.dict`, '-jsgf', `${files}.gram`, 'live', '-'];
      const env = { ...process.env, ...program.env };
      const child = spawn(program.command, [...program.args, ...args], { env });
      return listening(child, { heard, failed });
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function listening(
  child: ChildProcessWithoutNullStreams,
  { heard, failed }: Pick<ListenOptions, 'heard' | 'failed'>,
): Hearing {
  let closed = false;
  let errors = '';
  const end = (reason: string | null) => {
    if (closed) return;
    closed = true;
    child.kill('SIGKILL');
    if (reason !== null) failed(reason);
  };
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-500);
  });
  child.stdin.on('error', () => undefined);
  child.once('error', (error) => end(error.message));
  child.once('close', (code) => end(`it ended with code ${code}. ${errors.trim()}`));
  createInterface({ input: child.stdout }).on('line', (line) => {
    const said = saidIn(line);
    if (said && !closed) heard(said.words, said.confidence);
  });
  return {
    feed: (sound) => {
      // What it cannot take in now is of no use later.
      if (!closed && child.stdin.writableLength < BEHIND_LIMIT) child.stdin.write(widen(sound));
    },
    close: () => end(null),
  };
}

/** What a line says was understood; null for silence and noise. */
export function saidIn(line: string): { readonly words: string; readonly confidence: number } | null {
  let read: unknown;
  try {
    read = JSON.parse(line);
  } catch {
    return null;
  }
  const said = saidSchema.safeParse(read);
  if (!said.success || said.data.t.trim() === '') return null;
  const { p } = said.data;
  const confidence = p < EVEN ? (p / EVEN) * 0.5 : 0.5 + ((p - EVEN) / (1 - EVEN)) * 0.5;
  return { words: said.data.t.trim(), confidence: Math.max(0, Math.min(1, confidence)) };
}
