import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { asteriskLayout } from '../../config/asterisk/layout.ts';
import { PROMPT_FOLDER } from '../../config/asterisk/sounds.ts';
import type { Caller } from '../../config/demo-site/telephones/caller.ts';
import { projectRoot } from '../../config/paths.ts';
import { wavOf } from '../../config/prompts/sound/wav.ts';
import { type Installation, startInstallation } from '../support/installation.ts';
import { until } from '../support/story.ts';
import { type Benchmark, spreadOf } from './benchmark.ts';
import { numberAfter } from './options.ts';
import { audibleIn, Ear, SILENCE_DB, type Stretch } from './support/ear.ts';

const LANGUAGE = 'es';
const MENU_HERTZ = 500;
/** Prompts that are recorded tones: Hz, and seconds. */
const TONES: Readonly<Record<string, readonly [number, number]>> = {
  'menu-incidents': [440, 1],
  'menu-requests': [620, 0.7],
  'menu-person': [810, 1.3],
  goodbye: [1020, 0.5],
  welcome: [MENU_HERTZ, 60],
  closed: [1300, 0.4],
};
const STEPS = [
  { name: 'tones', keys: ['menu-incidents', 'menu-requests', 'menu-person', 'goodbye'] },
  { name: 'voices', keys: ['language-spanish', 'language-english', 'queue-callback', 'wrong-key', 'queue-wait'] },
] as const;
/** How long keys are held, in turns: a light touch, a usual one, a slow finger. */
const HELD_MS = [60, 100, 400] as const;
const PRESSES = 12;
const SILENT_MS = 700;
const NEAR_MS = 120;

type Gap = { readonly step: string; readonly ms: number; readonly inFiles: number };
type BargeIn = { readonly held: number; readonly ms: number };

/**
 * What a caller hears on a real Asterisk: SIPp calls, and everything that comes to its ear is kept. A gap is the silence
 * between two prompts of one step; barge-in the time from a key's first RTP packet until the prompt is heard no more.
 */
export const prompts: Benchmark = {
  name: 'prompts',
  what: 'ms of silence between the prompts of a step, and from a key until the prompt ends; --calls N (10)',
  run: async () => {
    const calls = numberAfter('--calls', 10);
    const house = await startInstallation({
      prepare: recordTones,
      site: (demo) => ({ ...demo, services: demo.services.map((one) => ({ ...one, flow: 'prompts' })) }),
      settings: { flowsDir: join(projectRoot(), 'test/bench/support/prompt-flows') },
    });
    try {
      const gaps: Gap[] = [];
      const bargeIns: BargeIn[] = [];
      for (let call = 0; call < calls; call += 1) {
        const caller = await house.call({ hertz: 0 });
        const ear = new Ear(caller.media);
        await caller.up;
        gaps.push(...(await gapsOf(house, ear)));
        bargeIns.push(...(await bargeInsOf(caller, ear, call)));
        await caller.close();
      }
      const row = (what: string, values: readonly number[]) => ({ what, count: values.length, ...spreadOf(values) });
      return {
        table: [
          ...STEPS.map(({ name }) =>
            row(
              `gap, ${name}`,
              gaps.filter(({ step }) => step === name).map(({ ms }) => ms),
            ),
          ),
          row(
            'of it in the files',
            gaps.map(({ inFiles }) => inFiles),
          ),
          ...HELD_MS.map((ms) =>
            row(
              `barge-in, key held ${ms} ms`,
              bargeIns.filter(({ held }) => held === ms).map((one) => one.ms),
            ),
          ),
        ],
        json: {
          gap_ms: brief(gaps.map(({ ms }) => ms)),
          barge_in_ms: brief(bargeIns.map(({ ms }) => ms)),
          gaps: gaps.length,
          keys: bargeIns.length,
          silence_db: SILENCE_DB,
        },
      };
    } finally {
      await house.close();
    }
  },
};

const brief = (values: readonly number[]) => {
  const { p50, max } = spreadOf(values);
  return { p50, max };
};

