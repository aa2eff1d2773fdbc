import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Revival } from '../../services/telephony/revival.ts';
import { keptLog } from './support/quiet.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function scene(link: { ari: boolean; ami: boolean }, refuses = false) {
  const asked: string[] = [];
  const logger = keptLog();
  const revival = new Revival({
    ami: {
      get connected() {
        return link.ami;
      },
      ask: async (action) => {
        if (refuses) throw new Error('AMI refused');
        asked.push(action.Action === 'Command' ? action.Command : action.Action);
      },
    },
    connected: () => link.ari,
    logger,
    patienceMs: 1_000,
  });
  return { asked, logger, revival };
}

test('a websocket that stays away while Asterisk is there is begun anew, and once more when that did not help', async () => {
  const { asked, revival } = scene({ ari: false, ami: true });
  await vi.advanceTimersByTimeAsync(1_500);
  expect(asked).toEqual([]);
  await vi.advanceTimersByTimeAsync(1_000);
  const commands = ['ari shutdown websocket session controller', 'ari start outbound-websocket controller'];
  expect(asked).toEqual(commands);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(asked).toEqual([...commands, ...commands]);
  await revival.close();
});

test.each([
  ['that is there', { ari: true, ami: true }],
  ['of an Asterisk that is gone', { ari: false, ami: false }],
])('a websocket %s is left alone', async (_, link) => {
  const { asked, revival } = scene(link);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(asked).toEqual([]);
  await revival.close();
});

test('one that comes back by itself between two looks is left alone', async () => {
  const link = { ari: false, ami: true };
  const { asked, revival } = scene(link);
  await vi.advanceTimersByTimeAsync(1_500);
  link.ari = true;
  await vi.advanceTimersByTimeAsync(1_000);
  link.ari = false;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked).toEqual([]);
  await revival.close();
});

test('a refusal is told in the log, and it is tried again', async () => {
  const { logger, revival } = scene({ ari: false, ami: true }, true);
  await vi.advanceTimersByTimeAsync(4_500);
  expect(logger.lines.filter((line) => line.includes('could not be told'))).toHaveLength(2);
  await revival.close();
});
