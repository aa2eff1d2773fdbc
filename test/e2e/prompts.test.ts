import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runtimeProgram } from '../../config/runtime.ts';
import type { PromptRow } from '../../services/http/protocol.ts';
import { type Installation, startInstallation } from '../support/installation.ts';
import { journalOf } from '../support/journal.ts';
import { hears, hearsSomethingElse } from '../support/sound.ts';

let house: Installation;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'centralita-e2e-prompts-'));
  house = await startInstallation();
}, 180_000);
afterAll(async () => {
  await house?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A tone as a compressed file, as an office sends it. */
function toneFile(hertz: number): Buffer {
  const program = runtimeProgram('ffmpeg');
  const path = join(folder, 'tone.mp3');
  const args = ['-v', 'error', '-y', '-f', 'lavfi', '-i', `sine=f=${hertz}:d=8`, '-b:a', '64k', path];
  const run = spawnSync(program.command, [...program.args, ...args], { env: { ...process.env, ...program.env } });
  expect(run.status, String(run.stderr)).toBe(0);
  return readFileSync(path);
}

describe('recorded prompts', () => {
  test('are heard by the next caller, without a new start, and taken away again', { timeout: 180_000 }, async () => {
    const admin = await house.signIn('admin');
    const place = '/api/prompts/es/welcome/recording';
    const before = (await admin.get<readonly PromptRow[]>('/api/prompts')).find(
      ({ language, key }) => language === 'es' && key === 'welcome',
    );
    expect(before).toMatchObject({ how: 'spoken' });
    const row = await admin.send<PromptRow>('PUT', `${place}?name=bienvenida.mp3`, toneFile(700));
    expect(row).toMatchObject({ how: 'recorded', recorded: { by: 'admin', file: 'bienvenida.mp3' } });

    const caller = await house.call({ hertz: 0 });
    await caller.up;
    await hears(caller.media, 700, 2_000);
    await caller.hangUp();

    await admin.send<PromptRow>('DELETE', place);
    const later = await house.call({ hertz: 0 });
    await later.up;
    await hearsSomethingElse(later.media, 700, 1_000);
    await later.hangUp();

    const told = journalOf(house).filter(({ type }) => type === 'prompt-changed');
    expect(told.length).toBe(2);
  });

  test('that are programs change nothing', async () => {
    const admin = await house.signIn('admin');
    const program = readFileSync(process.execPath).subarray(0, 2_000_000);
    await expect(admin.send('PUT', '/api/prompts/es/welcome/recording', program)).rejects.toMatchObject({
      code: 'upload-program',
    });
    const rows = await admin.get<readonly PromptRow[]>('/api/prompts');
    expect(rows.every(({ how }) => how === 'spoken')).toBe(true);
  });
});
