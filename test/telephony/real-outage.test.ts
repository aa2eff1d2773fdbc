import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startAsterisk } from '../../config/processes/asterisk.ts';
import { CALLER_HERTZ, type Controller, type RealAsterisk, startRealAsterisk } from './support/real-asterisk.ts';
import { channelOf, strengthOf } from './support/tone.ts';

let real: RealAsterisk;

beforeEach(async () => {
  real = await startRealAsterisk({});
}, 60_000);

afterEach(async () => {
  await real?.close();
});

async function connected(): Promise<Controller> {
  const controller = await real.controller();
  await controller.next('asterisk-compared');
  return controller;
}

/** A conversation that is being recorded. */
async function conversation(controller: Controller) {
  await real.agent();
  await controller.next('phone-reachable', { userId: 'dario', reachable: true });
  const caller = real.call();
  const { legId } = await controller.next('leg-entered');
  controller.telephony.runEffects([
    { type: 'take-leg', legId },
    { type: 'answer-leg', legId },
    {
      type: 'start-capture',
      captureId: 'capture-1',
      recordingId: 'rec-1',
      legId,
      silent: { caller: false, others: false },
    },
    {
      type: 'dial-agent',
      legId: 'leg-2',
      userId: 'dario',
      callId: 'call-1',
      callerNumber: '600111222',
      callerName: '',
      ringSeconds: 15,
      purpose: 'offer',
    },
  ]);
  await controller.next('capture-running');
  await controller.next('leg-up', { legId: 'leg-2' });
  controller.telephony.runEffects([{ type: 'make-bridge', bridgeId: 'b1', legs: [legId, 'leg-2'] }]);
  return { caller, legId, file: join(real.scratch.settings.spoolDir, 'rec-1/capture-1.raw') };
}

test('a controller that comes back finds the conversation, its recording and the calls that came and went', async () => {
  const first = await connected();
  const { legId, file } = await conversation(first);
  const { startedAt } = await first.next('asterisk-compared');
  first.forget();
  const leaver = real.call();
  const left = await first.next('leg-entered');
  await first.telephony.close();
  const size = statSync(file).size;
  const came = Date.now();
  real.call();
  leaver.hangUp();
  await leaver.ended;
  await sleep(1_500);

  const second = await connected();
  const compared = await second.next('asterisk-compared');
  expect(compared.startedAt).toBe(startedAt);
  expect(compared.reachable).toEqual(['dario']);
  expect(compared.bridges).toEqual([{ bridgeId: 'b1', legs: expect.arrayContaining([legId, 'leg-2']) }]);
  const inbound = { dialled: '1000', callerNumber: '600111222', callerName: 'Ana Caller' };
  expect(compared.legs).toContainEqual({ legId, up: true, inbound });
  expect(compared.legs).toContainEqual({ legId: 'leg-2', up: true });
  // The call that came meanwhile is not part of the comparison: its entry is replayed, with its true first ring.
  expect(compared.legs).toHaveLength(2);
  const entered = await second.next('leg-entered');
  expect(second.signals.indexOf(entered)).toBeGreaterThan(second.signals.indexOf(compared));
  expect(entered.since).toBeGreaterThan(came - 1_000);
  expect(entered.since).toBeLessThan(came + 1_000);
  await second.next('leg-gone', { legId: left.legId });

  // The recording went on, and this controller stops it though it did not begin it.
  second.telephony.runEffects([{ type: 'stop-capture', captureId: 'capture-1', legId }]);
  await second.next('capture-stopped', { captureId: 'capture-1' });
  const stopped = statSync(file).size;
  expect(stopped - size).toBeGreaterThan(1.4 * 32_000);
  expect(strengthOf(channelOf(readFileSync(file), 0).slice(-8_000), CALLER_HERTZ)).toBeGreaterThan(5_000);
  await sleep(200);
  expect(statSync(file).size).toBe(stopped);
  second.telephony.runEffects([{ type: 'hang-up-leg', legId: entered.legId, reason: 'normal' }]);
  expect((await second.next('leg-gone', { legId: entered.legId })).cause).toBe(16);
}, 60_000);

test('an Asterisk that stands still is lost, and found again with its calls', async () => {
  const controller = await connected();
  const { legId } = await conversation(controller);
  controller.forget();
  process.kill(real.asterisk.pid, 'SIGSTOP');
  try {
    await controller.next('asterisk-lost');
    // Asked of nobody: the engine learns that it was not done.
    controller.telephony.runEffects([{ type: 'start-music', legId }]);
    await controller.next('effect-failed', { effect: 'start-music' });
  } finally {
    process.kill(real.asterisk.pid, 'SIGCONT');
  }
  const compared = await controller.next('asterisk-compared');
  expect(compared.legs.map((leg) => leg.legId).toSorted()).toEqual([legId, 'leg-2'].toSorted());
  controller.telephony.runEffects([{ type: 'hang-up-leg', legId, reason: 'normal' }]);
  await controller.next('leg-gone', { legId });
}, 60_000);

test('an Asterisk that died is found again by itself, and says that it is another', async () => {
  const controller = await connected();
  await conversation(controller);
  const before = await controller.next('asterisk-compared');
  controller.forget();
  real.asterisk.kill();
  await controller.next('asterisk-lost');
  await real.asterisk.exited;
  const again = await startAsterisk(real.scratch.settings, real.prepared.secrets, real.prepared.site);
  try {
    const compared = await controller.next('asterisk-compared');
    expect(compared.legs).toEqual([]);
    expect(compared.bridges).toEqual([]);
    expect(compared.startedAt).toBeGreaterThan(before.startedAt);
    // The desk telephone's registration is kept by Asterisk; it is asked whether it is there.
    const seen = () =>
      compared.reachable.includes('dario') ||
      controller.signals.some((one) => one.type === 'phone-reachable' && one.userId === 'dario' && one.reachable);
    await expect.poll(seen, { timeout: 20_000 }).toBe(true);
  } finally {
    await again.close();
  }
}, 60_000);
