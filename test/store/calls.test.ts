import { describe, expect, test } from 'vitest';
import type { Store } from '../../services/store/store.ts';
import { connected, ended, entered, type Fact, left, noon, rang, testStore } from './support.ts';

const second = 1_000;

async function callOf(facts: readonly Fact[], callId = 'c1') {
  const { journal, calls } = await testStore();
  await journal.append(facts);
  return (await calls.detail(callId))?.call;
}

describe('a call as the list shows it', () => {
  test('that was answered has its wait with the ring, and its talk without the holds', async () => {
    const t = (seconds: number) => noon + seconds * second;
    const call = await callOf([
      rang('c1', t(0)),
      entered('c1', t(10)),
      left('c1', t(25), 'answered', 15 * second),
      connected('c1', t(25), 'ana'),
      { at: t(40), event: { type: 'call-held', callId: 'c1', agentId: 'ana' } },
      { at: t(50), event: { type: 'call-resumed', callId: 'c1', agentId: 'ana' } },
      ended('c1', t(70), 'answered'),
      { at: t(80), event: { type: 'outcome-set', callId: 'c1', agentId: 'ana', outcome: 'solved', note: 'Hecho' } },
    ]);
    expect(call).toEqual({
      id: 'c1',
      direction: 'inbound',
      number: '+34 600-123-456',
      callerName: 'Luis',
      dialled: '1000',
      serviceId: 'mesa',
      serviceName: 'Mesa de ayuda',
      queueId: 'incidencias',
      agentId: 'ana',
      agentName: 'Ana Ruiz',
      rangAt: t(0),
      endedAt: t(70),
      durationMs: 70 * second,
      waitMs: 15 * second,
      talkMs: 35 * second,
      result: 'answered',
      endedBy: 'caller',
      outcome: 'solved',
      recordingId: null,
      recordingState: null,
      originId: null,
      flow: 'mesa',
      flowVersion: '1',
      language: 'es',
      keys: '',
      lastStep: null,
      leftIn: null,
      consent: 'unknown',
      holdMs: 10 * second,
      transfers: 0,
      missedOffers: 0,
      cause: 16,
      endReason: 'hang-up',
      sipCallId: null,
    });
  });

  test('that came back to the queue was offered and answered once, and talked with both', async () => {
    const t = (seconds: number) => noon + seconds * second;
    const call = await callOf([
      rang('c1', t(0)),
      entered('c1', t(0)),
      left('c1', t(10), 'answered', 10 * second),
      connected('c1', t(10), 'ana'),
      {
        at: t(30),
        event: { type: 'agent-lost', callId: 'c1', agentId: 'ana', reason: 'desk-closed', until: t(50) },
      },
      { at: t(50), event: { type: 'agent-gave-up', callId: 'c1', agentId: 'ana', queueId: 'incidencias' } },
      entered('c1', t(50), 'incidencias', true),
      left('c1', t(65), 'answered', 15 * second, { returned: true }),
      connected('c1', t(65), 'bruno'),
      ended('c1', t(70), 'answered'),
    ]);
    expect(call).toMatchObject({ waitMs: 10 * second, talkMs: 25 * second, agentId: 'bruno', result: 'answered' });
  });

  test('that asked to be called back is found from there, and back', async () => {
    const t = (seconds: number) => noon + seconds * second;
    const { journal, calls } = await testStore();
    await journal.append([
      rang('c1', t(0)),
      entered('c1', t(0)),
      left('c1', t(10), 'exit', 10 * second),
      {
        at: t(20),
        event: {
          type: 'callback-requested',
          callId: 'c2',
          originId: 'c1',
          legId: 'l2',
          number: '+34600123456',
          callerName: 'Luis',
          serviceId: 'mesa',
          queueId: 'incidencias',
          language: 'en',
          priority: 0,
          order: t(0),
          waitingSince: t(0),
          notBefore: null,
          by: { kind: 'caller' },
          reason: '',
        },
      },
      ended('c1', t(25), 'callback'),
    ]);
    const { rows } = await calls.search({ direction: 'callback', number: '600123456' });
    expect(rows).toMatchObject([{ id: 'c2', originId: 'c1', queueId: 'incidencias', rangAt: t(20), result: null }]);
    expect((await calls.detail('c1'))?.callbackId).toBe('c2');
    const back = await calls.detail('c2');
    expect(back?.callbackId).toBeNull();
    expect(back?.timeline).toMatchObject([{ type: 'callback-requested', lane: 'queue' }]);
  });

  test('whose agent came back in time talks on', async () => {
    const t = (seconds: number) => noon + seconds * second;
    const call = await callOf([
      rang('c1', t(0)),
      entered('c1', t(0)),
      left('c1', t(10), 'answered', 10 * second),
      connected('c1', t(10), 'ana'),
      { at: t(30), event: { type: 'call-held', callId: 'c1', agentId: 'ana' } },
      { at: t(35), event: { type: 'agent-lost', callId: 'c1', agentId: 'ana', reason: 'media', until: t(55) } },
      {
        at: t(40),
        event: { type: 'agent-returned', callId: 'c1', agentId: 'ana', bridgeId: 'b', agentLegId: 'leg-2' },
      },
      ended('c1', t(45), 'answered'),
    ]);
    expect(call).toMatchObject({ talkMs: 25 * second });
  });

  test('that was transferred was answered once, and each agent talked the own part', async () => {
    const t = (seconds: number) => noon + seconds * second;
    const by = { kind: 'person', userId: 'ana' } as const;
    const of = { callId: 'c1', agentId: 'ana', reason: '' } as const;
    const bruno = { kind: 'agent', agentId: 'bruno' } as const;
    const outside = { number: '+34911222333', legId: 'leg-3', bridgeId: 'b', state: 'ringing', until: t(90) } as const;
    const { journal, calls } = await testStore();
    const at = (seconds: number, event: Fact['event']): Fact => ({ at: t(seconds), event });
    await journal.append([
      rang('c1', t(0)),
      entered('c1', t(0)),
      left('c1', t(10), 'answered', 10 * second),
      connected('c1', t(10), 'ana'),
      at(20, { type: 'call-held', callId: 'c1', agentId: 'ana' }),
      at(30, { type: 'call-transferred', ...of, by, to: bruno, how: 'attended' }),
      at(30, { type: 'agent-replaced', callId: 'c1', from: 'ana', agentId: 'bruno', agentLegId: 'leg-2', by }),
      at(50, { type: 'call-transferred', ...of, agentId: 'bruno', by, to: { kind: 'level-above' }, how: 'blind' }),
      at(50, { type: 'sent-outside', callId: 'c1', agentId: 'bruno', ...outside }),
      ended('c1', t(100), 'answered'),
    ]);
    const call = (await calls.detail('c1'))?.call;
    expect(call).toMatchObject({ waitMs: 10 * second, talkMs: 30 * second, agentId: 'bruno', result: 'answered' });
    expect((await calls.detail('c1'))?.agents).toEqual([
      { id: 'ana', name: 'Ana Ruiz', talkMs: 10 * second },
      { id: 'bruno', name: 'Bruno Gil', talkMs: 20 * second },
    ]);
    for (const agent of ['ana', 'bruno'])
      expect((await calls.search({ agent })).rows.map(({ id }) => id)).toEqual(['c1']);
  });

  test('that left the queue waited until then, and never talked', async () => {
    const call = await callOf([
      rang('c1', noon),
      entered('c1', noon),
      left('c1', noon + 7_000, 'abandoned', 7_000),
      ended('c1', noon + 7_000, 'abandoned'),
    ]);
    expect(call).toMatchObject({ waitMs: 7_000, talkMs: null, agentId: null, result: 'abandoned' });
  });

  test('that ended in the menu never waited', async () => {
    const call = await callOf([rang('c1', noon), ended('c1', noon + 5_000, 'menu')]);
    expect(call).toMatchObject({ waitMs: null, talkMs: null, queueId: null, result: 'menu' });
  });

  test('in progress has no end', async () => {
    const call = await callOf([rang('c1', noon), entered('c1', noon)]);
    expect(call).toMatchObject({ endedAt: null, durationMs: null, result: null });
  });
});

