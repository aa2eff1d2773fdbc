import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { installPrompts } from '../../config/prompts/install-prompts.ts';
import { loadPromptTexts } from '../../config/prompts/prompt-texts.ts';
import { promptWork } from '../../config/prompts/prompt-work.ts';
import { runtimePaths } from '../../config/runtime.ts';
import { type Scratch, scratchSettings } from './scratch.ts';

let scratch: Scratch;
let texts: string;
let sounds: string;

beforeEach(async () => {
  scratch = await scratchSettings();
  texts = mkdtempSync(join(tmpdir(), 'centralita-texts-'));
  sounds = join(scratch.folder, 'sounds');
  write('es', { hola: 'Hola.' });
  write('en', { hola: 'Hello.' });
});
afterEach(() => {
  scratch.close();
  rmSync(texts, { recursive: true });
});

const write = (language: string, content: Record<string, string>) =>
  writeFileSync(join(texts, `${language}.json`), JSON.stringify(content));
const sound = (language: string, key: string, extension = 'wav') =>
  join(sounds, language, 'centralita', `${key}.${extension}`);
const install = () =>
  installPrompts({ ...promptWork(scratch.settings, { flows: [], textFolder: texts, clean: true }), sounds });
/** Sampling rate in a WAV header, little-endian at byte 24. */
const rate = (path: string) => readFileSync(path).readUInt32LE(24);

describe('prompts', () => {
  test('of the project are whole in every language', () => {
    const known = loadPromptTexts(['es', 'en']);
    expect(Object.keys(known.get('es') ?? {})).toContain('apology');
  });

  test('are spoken at both telephone rates', async () => {
    await install();
    for (const language of ['es', 'en']) {
      expect(rate(sound(language, 'hola'))).toBe(8_000);
      expect(rate(sound(language, 'hola', 'wav16'))).toBe(16_000);
    }
  });

  test('give way to a recorded file of the same name', async () => {
    await install();
    const spoken = readFileSync(sound('es', 'hola'));
    const folder = join(scratch.settings.dataDir, 'prompts/es');
    mkdirSync(folder, { recursive: true });
    copyFileSync(join(runtimePaths().sounds, 'es_MX_f_Allison/digits/1.wav'), join(folder, 'hola.wav'));
    await install();
    expect(readFileSync(sound('es', 'hola')).equals(spoken)).toBe(false);
    rmSync(join(folder, 'hola.wav'));
    await install();
    expect(readFileSync(sound('es', 'hola')).equals(spoken)).toBe(true);
  });

  test('change and go with the language files', async () => {
    await install();
    const before = readFileSync(sound('es', 'hola'));
    write('es', { hola: 'Buenos días.', adios: 'Adiós.' });
    write('en', { hola: 'Hello.', adios: 'Good bye.' });
    await install();
    expect(readFileSync(sound('es', 'hola')).equals(before)).toBe(false);
    write('es', { adios: 'Adiós.' });
    write('en', { adios: 'Good bye.' });
    await install();
    expect([existsSync(sound('es', 'hola')), existsSync(sound('es', 'adios'))]).toEqual([false, true]);
  });

  test('missing in one language are named', () => {
    write('en', {});
    expect(() => loadPromptTexts(['es', 'en'], texts)).toThrow(/"hola" in en\.json/);
  });

  test('of a language without a file are refused', () => {
    expect(() => loadPromptTexts(['es', 'fr'], texts)).toThrow(/no file .*fr\.json/);
  });

  test('with an empty text or a strange key are refused', () => {
    write('es', { hola: ' ' });
    expect(() => loadPromptTexts(['es'], texts)).toThrow(/hola: the text is empty/);
    write('es', { '../hola': 'x' });
    expect(() => loadPromptTexts(['es'], texts)).toThrow(/cannot be used/);
  });
});
