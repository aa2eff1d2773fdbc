import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { sipPassword } from '../../config/secrets.ts';
import type { DialPurpose } from '../../services/core/effect.ts';
import { registerBrowserPhone } from './support/browser-phone.ts';
import {
  AGENT_HERTZ,
  CALLER_HERTZ,
  type Controller,
  type RealAsterisk,
  startRealAsterisk,
} from './support/real-asterisk.ts';
import type { DeskScenario } from './support/sipp.ts';
import { channelOf, longestSilence, typicalStrength } from './support/tone.ts';

let real: RealAsterisk;
let controller: Controller;

beforeAll(async () => {
  real = await startRealAsterisk({ asterisk: { rtpTimeoutSeconds: 3 } });
  controller = await real.controller();
  await controller.next('asterisk-compared');
}, 60_000);

afterAll(async () => {
  await real?.close();
});

beforeEach(() => {
  controller.forget();
});

afterEach(async () => {
  await real.agentLeaves();
});

const dialDario = (legId: string, ringSeconds = 15, purpose: DialPurpose = 'offer') =>
  ({
    type: 'dial-agent',
    legId,
    userId: 'dario',
    callId: `call-of-${legId}`,
    callerNumber: '600111222',
    callerName: 'Ana Caller',
    ringSeconds,
    purpose,
  }) as const;

/** Dario's desk telephone, registered and reachable. */
async function reachableAgent(scenario: DeskScenario = 'agent') {
  const phone = await real.agent(scenario);
  await controller.next('phone-reachable', { userId: 'dario', reachable: true });
  return phone;
}

/** A caller who was answered. */
async function answered() {
  const caller = real.call();
  const { legId } = await controller.next('leg-entered');
  controller.telephony.runEffects([
    { type: 'take-leg', legId },
    { type: 'set-language', legId, language: 'es' },
    { type: 'answer-leg', legId },
  ]);
  await controller.next('leg-up', { legId });
  return { caller, legId };
}

describe('a telephone', () => {
  test('that registers is reachable, and not when it takes that back', async () => {
    await real.agent();
    await controller.next('phone-reachable', { userId: 'dario', reachable: true });
    await real.agentLeaves();
    await controller.next('phone-reachable', { userId: 'dario', reachable: false });
  });

  test('in a browser is unreachable as soon as its page closes', async () => {
    const { settings } = real.scratch;
    const password = sipPassword(real.prepared.secrets, 'agent-ana');
    const phone = await registerBrowserPhone(settings.asterisk.httpPort, 'agent-ana', password);
    await controller.next('phone-reachable', { userId: 'ana', reachable: true });
    controller.forget();
    phone.closePage();
    await controller.next('phone-reachable', { userId: 'ana', reachable: false });
  });

  test('that is not registered cannot be dialled, and says so', async () => {
    controller.telephony.runEffects([dialDario('leg-none')]);
    expect((await controller.next('leg-gone', { legId: 'leg-none' })).cause).toBe(20);
  });
});