describe('the search', () => {
  const found = async ({ calls }: Store, search: Parameters<Store['calls']['search']>[0]) =>
    (await calls.search(search)).rows.map((row) => row.id);

  test('reads the hour on the clock of the service, over midnight and over the change of clocks', async () => {
    const store = await testStore();
    await store.journal.append([
      // 23:30 in Madrid is the evening before in UTC, in winter by one hour and in summer by two.
      rang('winter', Date.parse('2026-01-15T22:30:00Z')),
      rang('summer', Date.parse('2026-07-15T21:30:00Z')),
      rang('night', Date.parse('2026-07-15T23:10:00Z')),
      rang('day', Date.parse('2026-07-16T10:00:00Z')),
    ]);
    expect(await found(store, { hourFrom: '23:00', hourTo: '24:00' })).toEqual(['summer', 'winter']);
    expect(await found(store, { hourFrom: '23:00', hourTo: '06:00' })).toEqual(['night', 'summer', 'winter']);
    expect(await found(store, { hourFrom: '12:00' })).toEqual(['day', 'summer', 'winter']);
    expect(await found(store, { hourTo: '02:00' })).toEqual(['night']);
  });

  test('finds digits anywhere in the number, however it is written', async () => {
    const store = await testStore();
    await store.journal.append([
      rang('one', noon, { number: '+34 600-123-456' }),
      rang('two', noon, { number: '912345678' }),
      rang('none', noon, { number: 'anonymous' }),
    ]);
    expect(await found(store, { number: '0 012' })).toEqual(['one']);
    expect(await found(store, { number: '3456' })).toEqual(['two', 'one']);
    expect(await found(store, { number: 'ANON' })).toEqual(['none']);
    expect(await found(store, { number: '%' })).toEqual([]);
  });

  test('filters by everything it offers', async () => {
    const store = await testStore();
    await store.journal.append([
      rang('short', noon),
      ended('short', noon + 3_000, 'menu'),
      rang('long', noon + 1),
      entered('long', noon + 1, 'general'),
      connected('long', noon + 2, 'ana'),
      {
        at: noon + 3,
        event: { type: 'recording-started', callId: 'long', recordingId: 'r1', captureId: 'p1' },
      },
      connected('long', noon + 4, 'bruno'),
      ended('long', noon + 60_001, 'answered'),
    ]);
    expect(await found(store, { agent: 'ana' })).toEqual(['long']);
    expect(await found(store, { agent: 'bruno' })).toEqual(['long']);
    expect(await found(store, { queue: 'general' })).toEqual(['long']);
    expect(await found(store, { result: 'menu' })).toEqual(['short']);
    expect(await found(store, { minDuration: 60 })).toEqual(['long']);
    expect(await found(store, { maxDuration: 3 })).toEqual(['short']);
    expect(await found(store, { recorded: true })).toEqual(['long']);
    expect(await found(store, { recorded: false })).toEqual(['short']);
    expect(await found(store, { from: noon + 1 })).toEqual(['long']);
    expect(await found(store, { to: noon + 1 })).toEqual(['short']);
    expect(await found(store, { service: 'other' })).toEqual([]);
    expect(await found(store, { direction: 'outbound' })).toEqual([]);
    expect(await found(store, { service: 'mesa', direction: 'inbound' })).toEqual(['long', 'short']);
  });

  test('pages through calls of the same instant without losing or repeating one', async () => {
    const store = await testStore();
    const ids = Array.from({ length: 25 }, (_, index) => `c${String(index).padStart(2, '0')}`);
    await store.journal.append(ids.map((id, index) => rang(id, noon + Math.floor(index / 10))));
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await store.calls.search({ limit: 4, ...(cursor ? { cursor } : {}) });
      seen.push(...page.rows.map((row) => row.id));
      cursor = page.next;
    } while (cursor !== null);
    expect(seen).toEqual([...ids].reverse());
  });

  test('refuses a cursor that is none', async () => {
    const store = await testStore();
    await expect(store.calls.search({ cursor: 'nonsense' })).rejects.toMatchObject({ code: 'input-invalid' });
  });
});

