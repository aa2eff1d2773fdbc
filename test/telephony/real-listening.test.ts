import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { speak } from '../../config/prompts/synthesis.ts';
import { runtimeProgram } from '../../config/runtime.ts';
import type { Recogniser } from '../../services/ports.ts';
import { recogniserOf } from '../../services/speech/index.ts';
import { keptLog } from './support/quiet.ts';
import { type Controller, type RealAsterisk, startRealAsterisk } from './support/real-asterisk.ts';

const LIMIT_MS = 60_000;
const words = ['one', 'two', 'three', 'sales', 'support', 'operator'];

let real: RealAsterisk;
let recogniser: Recogniser | null;
let controller: Controller;

beforeAll(async () => {
  recogniser = recogniserOf({ speech: { recognisers: { en: { engine: 'pocketsphinx' } }, atOnce: 1 } }, keptLog());
  real = await startRealAsterisk({ languages: ['es', 'en'] });
  controller = await real.controller(recogniser ?? undefined);
  await controller.next('asterisk-compared');
}, 120_000);

afterAll(async () => {
  await real?.close();
  recogniser?.close();
});

/** What the caller sounds over and over, as a telephone carries it: a word, and a while of silence. */
async function callerSays(word: string): Promise<string> {
  const folder = real.scratch.folder;
  const { wav } = await speak(word, 'en', { engine: 'flite', voice: 'slt' }, join(folder, 'spoken'));
  const said = join(folder, `${word}.alaw`);
  const program = runtimeProgram('ffmpeg');
  const pause = 'adelay=1500,apad=pad_dur=1.5';
  const args = ['-v', 'error', '-y', '-i', wav, '-af', pause, '-ar', '8000', '-f', 'alaw', said];
  const run = spawnSync(program.command, [...program.args, ...args], { env: { ...process.env, ...program.env } });
  expect(run.status, String(run.stderr)).toBe(0);
  return said;
}

/** A caller who says a word, with somebody who listens. */
async function listensTo(word: string) {
  controller.forget();
  const caller = real.call('1000', await callerSays(word));
  const { legId } = await controller.next('leg-entered');
  controller.telephony.runEffects([
    { type: 'take-leg', legId },
    { type: 'answer-leg', legId },
  ]);
  await controller.next('leg-up', { legId });
  controller.telephony.runEffects([{ type: 'start-listening', legId, words, language: 'en' }]);
  return { caller, legId };
}

const channels = async () => (await real.asterisk.cli('core show channels concise')).trim().split('\n').filter(Boolean);

for (const word of ['two', 'sales'])
  test(`${word}, said by a caller, is understood, and everything is let go of`, { timeout: LIMIT_MS }, async () => {
    const { caller, legId } = await listensTo(word);
    const heard = await controller.next('heard', { legId });
    expect(heard.words).toBe(word);
    expect(heard.confidence).toBeGreaterThan(0.3);
    expect((await channels()).length).toBe(3);
    controller.telephony.runEffects([{ type: 'stop-listening', legId }]);
    await expect.poll(async () => (await channels()).length, { timeout: 20_000 }).toBe(1);
    expect(await real.asterisk.cli('bridge show all')).not.toMatch(/listening/);
    // What listens is no leg of a call.
    expect(controller.signals.some((signal) => signal.type === 'leg-up' && signal.legId !== legId)).toBe(false);
    caller.vanish();
    controller.telephony.runEffects([{ type: 'hang-up-leg', legId, reason: 'normal' }]);
    await controller.next('leg-gone', { legId });
  });

test('a second caller beyond the limit has the keys, and the place of one who hangs up is free', {
  timeout: LIMIT_MS,
}, async () => {
  const first = await listensTo('one');
  await controller.next('heard', { legId: first.legId });
  const second = await listensTo('two');
  await expect.poll(() => controller.log.join('\n'), { timeout: 20_000 }).toMatch(/as many callers/);
  controller.telephony.runEffects([{ type: 'hang-up-leg', legId: first.legId, reason: 'normal' }]);
  await controller.next('leg-gone', { legId: first.legId });
  await expect.poll(async () => (await channels()).length, { timeout: 20_000 }).toBe(1);
  controller.telephony.runEffects([{ type: 'start-listening', legId: second.legId, words, language: 'en' }]);
  expect((await controller.next('heard', { legId: second.legId })).words).toBe('two');
  for (const { caller } of [first, second]) caller.vanish();
});
