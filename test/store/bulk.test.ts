import { expect, test } from 'vitest';
import type { BulkJobRow } from '../../services/ports.ts';
import { ended, fact, noon, rang, testStore } from './support.ts';

const job: BulkJobRow = {
  id: 'b1',
  kind: 'zip',
  state: 'listing',
  search: { text: 'averia' },
  format: 'wav',
  encryptFor: null,
  name: '{{date}}',
  destination: null,
  by: 'alba',
  from: '10.0.0.7',
  createdAt: noon,
  cursor: null,
  endedAt: null,
  reason: null,
  mailTo: null,
  language: 'es',
  mailedAt: null,
  mailAttempts: 0,
  nextMailAt: null,
  mailReason: null,
};
const item = (n: number, state: 'waiting' | 'left' = 'waiting') => ({
  n,
  recordingId: `r${n}`,
  callId: `c${n}`,
  state,
  reason: state === 'left' ? 'erased' : null,
});

test('a job lists what it finds page by page, each page once, and counts what became of it', async () => {
  const { bulk } = await testStore();
  await bulk.add(job);
  expect(await bulk.job('b1')).toEqual(job);
  await bulk.list({ id: 'b1', at: null, cursor: 'two', whole: false, items: [item(0), item(1)] });
  // The same page again, after a restart: it does not stand there any more.
  await bulk.list({ id: 'b1', at: null, cursor: 'two', whole: false, items: [item(7)] });
  await bulk.list({
    id: 'b1',
    at: 'two',
    cursor: null,
    whole: true,
    items: [{ ...item(2), recordingId: 'r1' }, item(3, 'left')],
  });
  expect((await bulk.items('b1', { limit: 10 })).map(({ n, state }) => `${n} ${state}`)).toEqual([
    '0 waiting',
    '1 waiting',
    '3 left',
  ]);
  await bulk.settle('b1', 0, { state: 'done', bytes: 3_000_000_000, name: 'a.wav' });
  expect(await bulk.items('b1', { state: 'done', limit: 10 })).toMatchObject([{ n: 0, bytes: 3_000_000_000 }]);
  expect(await bulk.items('b1', { after: 0, limit: 1 })).toMatchObject([{ n: 1 }]);
  expect(await bulk.counts('b1')).toEqual({ found: 3, done: 1, left: 1, bytes: 3_000_000_000 });
});

test('a job that ended is ended once, and nothing of it stays when it is forgotten', async () => {
  const { bulk } = await testStore();
  await bulk.add({ ...job, state: 'running' });
  await bulk.list({ id: 'b1', at: null, cursor: null, whole: true, items: [item(0)] });
  const end = { state: 'done', endedAt: noon + 5, reason: null, nextMailAt: null } as const;
  expect(await bulk.end('b1', end)).toBe(true);
  expect(await bulk.end('b1', { ...end, endedAt: noon + 9 })).toBe(false);
  await bulk.update('b1', { mailedAt: noon + 6, mailAttempts: 1 });
  expect(await bulk.jobs({ states: ['done'] })).toMatchObject([{ id: 'b1', endedAt: noon + 5, mailAttempts: 1 }]);
  expect(await bulk.jobs({ states: ['running'] })).toEqual([]);
  await bulk.remove('b1');
  expect([await bulk.job('b1'), await bulk.items('b1', { limit: 9 })]).toEqual([null, []]);
});

test('what a job publishes is done when the outbox says so, and what was erased is told', async () => {
  const { bulk, outbox, journal, custody } = await testStore();
  const of = { callId: 'c0', recordingId: 'r0' };
  await journal.append([
    rang('c0', noon),
    fact(noon + 1, { type: 'recording-started', ...of, captureId: 'k0' }),
    ended('c0', noon + 9, 'answered'),
  ]);
  expect(await bulk.recordingsOf(['c0', 'c9'])).toEqual([{ ...of, state: 'recording' }]);
  await bulk.add(job);
  await bulk.list({ id: 'b1', at: null, cursor: null, whole: true, items: [item(0), item(1)] });
  await bulk.settle('b1', 0, { state: 'asked' });
  const published = { id: 'p0', ...of, destination: 'archivo', destinationType: 'local', createdAt: noon } as const;
  await outbox.add([published]);
  expect(await bulk.published('b1', 'archivo')).toEqual([]);
  await outbox.update('p0', { state: 'published', bytes: 5 });
  expect(await bulk.published('b1', 'archivo')).toEqual([{ n: 0, state: 'done', bytes: 5 }]);
  await custody.addErasure({ recordingId: 'r1', callId: 'c1', askedAt: noon, state: 'asked' } as never);
  expect(await bulk.erased('b1')).toEqual(new Set(['r1']));
});