describe('the timeline of a call', () => {
  test('has its events in order, with what was said in the language of that moment', async () => {
    const { journal, calls } = await testStore();
    const prompt = (at: number, ...prompts: Extract<Fact['event'], { type: 'prompt-started' }>['prompts']): Fact => ({
      at,
      event: { type: 'prompt-started', callId: 'c1', playbackId: `p${at}`, prompts },
    });
    await journal.append([
      rang('c1', noon),
      prompt(1, { kind: 'text', key: 'welcome' }, { kind: 'text', key: 'choose', language: 'en' }),
      { at: 2, event: { type: 'step-continued', callId: 'c1', step: 's', data: {}, wakeAt: null } },
      { at: 3, event: { type: 'digit-pressed', callId: 'c1', digit: '2', ahead: false } },
      { at: 4, event: { type: 'language-chosen', callId: 'c1', language: 'en' } },
      prompt(5, { kind: 'number', value: 12 }, { kind: 'digits', value: '407' }),
      prompt(6, { kind: 'text', key: 'bye' }),
      { at: 7, event: { type: 'desk-opened', agentId: 'ana' } },
      { at: 8, event: { type: 'hang-up-requested', callId: 'c1', legId: 'l', side: 'agent', cause: 16 } },
    ]);
    const timeline = (await calls.detail('c1'))?.timeline ?? [];
    expect(timeline.map((one) => [one.type, one.lane, one.text])).toEqual([
      ['call-rang', 'caller', undefined],
      ['prompt-started', 'flow', 'welcome (es) choose (en)'],
      ['digit-pressed', 'caller', undefined],
      ['language-chosen', 'flow', undefined],
      ['prompt-started', 'flow', '12 4 0 7'],
      ['prompt-started', 'flow', 'bye (en)'],
      ['hang-up-requested', 'agent', undefined],
    ]);
    expect(timeline[2]).toEqual({
      seq: 4,
      at: 3,
      type: 'digit-pressed',
      lane: 'caller',
      data: { callId: 'c1', digit: '2', ahead: false },
    });
  });

  test('of a call nobody knows is null', async () => {
    const { calls } = await testStore();
    expect(await calls.detail('nobody')).toBeNull();
  });
});
