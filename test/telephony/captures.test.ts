import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Signal } from '../../services/core/signal.ts';
import { type AmiAction, type AmiAnswer, AmiError } from '../../services/telephony/ami.ts';
import { Captures } from '../../services/telephony/captures.ts';
import { fakeAri, notFound } from './support/fake-ari.ts';

let spoolDir: string;
beforeEach(() => {
  spoolDir = mkdtempSync(join(tmpdir(), 'centralita-spool-'));
});
afterEach(() => rmSync(spoolDir, { recursive: true, force: true }));

const start = {
  type: 'start-capture',
  captureId: 'capture-1',
  recordingId: 'rec-1',
  legId: 'c1',
  silent: { caller: false, others: false },
} as const;
const both = { caller: true, others: true };
const noChannel = new AmiError('ami-refused', 'No such channel');

function scene(
  answer: (action: AmiAction) => Promise<AmiAnswer>,
  ariAnswers: Readonly<Record<string, unknown>> = {},
  departed: () => Promise<unknown> | null = () => null,
) {
  const told: Signal[] = [];
  const actions: AmiAction[] = [];
  const ari = fakeAri(ariAnswers);
  const ami = (action: AmiAction) => {
    actions.push(action);
    return answer(action);
  };
  const captures = new Captures({ ami, ari: ari.request, spoolDir, departed, tell: (signal) => told.push(signal) });
  return { captures, told, actions, ari };
}

const success = async (action: AmiAction): Promise<AmiAnswer> =>
  action.Action === 'MixMonitor' ? { response: 'Success', mixmonitorid: '0x7f' } : { response: 'Success' };

test('start, mute and stop asked in one breath stay in order and hit that capture', async () => {
  const { captures, actions, told } = scene(success);
  await Promise.all([
    captures.start(start),
    captures.mute('capture-1', 'c1', { caller: false, others: true }),
    captures.mute('capture-1', 'c1', both),
    captures.stop('capture-1', 'c1'),
  ]);
  const file = join(spoolDir, 'rec-1/capture-1.raw');
  expect(actions).toEqual([
    { Action: 'StopMixMonitor', Channel: 'c1' },
    { Action: 'MixMonitor', Channel: 'c1', File: file, Options: 'Di(CENTRALITA_capture_1)' },
    { Action: 'MixMonitorMute', Channel: 'c1', Direction: 'read', State: '0' },
    { Action: 'MixMonitorMute', Channel: 'c1', Direction: 'write', State: '1' },
    { Action: 'MixMonitorMute', Channel: 'c1', Direction: 'both', State: '1' },
    { Action: 'StopMixMonitor', Channel: 'c1', MixMonitorID: '0x7f' },
  ]);
  expect(told.map((one) => one.type)).toEqual(['capture-running', 'capture-muted', 'capture-muted', 'capture-stopped']);
  expect(statSync(join(spoolDir, 'rec-1')).mode & 0o777).toBe(0o700);
});

test('what is to be silent from the first sample on is asked for in one breath with the start', async () => {
  const { captures, actions, told } = scene(() => new Promise(() => undefined));
  void captures.start({ ...start, silent: { caller: false, others: true } });
  await Promise.resolve();
  expect(actions.slice(1)).toMatchObject([
    { Action: 'MixMonitor' },
    { Action: 'MixMonitorMute', Direction: 'read', State: '0' },
    { Action: 'MixMonitorMute', Direction: 'write', State: '1' },
  ]);
  expect(told).toEqual([]);
});

test('a silence ends when those who leave have left, and what was said before was read', async () => {
  let leave: () => void = () => undefined;
  const left = new Promise<void>((resolve) => {
    leave = resolve;
  });
  const { captures, actions, told } = scene(success, {}, () => left);
  leave();
  await captures.start({ ...start, silent: both });
  const mutes = () => actions.filter(({ Action }) => Action === 'MixMonitorMute').slice(1);
  const others = { caller: false, others: true };
  const lifted = captures.mute('capture-1', 'c1', others);
  await new Promise((resolve) => setImmediate(resolve));
  expect(mutes()).toEqual([]);
  await lifted;
  expect(mutes()).toMatchObject([
    { Direction: 'read', State: '0' },
    { Direction: 'write', State: '1' },
  ]);
  expect(told.at(-1)).toEqual({ type: 'capture-muted', captureId: 'capture-1', silent: others });
});

