import { wavHeader } from '../../config/prompts/sound/wav.ts';
import { readAnswer } from '../../config/read-answer.ts';
import type { HttpRecogniserSettings } from '../../config/recognisers.ts';
import { CentralitaError } from '../core/errors.ts';
import type { Hearing, ListenOptions } from '../ports.ts';
import type { Engine } from './understanding.ts';
import { utterances } from './utterances.ts';
import { wordAmong } from './word-among.ts';

const RATE = 8_000;
const ANSWER_LIMIT_BYTES = 65_536;
/** So many failures in a row, and the caller is left to the keys. */
const FAILURES = 3;
/** What a confidence is for an answer that has none. */
const SURE = 1;

/** A server that understands speech, such as whisper.cpp's or a cloud's. @throws CentralitaError `engine-secret`. */
export function httpEngine(settings: HttpRecogniserSettings): Engine {
  const headers = secretsOf(settings.secretHeaders);
  return { listen: (options) => listening(settings, headers, options), close: () => undefined };
}

function listening(
  settings: HttpRecogniserSettings,
  headers: Readonly<Record<string, string>>,
  { words, language, heard, failed }: ListenOptions,
): Hearing {
  const closing = new AbortController();
  let underWay = false;
  let failures = 0;
  const ask = async (sound: Buffer) => {
    try {
      const answer = await understood(settings, headers, { words, language, sound, closing: closing.signal });
      failures = 0;
      if (closing.signal.aborted || answer.text === '') return;
      heard(wordAmong(answer.text, words) ?? answer.text, answer.confidence);
    } catch (error) {
      failures += 1;
      if (closing.signal.aborted || failures < FAILURES) return;
      closing.abort();
      failed(`${settings.url}: ${reasonOf(error)}`);
    } finally {
      underWay = false;
    }
  };
  const cut = utterances((sound) => {
    // What is said while the last words are still with the server is not waited for: one request a caller.
    if (underWay || closing.signal.aborted) return;
    underWay = true;
    void ask(sound);
  });
  return {
    feed: (sound) => {
      if (!closing.signal.aborted) cut(sound);
    },
    close: () => closing.abort(),
  };
}

type Asked = Pick<ListenOptions, 'words' | 'language'> & { readonly sound: Buffer; readonly closing: AbortSignal };

async function understood(
  { url, fields, wordsField, confidenceField, timeoutSeconds }: HttpRecogniserSettings,
  headers: Readonly<Record<string, string>>,
  { words, language, sound, closing }: Asked,
): Promise<{ readonly text: string; readonly confidence: number }> {
  const form = new FormData();
  const wav = Buffer.concat([wavHeader(sound.length, RATE), sound]);
  form.set('file', new Blob([new Uint8Array(wav)], { type: 'audio/wav' }), 'said.wav');
  form.set('language', language);
  form.set('prompt', words.join(', '));
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  const response = await fetch(url, {
    method: 'POST',
    headers: { accept: 'application/json', ...headers },
    body: form,
    // What is said goes to nobody but the address of the settings.
    redirect: 'error',
    signal: AbortSignal.any([closing, AbortSignal.timeout(timeoutSeconds * 1_000)]),
  });
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(`it answered ${response.status}`);
  }
  const answer = await readAnswer(response, ANSWER_LIMIT_BYTES);
  if ('wrong' in answer) throw new Error(`its answer is ${answer.wrong === 'too-large' ? 'too large' : 'no JSON'}`);
  const body = (typeof answer.body === 'object' && answer.body !== null ? answer.body : {}) as Record<string, unknown>;
  const text = body[wordsField];
  if (typeof text !== 'string') throw new Error(`its answer has no text "${wordsField}"`);
  const confidence = body[confidenceField];
  const isNumber = typeof confidence === 'number' && confidence >= 0 && confidence <= 1;
  return { text: text.trim().slice(0, 200), confidence: isNumber ? confidence : SURE };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'it did not answer in time';
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}

function secretsOf(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([header, variable]) => {
      const value = process.env[variable];
      if (value) return [header, value];
      const sentence = `The environment variable ${variable} for ${header} is not set; set it, or take the recogniser out.`;
      throw new CentralitaError('engine-secret', sentence);
    }),
  );
}
