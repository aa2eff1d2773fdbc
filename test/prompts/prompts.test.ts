import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { asteriskLayout } from '../../config/asterisk/layout.ts';
import { wavOf } from '../../config/prompts/sound/wav.ts';
import type { Signal } from '../../services/core/signal.ts';
import type { Prompts } from '../../services/ports.ts';
import { openPrompts } from '../../services/prompts/prompts.ts';
import { type Scratch, scratchSettings } from '../config/scratch.ts';
import { demoSurroundings } from '../support/scene.ts';

let scratch: Scratch;
let told: Signal[];
let prompts: Prompts;

beforeEach(async () => {
  scratch = await scratchSettings({ languages: ['es'] });
  told = [];
  const { site, flows } = demoSurroundings((demo) => ({
    ...demo,
    queues: demo.queues.map((queue) => ({ ...queue, comfort: { everySeconds: 60, prompts: ['queue-callback'] } })),
  }));
  prompts = openPrompts({
    settings: scratch.settings,
    site: () => site,
    flows: () => flows,
    tell: () => async (signal) => {
      told.push(signal);
      return [];
    },
    clock: () => 1_000,
  });
  await prompts.prepare([]);
});
afterEach(() => scratch.close());

const row = (key: string) => prompts.list().find((one) => one.key === key);
const onDisk = (key: string) =>
  readFileSync(join(asteriskLayout(scratch.settings).sounds, 'es/centralita', `${key}.wav`));
const tone = wavOf(
  Float32Array.from({ length: 24_000 }, (_, n) => 0.05 * Math.sin(n / 4)),
  16_000,
);
async function* sent(content: Uint8Array) {
  yield content.subarray(0, 1_000);
  yield content.subarray(1_000);
}
const record = (content: Uint8Array, key = 'welcome') =>
  prompts.record('es', key, { name: 'bienvenida.wav', content: sent(content) }, 'admin');