test('nobody is recorded while somebody still leaves, and no silence ends', async () => {
  const never = new Promise(() => undefined);
  const { captures, actions } = scene(success, {}, () => never);
  void captures.start(start);
  void captures.mute('capture-of-another-life', 'c2', { caller: false, others: false });
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(actions).toEqual([]);
});

test('of two requests only the later one ends a silence, and a side that falls silent does so at once', async () => {
  const { captures, actions, told } = scene(success);
  await captures.start({ ...start, silent: { caller: true, others: false } });
  const first = captures.mute('capture-1', 'c1', { caller: false, others: true });
  await new Promise((resolve) => setImmediate(resolve));
  expect(actions.at(-1)).toMatchObject({ Action: 'MixMonitorMute', Direction: 'both', State: '1' });
  await Promise.all([first, captures.mute('capture-1', 'c1', both)]);
  expect(actions.filter((one) => one.Action === 'MixMonitorMute' && one.State === '0')).toHaveLength(1);
  expect(told.filter((one) => one.type === 'capture-muted')).toEqual([
    { type: 'capture-muted', captureId: 'capture-1', silent: both },
  ]);
});

test('what silences everything keeps a silence from ending that was about to', async () => {
  const { captures, actions } = scene(success);
  await captures.start({ ...start, silent: both });
  const ending = captures.mute('capture-1', 'c1', { caller: false, others: false });
  await captures.silenceAll('c1');
  await ending;
  expect(actions.at(-1)).toMatchObject({ Direction: 'both', State: '1' });
  await captures.mute('capture-1', 'c1', { caller: false, others: false });
  expect(actions.at(-1)).toMatchObject({ Direction: 'both', State: '0' });
});

test('a capture that an earlier controller began is stopped by the id on its channel', async () => {
  const { captures, actions, told, ari } = scene(success, {
    'GET /channels/{channelId}/variable': { value: '0x55' },
  });
  await captures.stop('capture-1', 'c1');
  expect(ari.asked[0]?.[1]).toEqual({ channelId: 'c1', variable: 'CENTRALITA_capture_1' });
  expect(actions).toEqual([{ Action: 'StopMixMonitor', Channel: 'c1', MixMonitorID: '0x55' }]);
  expect(told).toEqual([{ type: 'capture-stopped', captureId: 'capture-1' }]);
});

test('a capture ended with its leg is a stopped one', async () => {
  const { captures, told } = scene(
    async (action) => {
      if (action.Action === 'StopMixMonitor' && action.MixMonitorID) throw noChannel;
      return success(action);
    },
    { 'GET /channels/{channelId}/variable': notFound },
  );
  await captures.start(start);
  await captures.stop('capture-1', 'c1');
  await captures.stop('capture-of-another-life', 'c1');
  expect(told.slice(1).map((one) => one.type)).toEqual(['capture-stopped', 'capture-stopped']);
});

test('a start that is refused fails, and what follows it too', async () => {
  const { captures, told } = scene(async () => {
    throw noChannel;
  });
  const results = await Promise.allSettled([captures.start(start), captures.mute('capture-1', 'c1', both)]);
  expect(results.map((one) => one.status)).toEqual(['rejected', 'rejected']);
  expect(told).toEqual([]);
});

test.each(['../rec', 'a/b', 'rec,o(x)', ''])('an id that could name another file is refused (%j)', async (id) => {
  const { captures, actions } = scene(success);
  await expect(captures.start({ ...start, recordingId: id })).rejects.toMatchObject({ code: 'ami-value' });
  await expect(captures.start({ ...start, captureId: id })).rejects.toMatchObject({ code: 'ami-value' });
  expect(actions).toEqual([]);
});