describe('a call', () => {
  test('goes from its entry over a prompt and a key to an agent, recorded, to its end', async () => {
    const { telephony, next } = controller;
    const before = Date.now();
    const agent = await reachableAgent();
    const caller = real.call();
    const entered = await next('leg-entered');
    expect(entered).toMatchObject({ dialled: '1000', callerNumber: '600111222', callerName: 'Ana Caller' });
    expect(entered.since).toBeGreaterThan(before - 1_000);
    expect(entered.since).toBeLessThan(Date.now() + 1_000);
    const { legId } = entered;

    telephony.runEffects([
      { type: 'take-leg', legId },
      { type: 'set-language', legId, language: 'es' },
      { type: 'answer-leg', legId },
      {
        type: 'play',
        playbackId: 'p1',
        legId,
        language: 'es',
        prompts: [
          { kind: 'number', value: 1 },
          { kind: 'digits', value: '2' },
        ],
      },
    ]);
    await next('leg-up', { legId });
    expect((await next('playback-done', { playbackId: 'p1' })).failed).toBe(false);
    expect((await next('digit', { legId })).digit).toBe('7');

    telephony.runEffects([
      {
        type: 'start-capture',
        captureId: 'capture-1',
        recordingId: 'rec-1',
        legId,
        silent: { caller: false, others: false },
      },
      { type: 'start-music', legId },
      dialDario('leg-2', 15, 'resume'),
    ]);
    await next('capture-running', { captureId: 'capture-1' });
    await next('leg-ringing', { legId: 'leg-2' });
    await next('leg-up', { legId: 'leg-2' });
    telephony.runEffects([
      { type: 'stop-music', legId },
      { type: 'make-bridge', bridgeId: 'b1', legs: [legId, 'leg-2'] },
      { type: 'make-bridge', bridgeId: 'b1', legs: [legId, 'leg-2'] },
    ]);
    await sleep(1_500);
    telephony.runEffects([
      { type: 'mute-capture', captureId: 'capture-1', legId, silent: { caller: true, others: true } },
    ]);
    await next('capture-muted', { captureId: 'capture-1' });
    await sleep(1_000);
    telephony.runEffects([
      { type: 'mute-capture', captureId: 'capture-1', legId, silent: { caller: false, others: false } },
    ]);
    await next('capture-muted', { captureId: 'capture-1' });
    await sleep(1_000);
    telephony.runEffects([{ type: 'stop-capture', captureId: 'capture-1', legId }]);
    await next('capture-stopped', { captureId: 'capture-1' });

    caller.hangUp();
    await next('leg-hang-up-requested', { legId, cause: 16 });
    expect((await next('leg-gone', { legId })).cause).toBe(16);
    telephony.runEffects([
      { type: 'hang-up-leg', legId: 'leg-2', reason: 'normal' },
      { type: 'destroy-bridge', bridgeId: 'b1' },
    ]);
    expect((await next('leg-gone', { legId: 'leg-2' })).cause).toBe(16);
    expect(controller.signals.filter((one) => one.type === 'effect-failed')).toEqual([]);
    // Our own hang-up is not the agent's.
    expect(controller.signals.filter((one) => one.type === 'leg-hang-up-requested')).toHaveLength(1);
    expect(agent.messages()).toContain('X-Centralita-Call: call-of-leg-2\r\n');
    expect(agent.messages()).toContain('X-Centralita-Purpose: resume\r\n');
    expect(agent.messages()).toContain('From: "Ana Caller" <sip:600111222@');

    const raw = readFileSync(join(real.scratch.settings.spoolDir, 'rec-1/capture-1.raw'));
    const [left, right] = [channelOf(raw, 0), channelOf(raw, 1)];
    const pause = longestSilence(left, right);
    expect(pause.seconds).toBeGreaterThan(0.9);
    for (const [from, to] of [
      [pause.from - 8_000, pause.from],
      [pause.to, pause.to + 6_000],
    ] as const) {
      expect(typicalStrength(left.slice(from, to), CALLER_HERTZ)).toBeGreaterThan(5_000);
      expect(typicalStrength(left.slice(from, to), AGENT_HERTZ)).toBeLessThan(50);
      expect(typicalStrength(right.slice(from, to), AGENT_HERTZ)).toBeGreaterThan(5_000);
      expect(typicalStrength(right.slice(from, to), CALLER_HERTZ)).toBeLessThan(50);
    }
  }, 40_000);

  test('that we refuse hears so, after it rang', async () => {
    for (const [reason, answer] of [
      ['busy', 'SIP/2.0 486'],
      ['congestion', 'SIP/2.0 503'],
    ] as const) {
      controller.forget();
      const caller = real.call();
      const { legId } = await controller.next('leg-entered');
      controller.telephony.runEffects([{ type: 'ring-leg', legId }]);
      await vi.waitFor(() => expect(caller.messages()).toContain('SIP/2.0 180'), { timeout: 10_000 });
      controller.telephony.runEffects([{ type: 'hang-up-leg', legId, reason }]);
      await controller.next('leg-gone', { legId });
      await caller.ended;
      expect(caller.messages()).toContain(answer);
    }
  }, 30_000);

  test('that another agent took stops ringing without being missed', async () => {
    const agent = await reachableAgent();
    controller.telephony.runEffects([dialDario('leg-5')]);
    await controller.next('leg-ringing', { legId: 'leg-5' });
    controller.telephony.runEffects([{ type: 'hang-up-leg', legId: 'leg-5', reason: 'answered-elsewhere' }]);
    expect((await controller.next('leg-gone', { legId: 'leg-5' })).cause).toBe(26);
    // SIPp writes what it heard a moment later.
    await expect.poll(() => agent.messages(), { timeout: 5_000 }).toContain('Call completed elsewhere');
  }, 30_000);

  test('that nobody answers ends by itself with cause 19', async () => {
    await reachableAgent('never');
    controller.telephony.runEffects([dialDario('leg-6', 1)]);
    expect((await controller.next('leg-gone', { legId: 'leg-6' })).cause).toBe(19);
  }, 30_000);

  test('that an agent declines comes back with cause 21', async () => {
    const { legId } = await answered();
    await reachableAgent('decline');
    controller.telephony.runEffects([dialDario('leg-3')]);
    await controller.next('leg-ringing', { legId: 'leg-3' });
    expect((await controller.next('leg-gone', { legId: 'leg-3' })).cause).toBe(21);
    controller.telephony.runEffects([{ type: 'hang-up-leg', legId, reason: 'normal' }]);
    await controller.next('leg-gone', { legId });
  }, 30_000);

  test('that an agent holds, releases and ends tells so', async () => {
    const { legId } = await answered();
    await reachableAgent('agent-ends');
    controller.telephony.runEffects([dialDario('leg-4')]);
    expect((await controller.next('leg-gone', { legId: 'leg-4' })).cause).toBe(16);
    const ofAgent = controller.signals.filter((one) => 'legId' in one && one.legId === 'leg-4');
    expect(ofAgent.map((one) => one.type)).toEqual([
      'leg-ringing',
      'leg-up',
      'leg-held',
      'leg-released',
      'leg-hang-up-requested',
      'leg-gone',
    ]);
    controller.telephony.runEffects([{ type: 'hang-up-leg', legId, reason: 'normal' }]);
    await controller.next('leg-gone', { legId });
  }, 30_000);

  test('whose caller vanishes ends with cause 44, which nobody asked for', async () => {
    const { caller, legId } = await answered();
    caller.vanish();
    expect((await controller.next('leg-gone', { legId })).cause).toBe(44);
    expect(controller.signals.map((one) => one.type)).not.toContain('leg-hang-up-requested');
  }, 30_000);

  test('that is dead takes every effect without harm', async () => {
    const { caller, legId } = await answered();
    caller.hangUp();
    await controller.next('leg-gone', { legId });
    controller.forget();
    controller.telephony.runEffects([
      { type: 'hang-up-leg', legId, reason: 'normal' },
      { type: 'stop-play', playbackId: 'p-none' },
      { type: 'stop-music', legId },
      { type: 'remove-from-bridge', bridgeId: 'b-none', legId },
      { type: 'destroy-bridge', bridgeId: 'b-none' },
      { type: 'play', playbackId: 'p9', legId, language: 'es', prompts: [{ kind: 'number', value: 1 }] },
      {
        type: 'start-capture',
        captureId: 'capture-9',
        recordingId: 'rec-9',
        legId,
        silent: { caller: false, others: false },
      },
      { type: 'stop-capture', captureId: 'capture-8', legId },
      { type: 'answer-leg', legId },
      { type: 'take-leg', legId },
    ]);
    await controller.next('playback-done', { playbackId: 'p9', failed: true });
    expect((await controller.next('capture-failed', { captureId: 'capture-9' })).reason).toContain('No such channel');
    await controller.next('capture-stopped', { captureId: 'capture-8' });
    await controller.next('leg-gone', { legId });
    const failed = controller.signals.flatMap((one) => (one.type === 'effect-failed' ? [one.effect] : []));
    expect(failed).toEqual([]);
  }, 30_000);
});

test('an agent who joins the site gets an account at once', async () => {
  const dora = { id: 'dora', login: 'dora', name: 'Dora', roles: ['agent'], language: 'es', phone: 'sip' } as const;
  await controller.telephony.siteChanged({ ...real.prepared.site, users: [...real.prepared.site.users, dora] });
  await expect
    .poll(() => real.asterisk.cli('pjsip show endpoint agent-dora'), { timeout: 10_000 })
    .toContain('agent-dora');
});
