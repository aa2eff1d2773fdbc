import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { callExport } from '../../services/http/export/call-export.ts';
import type { CallDetail } from '../../services/http/protocol.ts';
import { connected, ended, entered, type Fact, fact, key, left, noon, rang, step, stepLeft } from '../store/support.ts';
import { codeOf, siteFile, type TestHttp, testHttp } from './support.ts';

const person = { kind: 'person', userId: 'agent' } as const;
const of = { callId: 'c1', recordingId: 'r1' } as const;

/** A call with keys, a hold, a transfer to a number and a recording. */
const story: readonly Fact[] = [
  rang('c1', noon, { sipCallId: 'abc@carrier' }),
  fact(noon + 10, { type: 'line-answered', callId: 'c1' }),
  step('c1', noon + 10, 'menu'),
  key('c1', noon + 900, '2'),
  stepLeft('c1', noon + 900, 'menu', '2'),
  step('c1', noon + 900, 'wait', 'queue'),
  entered('c1', noon + 900),
  fact(noon + 1_000, {
    type: 'offer-made',
    callId: 'c1',
    offerId: 'o1',
    agentId: 'agent',
    queueId: 'incidencias',
    legId: 'leg-agent',
    strategy: 'longest-idle',
    why: { code: 'longest-idle', params: {} },
    until: noon + 9_000,
    share: null,
    widenAt: null,
  }),
  fact(noon + 1_200, { type: 'offer-rang', callId: 'c1', offerId: 'o1', agentId: 'agent' }),
  fact(noon + 4_000, { type: 'offer-accepted', callId: 'c1', offerId: 'o1', agentId: 'agent' }),
  left('c1', noon + 4_000, 'answered', 3_100),
  connected('c1', noon + 4_000, 'agent'),
  fact(noon + 4_100, { type: 'recording-started', ...of, captureId: 'p1' }),
  fact(noon + 6_000, { type: 'call-held', callId: 'c1', agentId: 'agent' }),
  fact(noon + 8_000, { type: 'call-resumed', callId: 'c1', agentId: 'agent' }),
  fact(noon + 9_000, {
    type: 'watch-asked',
    callId: 'c1',
    userId: 'supervisor',
    mode: 'listen',
    legId: 'leg-watch',
    snoopId: 'snoop',
    bridgeId: 'b2',
    agentId: 'agent',
    until: noon + 20_000,
    takes: false,
  }),
  fact(noon + 10_000, {
    type: 'call-transferred',
    callId: 'c1',
    agentId: 'agent',
    to: { kind: 'number', number: '+34911222333' },
    by: person,
    how: 'blind',
    reason: '',
  }),
  fact(noon + 10_000, {
    type: 'sent-outside',
    callId: 'c1',
    agentId: 'agent',
    number: '+34911222333',
    legId: 'leg-out',
    bridgeId: 'b1',
    state: 'ringing',
    until: noon + 30_000,
  }),
  fact(noon + 12_000, { type: 'outside-answered', callId: 'c1', legId: 'leg-out' }),
  fact(noon + 19_990, { type: 'hang-up-requested', callId: 'c1', legId: 'leg-c1', side: 'caller', cause: 16 }),
  fact(noon + 20_000, { type: 'recording-ended', ...of, kind: 'conversation' }),
  ended('c1', noon + 20_000, 'answered'),
  fact(noon + 21_000, { type: 'recording-sealed', ...of, durationMs: 15_900, bytes: 100, sha256: 'f' }),
];

async function told(options: Parameters<typeof testHttp>[0] = {}): Promise<TestHttp> {
  const http = await testHttp(options);
  await http.store.journal.append(story);
  await http.store.recordings.saveSealed({
    recordingId: 'r1',
    callId: 'c1',
    path: 'r1.age',
    wrappedIdentity: new Uint8Array([1]),
    recipient: 'age1',
    durationMs: 15_900,
    bytes: 100,
    sha256: 'f',
    waveform: '{}',
  });
  return http;
}

