import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { voiceSchema } from '../../config/prompts/engines/index.ts';
import { wavOf } from '../../config/prompts/sound/wav.ts';
import { speak } from '../../config/prompts/synthesis.ts';
import { meterOf } from './sound-meter.ts';

const cache = mkdtempSync(join(tmpdir(), 'centralita-engines-'));
afterAll(() => rmSync(cache, { recursive: true }));
let server: Server;
let asked: { body: unknown; token: string | undefined }[];
let answer: { status: number; sound: Uint8Array };

const tone = wavOf(
  Float32Array.from({ length: 22_050 }, (_, n) => 0.1 * Math.sin(n / 8)),
  22_050,
);

beforeEach(async () => {
  asked = [];
  answer = { status: 200, sound: tone };
  server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += String(part);
    asked.push({ body: JSON.parse(body), token: request.headers.authorization });
    response.writeHead(answer.status).end(answer.sound);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
});

const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/speak`;
const wrong = (voice: unknown) =>
  voiceSchema.safeParse(voice).error?.issues.map(({ path, message }) => `${path}: ${message}`);

describe('speech engines', () => {
  test('espeak-ng and flite speak, each with a sound of its own', async () => {
    const one = await speak('Welcome.', 'en', { engine: 'espeak-ng', voice: 'en-us' }, cache);
    const other = await speak('Welcome.', 'en', { engine: 'flite', voice: 'slt' }, cache);
    expect(readFileSync(one.wav).equals(readFileSync(other.wav))).toBe(false);
    for (const sound of [one, other]) expect(Math.abs(meterOf(sound.wav).loudness + 16)).toBeLessThan(0.5);
  });

  test('a program is told text, language and where the sound belongs, and no shell reads it', async () => {
    const program = join(cache, 'say.mjs');
    writeFileSync(join(cache, 'tone.wav'), tone);
    writeFileSync(
      program,
      `import { copyFileSync, writeFileSync } from 'node:fs';
       const [file, language, text] = process.argv.slice(2);
       let input = '';
       for await (const part of process.stdin) input += part;
       writeFileSync(${JSON.stringify(join(cache, 'told.json'))}, JSON.stringify([language, text, input]));
       copyFileSync(${JSON.stringify(join(cache, 'tone.wav'))}, file);`,
    );
    const text = 'Hola; $(touch x) "tú"';
    const command = [process.execPath, program, '{file}', '{language}', '{text}'];
    const sound = await speak(text, 'es', { engine: 'command', command }, cache);
    expect(JSON.parse(readFileSync(join(cache, 'told.json'), 'utf8'))).toEqual(['es', text, text]);
    expect(sound.measured.ms).toBeGreaterThan(900);
  });

  test('a program that fails is named with its last words', async () => {
    const command = [process.execPath, '-e', 'console.error("no such voice"); process.exit(3)', '{file}'];
    await expect(speak('Hola.', 'es', { engine: 'command', command }, cache)).rejects.toMatchObject({
      code: 'prompt-not-made',
      message: expect.stringMatching(/failed: code 3\. no such voice/),
    });
  });

  test('an engine elsewhere gets text and secret, and is asked once for a text', async () => {
    process.env.TEST_SPEECH_TOKEN = 'Bearer let-me-in';
    const voice = {
      engine: 'http',
      url: url(),
      body: { input: '{text}', speaker: { language: '{language}' }, speed: 1 },
      secretHeaders: { Authorization: 'TEST_SPEECH_TOKEN' },
    };
    await speak('Buenos días.', 'es', voice, cache);
    await speak('Buenos días.', 'es', voice, cache);
    expect(asked).toEqual([
      { body: { input: 'Buenos días.', speaker: { language: 'es' }, speed: 1 }, token: 'Bearer let-me-in' },
    ]);
    delete process.env.TEST_SPEECH_TOKEN;
  });

  test('an engine elsewhere that refuses, or answers with no sound, is named', async () => {
    const voice = { engine: 'http', url: url() };
    answer = { status: 503, sound: tone };
    await expect(speak('Uno.', 'es', voice, cache)).rejects.toThrow(/failed: it answered 503/);
    answer = { status: 200, sound: Buffer.from('<html>sorry</html>') };
    await expect(speak('Uno.', 'es', voice, cache)).rejects.toThrow(/ffmpeg cannot read it/);
    answer = { status: 200, sound: Buffer.alloc(0) };
    await expect(speak('Uno.', 'es', voice, cache)).rejects.toThrow(/its answer is empty/);
  });

  test('settings that cannot be used are named', () => {
    expect(wrong({ engine: 'espeak-gn' })).toEqual([
      'engine: there is no speech engine "espeak-gn"; did you mean "espeak-ng"?',
    ]);
    expect(wrong({ engine: 'command', command: ['say'] })).toEqual(['command: name the file to write as {file}']);
    expect(wrong({ engine: 'http', url: 'file:///etc/passwd' })?.[0]).toContain('url: ');
    expect(wrong({ engine: 'espeak-ng', voice: 'es', speed: 150 })).toBe(undefined);
  });
});
