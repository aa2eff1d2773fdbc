import { describe, expect, test } from 'vitest';
import type { Event } from '../../services/core/event.ts';
import { custodyOf } from '../../services/custody/custody.ts';
import type { Erasure } from '../../services/ports.ts';
import { ended, fact, noon, rang, testStore } from '../store/support.ts';
import { codeOf, keepingLog, testHttp } from './support.ts';

/** A server with one sealed recording, and a custody whose eraser keeps the certificate only. */
async function scene() {
  const store = await testStore();
  const of = { callId: 'c1', recordingId: 'r1' };
  await store.journal.append([
    rang('c1', noon),
    fact(noon, { type: 'recording-started', ...of, captureId: 'k1' }),
    ended('c1', noon, 'answered'),
    fact(noon, { type: 'recording-sealed', ...of, durationMs: 1_000, bytes: 5, sha256: 'ab' }),
  ]);
  const certificate = { sha256: 'ab', bytes: 5, durationMs: 1_000, recipient: 'age1x', copies: [], attempts: 0 };
  const custody = custodyOf({
    store: store.custody,
    calls: store.calls,
    eraser: {
      erase: async (asked) => {
        const at = { callId: 'c1', askedAt: noon, erasedAt: noon, state: 'done' } as const;
        const erasure: Erasure = { ...asked, ...at, ...certificate };
        await store.custody.addErasure(erasure);
        return erasure;
      },
    },
    rules: () => [{ id: 'all', days: 1 }],
    tell: async (signal) => store.journal.append([{ at: noon, event: signal as Event }]),
    now: () => noon,
    logger: keepingLog(),
    erased: () => undefined,
  });
  const house = await testHttp({
    calls: store.calls,
    recordings: store.recordings,
    ledger: store.ledger,
    custody,
    exporter: {
      exportFor: async () => {
        throw new Error('not asked here');
      },
      identity: async () => 'AGE-SECRET-KEY-1X',
      sealedFile: async () => ({ path: '/none', bytes: 0 }),
    },
  });
  return { ...house, ledger: store.ledger };
}

describe('custody over HTTP', () => {
  test('holds, releases and erases with a reason, by those who may', async () => {
    const { ask, signIn, ledger } = await scene();
    const [supervisor, auditor, agent] = await Promise.all(['supervisor', 'auditor', 'agent'].map(signIn));
    const as = (cookie: string | undefined) => ({ cookie: cookie ?? '' });
    const body = { reason: 'a lawsuit' };
    for (const cookie of [auditor, agent])
      expect((await ask('POST', '/api/recordings/r1/holds', { ...as(cookie), body })).status).toBe(403);
    const wordless = await ask('POST', '/api/recordings/r1/holds', { ...as(supervisor), body: { reason: ' x ' } });
    expect(wordless.status).toBe(400);
    const held = await ask('POST', '/api/recordings/r1/holds', { ...as(supervisor), body });
    expect(held.status).toBe(201);
    const { id } = (await held.json()) as { id: string };
    const refused = await ask('POST', '/api/recordings/r1/erasure', { ...as(supervisor), body });
    expect([refused.status, await codeOf(refused)]).toEqual([409, 'recording-held']);
    const released = await ask('POST', `/api/recordings/r1/holds/${id}/release`, { ...as(supervisor), body });
    expect(released.status).toBe(200);
    const erased = await ask('POST', '/api/recordings/r1/erasure', { ...as(supervisor), body });
    expect(await erased.json()).toMatchObject({ userId: 'supervisor', reason: 'a lawsuit', sha256: 'ab' });
    const audio = await ask('GET', '/api/recordings/r1/audio', as(auditor));
    expect([audio.status, await codeOf(audio)]).toEqual([410, 'recording-erased']);
    const file = await ask('GET', '/api/recordings/r1/certificate', as(auditor));
    expect(file.headers.get('content-disposition')).toMatch(/r1-erased.json/);
    const held1 = (await ledger.list('r1')).find(({ action }) => action === 'held');
    expect(held1).toMatchObject({ actor: 'person:supervisor', address: expect.stringMatching(/127\.0\.0\.1/) });
    expect((await ask('GET', '/api/recordings/r1/ledger', as(supervisor))).status).toBe(403);
    expect((await ask('GET', '/api/recordings/r1/ledger', as(auditor))).status).toBe(200);
    expect((await ask('POST', '/api/recordings/none/holds', { ...as(supervisor), body })).status).toBe(404);
  });

  test('a purge is refused before its dry run, and an identity leaves only after it is written down', async () => {
    const { ask, signIn, ledger } = await scene();
    const [administrator, auditor] = await Promise.all(['administrator', 'auditor'].map(signIn));
    const purge = await ask('POST', '/api/custody/purges', { cookie: administrator ?? '' });
    expect([purge.status, await codeOf(purge)]).toEqual([409, 'dry-run-needed']);
    const run = await ask('POST', '/api/custody/dry-runs', { cookie: administrator ?? '' });
    expect(await run.json()).toMatchObject({ kind: 'dry-run', looked: 1, due: 0, current: true });
    const state = await ask('GET', '/api/custody', { cookie: auditor ?? '' });
    expect(await state.json()).toMatchObject({ rules: [{ id: 'all' }], refusal: null, ledger: { seq: 2 } });
    const body = { reason: 'ordered by a court' };
    expect((await ask('POST', '/api/recordings/r1/identity', { cookie: auditor ?? '', body })).status).toBe(403);
    const identity = await ask('POST', '/api/recordings/r1/identity', { cookie: administrator ?? '', body });
    expect(await identity.json()).toEqual({ identity: 'AGE-SECRET-KEY-1X' });
    expect((await ledger.list('r1')).at(-1)).toMatchObject({ action: 'key-exported', actor: 'person:administrator' });
  });
});