describe('prompts of a running controller', () => {
  test('are listed with text, length, loudness and where they are said', () => {
    expect(row('welcome')).toMatchObject({
      language: 'es',
      text: expect.stringContaining('Bienvenido'),
      how: 'spoken',
      recorded: null,
      uses: [{ kind: 'step', flow: 'mesa-de-ayuda', step: 'welcome' }],
    });
    expect(Math.abs((row('welcome')?.loudness ?? 0) + 16)).toBeLessThan(0.5);
    expect(row('welcome')?.peak).toBeLessThanOrEqual(-2);
    expect(row('queue-callback')?.uses).toContainEqual({ kind: 'queue', queue: 'general' });
    expect(row('queue-wait')?.uses).toEqual([{ kind: 'queues' }]);
    expect(row('apology')?.uses).toContainEqual({ kind: 'outage' });
  });

  test('are recorded, heard at once, journalled, and spoken again', async () => {
    const spoken = onDisk('welcome');
    const recorded = await record(tone);
    expect(recorded).toMatchObject({
      how: 'recorded',
      recorded: { by: 'admin', at: 1_000, file: 'bienvenida.wav' },
    });
    expect(Math.abs((recorded.durationMs ?? 0) - 1_580)).toBeLessThan(40);
    expect(Math.abs((recorded.loudness ?? 0) + 16)).toBeLessThan(0.5);
    expect(onDisk('welcome').equals(spoken)).toBe(false);
    expect(Buffer.from(prompts.sound('es', 'welcome')).readUInt32LE(24)).toBe(16_000);
    const back = await prompts.remove('es', 'welcome', 'admin');
    expect(back).toMatchObject({ how: 'spoken', recorded: null });
    expect(onDisk('welcome').equals(spoken)).toBe(true);
    const by = { kind: 'person', userId: 'admin' };
    const of = { type: 'prompt-changed', language: 'es', key: 'welcome', by };
    expect(told).toEqual([
      { ...of, how: 'recorded', file: 'bienvenida.wav' },
      { ...of, how: 'removed', file: '' },
    ]);
    await expect(prompts.remove('es', 'welcome', 'admin')).rejects.toMatchObject({ code: 'prompt-not-recorded' });
  });

  test('have the digest of their text, and of the file that was recorded, as they are now', async () => {
    const sha256 = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex');
    const text = sha256(row('welcome')?.text ?? '');
    expect(prompts.wording('es', 'welcome')).toEqual({ text });
    await record(tone);
    const kept = readFileSync(join(scratch.settings.dataDir, 'prompts/es/welcome.wav'));
    expect(prompts.wording('es', 'welcome')).toEqual({ text, sound: sha256(kept) });
    await record(tone.map((byte, n) => (n > 100 && n % 2 === 0 ? byte ^ 1 : byte)));
    expect(prompts.wording('es', 'welcome')?.sound).not.toBe(sha256(kept));
    await prompts.remove('es', 'welcome', 'admin');
    expect(prompts.wording('es', 'welcome')).toEqual({ text });
    expect(prompts.wording('es', 'unheard-of')).toBeNull();
    const own = (es: string) => [{ flow: 'ventas', prompts: { ask: { es } } }];
    await prompts.prepare(own('¿Podemos grabar?'));
    expect(prompts.wording('es', 'ventas/ask')).toEqual({ text: sha256('¿Podemos grabar?') });
    await prompts.prepare(own('¿Grabamos?'));
    expect(prompts.wording('es', 'ventas/ask')).toEqual({ text: sha256('¿Grabamos?') });
  });

  test('stay as they are where what was sent is no sound, or nobody knows the prompt', async () => {
    const spoken = onDisk('welcome');
    await expect(record(Buffer.from('\x7fELF program'.repeat(500)))).rejects.toMatchObject({ code: 'upload-program' });
    await expect(record(tone, 'nowhere')).rejects.toMatchObject({ code: 'prompt-unknown' });
    await expect(record(Buffer.alloc(60_000_001))).rejects.toMatchObject({ code: 'upload-too-large' });
    expect(onDisk('welcome').equals(spoken)).toBe(true);
    expect(told).toEqual([]);
  });

  test('follow the flows: new and changed texts are spoken, a recording stays', { timeout: 60_000 }, async () => {
    const flow = (text: string) => [{ flow: 'ventas', prompts: { hola: { es: text, en: 'Hello.' } } }];
    await prompts.prepare(flow('Hola, son las ventas.'));
    expect(prompts.texts().get('es')?.get('ventas/hola')).toBe('Hola, son las ventas.');
    const first = onDisk('ventas/hola');
    await prompts.prepare(flow('Buenos días.'));
    expect(onDisk('ventas/hola').equals(first)).toBe(false);
    await record(tone, 'ventas/hola');
    const recorded = onDisk('ventas/hola');
    await prompts.prepare(flow('Buenas tardes.'));
    expect(row('ventas/hola')).toMatchObject({ how: 'recorded', text: 'Buenas tardes.' });
    expect(onDisk('ventas/hola').equals(recorded)).toBe(true);
    // A call may still be on the flow that had it.
    await prompts.prepare([]);
    expect(row('ventas/hola')).toBe(undefined);
    expect(onDisk('ventas/hola').equals(recorded)).toBe(true);
  });

  test('keep their texts where a voice fails', async () => {
    const { site, flows } = demoSurroundings();
    const voices = { es: { engine: 'command', command: ['/bin/false', '{file}'] } };
    const dumb = openPrompts({
      settings: { ...scratch.settings, prompts: { voices } },
      site: () => site,
      flows: () => flows,
      tell: () => async () => [],
    });
    await expect(dumb.prepare([{ flow: 'x', prompts: { y: { es: 'Hola.' } } }])).rejects.toMatchObject({
      code: 'prompt-not-made',
    });
    expect(dumb.texts().get('es')?.has('x/y')).toBe(false);
  });
});
