import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asteriskLayout } from '../../config/asterisk/layout.ts';
import { writeAgentEndpoints } from '../../config/asterisk/write-configuration.ts';
import { type AsteriskProcess, startAsterisk } from '../../config/processes/asterisk.ts';
import { type PreparedData, prepareData } from '../../config/setup/first-run.ts';
import { type Scratch, scratchSettings } from './scratch.ts';
import { probeInvite } from './sip-probe.ts';

let scratch: Scratch;
let prepared: PreparedData;
let asterisk: AsteriskProcess;

beforeAll(async () => {
  scratch = await scratchSettings({ asterisk: { outageSeconds: 1 } });
  prepared = prepareData(scratch.settings);
  asterisk = await startAsterisk(scratch.settings, prepared.secrets, prepared.site);
});

afterAll(async () => {
  await asterisk?.close();
  scratch?.close();
});

describe('Asterisk with the written configuration', () => {
  test('is new enough, and has every endpoint of settings and site', async () => {
    expect(await asterisk.cli('core show version')).toMatch(/^Asterisk 22\./);
    const endpoints = await asterisk.cli('pjsip show endpoints');
    for (const name of ['agent-ana', 'agent-bruno', 'agent-carla', 'trunk-demo', 'web-caller']) {
      expect(endpoints).toContain(`Endpoint:  ${name} `);
    }
  });

  test('starts without a warning or an error', () => {
    const log = readFileSync(join(asteriskLayout(scratch.settings).logs, 'asterisk.log'), 'utf8');
    const complaints = log.split('\n').filter((line) => /WARNING|ERROR/.test(line));
    // Nobody listens for Asterisk's websocket in this test.
    expect(complaints.filter((line) => !line.includes('websocket'))).toEqual([]);
  });

  test('runs every module that is listed', async () => {
    const modules = await asterisk.cli('module show');
    expect(modules).not.toContain('Not Running');
    expect(modules).toContain('app_mixmonitor.so');
  });

  test('has numbers and prompts in both languages', () => {
    const { sounds } = asteriskLayout(scratch.settings);
    for (const language of ['es', 'en']) {
      expect(readFileSync(join(sounds, language, 'digits/1.wav')).length).toBeGreaterThan(1_000);
      expect(readFileSync(join(sounds, language, 'centralita/apology.wav')).length).toBeGreaterThan(8_000);
    }
  });

  test('asks an unknown source for a password and lets nothing through', async () => {
    const { codes } = await probeInvite('127.0.0.9', scratch.settings.asterisk.sipPort, '1000', 5_000);
    expect(codes).toEqual([401]);
    expect(await asterisk.cli('core show channels')).toContain('0 active channels');
  });

  test('ends a call that no controller takes with an apology, and busy', async () => {
    const { codes, last } = await probeInvite('127.0.0.5', scratch.settings.asterisk.sipPort, '1000', 40_000);
    expect(codes).toEqual([100, 183, 486]);
    expect(last).toContain('cause=17');
  }, 60_000);

  test('takes over new agents at a reload', async () => {
    const dora = { id: 'dora', login: 'dora', name: 'Dora', roles: ['agent'], language: 'es', phone: 'sip' } as const;
    const site = { ...prepared.site, users: [...prepared.site.users, dora] };
    writeAgentEndpoints(scratch.settings, prepared.secrets, site);
    await asterisk.cli('module reload res_pjsip.so');
    await expect
      .poll(() => asterisk.cli('pjsip show endpoint agent-dora'), { timeout: 10_000 })
      .toContain('webrtc                             : no');
  });

  test('is kept, not started twice, by the next start', async () => {
    const again = await startAsterisk(scratch.settings, prepared.secrets, prepared.site);
    expect(again.adopted).toBe(true);
    expect(again.pid).toBe(asterisk.pid);
  });
});