/** Tones in place of voices: where one ends and the next begins is beyond doubt. */
function recordTones(dataDir: string): void {
  const folder = join(dataDir, 'prompts', LANGUAGE);
  mkdirSync(folder, { recursive: true });
  const rate = 16_000;
  for (const [key, [hertz, seconds]] of Object.entries(TONES)) {
    const tone = Float32Array.from(
      { length: rate * seconds },
      (_, n) => 0.3 * Math.sin((2 * Math.PI * hertz * n) / rate),
    );
    writeFileSync(join(folder, `${key}.wav`), wavOf(tone, rate));
  }
}

/** Waits until both steps have been heard, and finds the silence between their prompts. */
async function gapsOf(house: Installation, ear: Ear): Promise<readonly Gap[]> {
  const files = STEPS.map(({ name, keys }) => ({ name, sounds: keys.map((key) => soundOf(house, key)) }));
  const length = files.flatMap(({ sounds }) => sounds).reduce((sum, { ms }) => sum + ms, 0);
  await until('both steps to be heard', () => {
    const [first] = ear.received;
    return first !== undefined && (ear.received.at(-1)?.to ?? 0) - first.from > length + 1_500;
  });
  const heard = ear.played();
  const gaps: Gap[] = [];
  // Where one prompt ends by the lengths of the files; what Asterisk adds is carried along.
  let at = (heard[0]?.from ?? 0) - (files[0]?.sounds[0]?.lead ?? 0);
  for (const { name, sounds } of files)
    sounds.forEach((sound, index) => {
      at += sound.ms;
      const silence = silenceAround(heard, at);
      const next = sounds[index + 1];
      const inFiles = sound.tail + (next?.lead ?? 0);
      if (next) gaps.push({ step: name, ms: silence ? silence.to - silence.from : 0, inFiles });
      // The next prompt's place follows from where it was heard to begin.
      if (silence) at = silence.to - (next?.lead ?? files[1]?.sounds[0]?.lead ?? 0);
    });
  return gaps;
}

/** The longest silence near a moment: those within a word are shorter, and no text has a pause so close to its edge. */
function silenceAround(heard: readonly Stretch[], at: number): Stretch | undefined {
  return heard
    .slice(1)
    .map(({ from }, index) => ({ from: heard[index]?.to ?? from, to: from }))
    .filter(({ from, to }) => from < at + NEAR_MS && to > at - NEAR_MS)
    .sort((a, b) => b.to - b.from - (a.to - a.from))[0];
}

/** A prompt as Asterisk plays it: its length, and the silence at its edges, in ms. */
function soundOf(house: Installation, key: string) {
  const path = join(asteriskLayout(house.settings).sounds, LANGUAGE, PROMPT_FOLDER, `${key}.wav`);
  const wav = readFileSync(path);
  const rate = wav.readUInt32LE(24);
  const samples = Int16Array.from({ length: (wav.length - 44) / 2 }, (_, n) => wav.readInt16LE(44 + n * 2));
  const audible = audibleIn(samples, rate);
  const ms = (samples.length / rate) * 1000;
  return { ms, lead: audible[0]?.from ?? 0, tail: ms - (audible.at(-1)?.to ?? ms) };
}

/** Presses keys into the menu's prompt, again and again, and finds when it was heard no more. */
async function bargeInsOf(caller: Caller, ear: Ear, call: number): Promise<readonly BargeIn[]> {
  const held: number[] = [];
  for (let press = 0; press < PRESSES; press += 1) {
    const now = performance.now();
    await until('the menu to be heard', () => {
      const last = ear.received.at(-1);
      return last !== undefined && last.to > now + 300 && last.to - last.from > SILENT_MS;
    });
    // At any moment of a packet's time.
    await sleep((press * 7 + call * 3) % 40);
    const ms = HELD_MS[press % HELD_MS.length] ?? 100;
    held.push(ms);
    await caller.press('1', ms);
  }
  await sleep(1_000);
  return ear.keys.map((at, index) => ({ held: held[index] ?? 0, ms: ear.toneUntil(MENU_HERTZ, at) - at }));
}
