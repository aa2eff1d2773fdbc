import { writeFileSync } from 'node:fs';
import { z } from 'zod';
import { CentralitaError } from '../../../services/core/errors.ts';
import type { SpeechEngine } from './engine.ts';

const LIMIT_MS = 60_000;
const LIMIT_BYTES = 50_000_000;

const schema = z.strictObject({
  engine: z.literal('http'),
  /** Gets a POST of JSON and answers with sound in any format that ffmpeg reads. */
  url: z.url({ protocol: /^https?$/ }),
  /** The body; `{text}` and `{language}` are replaced wherever they stand in a text. */
  body: z.record(z.string(), z.unknown()).default({ text: '{text}', language: '{language}' }),
  /** Header → name of the environment variable that holds its value, such as `Authorization`. */
  secretHeaders: z.record(z.string(), z.string()).default({}),
  /** Write another one when the voice behind the address has changed: everything is spoken anew. */
  version: z.string().default('1'),
});

/** An engine elsewhere: a Piper or Coqui server, a cloud's voices. */
export const http: SpeechEngine<z.infer<typeof schema>> = {
  name: 'http',
  schema,
  version: async ({ version }) => version,
  speak: async ({ text, language, file }, { url, body, secretHeaders }) => {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...secretsOf(secretHeaders) },
      body: JSON.stringify(filled(body, { text, language })),
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    if (!answer.ok) throw failed(url, `it answered ${answer.status}`);
    writeFileSync(file, await soundOf(answer, url));
  },
};

function secretsOf(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([header, variable]) => {
      const value = process.env[variable];
      if (value) return [header, value];
      throw new CentralitaError(
        'engine-secret',
        `The environment variable ${variable} for ${header} is not set; set it.`,
      );
    }),
  );
}

function filled(value: unknown, words: Readonly<Record<string, string>>): unknown {
  if (typeof value === 'string')
    return value.replaceAll(/\{(text|language)\}/g, (_, name: string) => words[name] ?? '');
  if (Array.isArray(value)) return value.map((one) => filled(one, words));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, filled(one, words)]));
}

async function soundOf(answer: Response, url: string): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of answer.body ?? []) {
    bytes += part.length;
    if (bytes > LIMIT_BYTES) throw failed(url, `its answer is larger than ${LIMIT_BYTES / 1e6} MB`);
    parts.push(part);
  }
  if (bytes === 0) throw failed(url, 'its answer is empty');
  return Buffer.concat(parts);
}

function failed(url: string, reason: string): CentralitaError {
  return new CentralitaError('engine-failed', `The speech engine at ${url} failed: ${reason}.`);
}
