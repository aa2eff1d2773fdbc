import { expect, test } from 'vitest';
import type { CallRow, Page, RecordingAnnotations, RecordingNote } from '../../services/http/protocol.ts';
import { noon, rang } from '../store/support.ts';
import { codeOf, testHttp } from './support.ts';

async function scene() {
  const http = await testHttp();
  const of = { callId: 'c1', recordingId: 'r1' };
  await http.store.journal.append([
    rang('c1', noon),
    rang('c2', noon + 1),
    { at: noon, event: { type: 'recording-started', ...of, captureId: 'p1' } },
    { at: noon, event: { type: 'recording-sealed', ...of, durationMs: 9_000, bytes: 9, sha256: 'x' } },
  ]);
  const [supervisor = '', auditor = '', agent = ''] = await Promise.all(
    ['supervisor', 'auditor', 'agent'].map(http.signIn),
  );
  return { ...http, supervisor, auditor, agent };
}

test('tags, tickets and notes are put on a recording, found by, and told to the ledger without their words', async () => {
  const it = await scene();
  const labels = { tags: ['VIP', 'queja'], tickets: ['INC-7'] };
  const set = await it.ask('PUT', '/api/recordings/r1/labels', { cookie: it.supervisor, body: labels });
  expect(await set.json()).toEqual({ tags: ['queja', 'vip'], tickets: ['inc-7'] });
  const body = { at: 4_000, text: 'Aquí se enfada' };
  const made = await it.ask('POST', '/api/recordings/r1/notes', { cookie: it.supervisor, body });
  expect(made.status).toBe(201);
  const { id } = (await made.json()) as RecordingNote;
  const read = async () =>
    (await (
      await it.ask('GET', '/api/recordings/r1/annotations', { cookie: it.auditor })
    ).json()) as RecordingAnnotations;
  expect((await read()).notes).toMatchObject([{ at: 4_000, text: 'Aquí se enfada', byName: 'supervisor' }]);
  const found = await it.ask('GET', '/api/recordings?tag=Vip&text=enfada', { cookie: it.auditor });
  expect(((await found.json()) as Page<CallRow>).rows.map((row) => row.recordingId)).toEqual(['r1']);

  expect(await codeOf(await it.ask('DELETE', `/api/recordings/r1/notes/${id}`, { cookie: it.auditor }))).toBe(
    'not-found',
  );
  expect((await it.ask('DELETE', `/api/recordings/r1/notes/${id}`, { cookie: it.supervisor })).status).toBe(204);
  expect((await read()).notes).toEqual([]);
  const booked = await it.store.ledger.list('r1');
  expect(booked.map((entry) => entry.action).filter((one) => one === 'tagged' || one === 'noted')).toEqual([
    'tagged',
    'noted',
    'noted',
  ]);
  expect(JSON.stringify(booked)).not.toContain('enfada');
});

test('what cannot be put on a recording is refused', async () => {
  const it = await scene();
  const note = (cookie: string, path: string, at: number) =>
    it.ask('POST', `/api/recordings/${path}/notes`, { cookie, body: { at, text: 'x' } });
  expect(await codeOf(await note(it.supervisor, 'r1', 9_001))).toBe('note-invalid');
  expect(await codeOf(await note(it.supervisor, 'r9', 1))).toBe('recording-not-found');
  expect(await codeOf(await note(it.agent, 'r1', 1))).toBe('forbidden');
  const empty = await it.ask('PUT', '/api/recordings/r1/labels', { cookie: it.supervisor, body: { tags: [' '] } });
  expect(await codeOf(empty)).toBe('input-invalid');
});