describe('an exported call', () => {
  test('is what its page shows, as the published schema says', async () => {
    const { ask, signIn } = await told();
    const cookie = await signIn('auditor');
    const page = (await (await ask('GET', '/api/calls/c1', { cookie })).json()) as CallDetail;
    const answer = await ask('GET', '/api/calls/c1/export', { cookie });
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename=c1.json');
    const file = z.strictObject(callExport.shape).parse(await answer.json());
    expect(file).toMatchObject({
      format: 'centralita-call',
      version: 1,
      exportedAt: '2026-03-10T11:00:00.000Z',
      ...page,
    });
    const schema = (await (await ask('GET', '/api/schemas/call-export.json')).json()) as {
      readonly required: string[];
    };
    expect(schema.required.toSorted()).toEqual(Object.keys(file).toSorted());
    expect(page.call).toMatchObject({ keys: '2', holdMs: 2_000, transfers: 1, sipCallId: 'abc@carrier', cause: 16 });
    expect(page.steps).toMatchObject([
      { step: 'menu', keys: '2', exit: '2', how: 'exit' },
      { step: 'wait', answeredAt: noon + 4_000, how: 'ended' },
    ]);
  });

  test('tells what each leg did on the line', async () => {
    const { ask, signIn } = await told();
    const cookie = await signIn('auditor');
    const { legs } = (await (await ask('GET', '/api/calls/c1', { cookie })).json()) as CallDetail;
    const lines = legs.map(({ party, direction, moments }) =>
      [party.kind, direction, ...moments.map(({ at, what, cause }) => `${at - noon} ${what} ${cause ?? '-'}`)].join(
        ', ',
      ),
    );
    expect(lines).toEqual([
      'caller, in, 0 invited -, 10 answered -, 19990 hung-up 16, 20000 ended 16',
      'agent, out, 1000 invited -, 1200 ringing -, 4000 answered -, 10000 ended -',
      'supervisor, out, 9000 invited -, 20000 ended -',
      'number, out, 10000 invited -, 12000 answered -, 20000 ended -',
    ]);
  });

  test('as a vCon has its people, its dialog, and on demand the sound, which is logged', async () => {
    const { ask, signIn, store } = await told();
    const cookie = await signIn('auditor');
    const without = (await (await ask('GET', '/api/calls/c1/export?format=vcon', { cookie })).json()) as Vcon;
    expect(without.parties.map(({ role, tel }) => [role, tel])).toEqual([
      ['caller', '+34 600-123-456'],
      ['agent', undefined],
      ['transferee', '+34911222333'],
    ]);
    const [dialog] = without.dialog;
    expect(dialog).toMatchObject({ type: 'recording', start: '2026-03-10T11:00:04.100Z', duration: 15.9 });
    expect(dialog?.party_history?.map(({ event }) => event)).toEqual([
      'join',
      'keydown',
      'join',
      'hold',
      'unhold',
      'drop',
    ]);
    expect(dialog?.body).toBeUndefined();
    expect(without.attachments[0]?.body).toMatchObject({ format: 'centralita-call', call: { id: 'c1' } });
    expect(await store.ledger.accesses('r1')).toEqual([]);
    const sounding = await ask('GET', '/api/calls/c1/export?format=vcon&audio=1', { cookie });
    const body = ((await sounding.json()) as Vcon).dialog[0]?.body ?? '';
    expect([...Buffer.from(body, 'base64url')].slice(0, 3)).toEqual([0, 1, 2]);
    expect(await store.ledger.accesses('r1')).toMatchObject([{ userId: 'auditor', action: 'downloaded' }]);
    expect(without.uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  test('is for an agent the own one, without the sound and without who listened', async () => {
    const secret = { ...siteFile, monitoring: { ...siteFile.monitoring, tellAgent: false } };
    const { ask, signIn, store } = await told({ site: () => secret });
    await store.journal.append([rang('c2', noon), ended('c2', noon + 1, 'menu')]);
    const cookie = await signIn('agent');
    const own = (await (await ask('GET', '/api/calls/c1/export', { cookie })).json()) as CallDetail;
    expect(own.legs.map(({ party }) => party.kind)).toEqual(['caller', 'agent', 'number']);
    expect(await codeOf(await ask('GET', '/api/calls/c1/export?format=vcon&audio=1', { cookie }))).toBe('forbidden');
    expect(await codeOf(await ask('GET', '/api/calls/c2/export', { cookie }))).toBe('not-found');
  });
});

type Vcon = {
  readonly uuid: string;
  readonly parties: readonly { readonly role: string; readonly tel?: string }[];
  readonly dialog: readonly {
    readonly body?: string;
    readonly party_history?: readonly { readonly event: string }[];
  }[];
  readonly attachments: readonly { readonly body: unknown }[];
};
