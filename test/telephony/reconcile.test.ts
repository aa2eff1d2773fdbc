import { expect, test } from 'vitest';
import type { Signal } from '../../services/core/signal.ts';
import { emptyWorld } from '../../services/core/world.ts';
import type { AriMessage } from '../../services/telephony/ari/socket.ts';
import { compareWithAsterisk } from '../../services/telephony/reconcile.ts';
import { Synchroniser } from '../../services/telephony/synchroniser.ts';
import { fakeAri, notFound, timedOut } from './support/fake-ari.ts';
import { keptLog } from './support/quiet.ts';

const channel = (id: string, state: string, app_name: string, app_data: string) => ({
  id,
  name: `PJSIP/x-${id}`,
  state,
  caller: { name: 'Ana', number: '600111222' },
  connected: { name: '', number: '' },
  dialplan: { context: '', exten: '', priority: 1, app_name, app_data },
  creationtime: '2026-11-22T07:54:14.117+0000',
  language: 'es',
});
const endpoint = (resource: string, state: string) => ({ technology: 'PJSIP', resource, state, channel_ids: [] });
const caller = { callerNumber: '600111222', callerName: 'Ana' };

const asteriskHas = {
  'GET /asterisk/info': { status: { startup_time: '2026-11-22T07:44:37.325+0000' } },
  'GET /channels': [
    channel('c1', 'Up', 'Stasis', 'centralita,inbound,1000'),
    channel('c2', 'Ring', 'Stasis', 'centralita,inbound,1001'),
    channel('apology', 'Ring', 'Playback', 'centralita/apology,noanswer'),
    channel('foreign', 'Up', 'Stasis', 'other,inbound,1000'),
    channel('leg-1', 'Up', 'Stasis', 'centralita,agent'),
    channel('leg-2', 'Ringing', 'AppDial2', '(Outgoing Line)'),
    channel('leg-3', 'Down', '', ''),
    channel('leg-4', 'Down', '', ''),
    channel('snoop-1', 'Up', 'Stasis', 'centralita,agent'),
  ],
  'GET /bridges': [
    { id: 'b1', bridge_class: 'stasis', channels: ['c1', 'leg-1'] },
    { id: 'base', bridge_class: 'base', channels: [] },
  ],
  'GET /endpoints/{tech}': [
    endpoint('agent-ana', 'online'),
    endpoint('agent-bea', 'offline'),
    endpoint('trunk-demo', 'online'),
  ],
};

test('all that Asterisk has of ours, and nothing else', async () => {
  const world = emptyWorld();
  world.legs.set('leg-3', { kind: 'agent', callId: 'call-1', agentId: 'ana' });
  world.legs.set('leg-4', { kind: 'watcher', callId: 'call-1', userId: 'sonia' });
  world.legs.set('apology', { kind: 'caller', callId: 'call-2' });
  world.playbacks.set('p1', 'call-1');
  expect(await compareWithAsterisk(fakeAri(asteriskHas).request, world)).toEqual({
    type: 'asterisk-compared',
    startedAt: Date.UTC(2026, 10, 22, 7, 44, 37, 325),
    legs: [
      { legId: 'c1', up: true, inbound: { dialled: '1000', ...caller } },
      { legId: 'c2', up: false, inbound: { dialled: '1001', ...caller } },
      { legId: 'leg-1', up: true },
      { legId: 'leg-2', up: false },
      { legId: 'leg-3', up: false },
      { legId: 'leg-4', up: false },
      { legId: 'snoop-1', up: true },
    ],
    bridges: [{ bridgeId: 'b1', legs: ['c1', 'leg-1'] }],
    playbacks: ['p1'],
    reachable: ['ana'],
  });
  const without = await compareWithAsterisk(
    fakeAri({ ...asteriskHas, 'GET /playbacks/{playbackId}': notFound }).request,
    world,
  );
  expect(without.playbacks).toEqual([]);
});

function scene(answers: Record<string, unknown> = { ...asteriskHas }) {
  const told: Signal[] = [];
  const ari = fakeAri(answers);
  const synchroniser = new Synchroniser({
    ari: ari.request,
    world: emptyWorld,
    tell: (signal) => told.push(signal),
    prepare: async () => undefined,
    logger: keptLog(),
  });
  return { synchroniser, told, ari };
}

const digit = (id: string): AriMessage => ({ type: 'ChannelDtmfReceived', digit: '1', channel: { id } });
const entered = (id: string): AriMessage => ({
  type: 'StasisStart',
  args: ['inbound', '1001'],
  channel: channel(id, 'Ring', 'Stasis', 'centralita,inbound,1001'),
});

test('events that come before the comparison are handed over after it, in order', async () => {
  const { synchroniser, told, ari } = scene();
  synchroniser.connected(1);
  synchroniser.event(entered('c2'));
  synchroniser.event(digit('c1'));
  expect(told).toEqual([]);
  await expect.poll(() => told.length).toBe(3);
  synchroniser.event(digit('c2'));
  expect(told.map((one) => one.type)).toEqual(['asterisk-compared', 'leg-entered', 'digit', 'digit']);
  // Nothing is missed between the filter and the comparison.
  expect(ari.asked[0]?.[0]).toBe('PUT /applications/{applicationName}/eventFilter');
});

test('a call whose entry was replayed is left to that entry', async () => {
  const { synchroniser, told } = scene();
  synchroniser.connected(1);
  synchroniser.event(entered('c2'));
  await expect.poll(() => told.length).toBe(2);
  const [compared] = told;
  if (compared?.type !== 'asterisk-compared') throw new Error('no comparison');
  expect(compared.legs.map((leg) => leg.legId)).toEqual(['c1', 'leg-1', 'leg-2', 'snoop-1']);
});

test('a comparison that fails is tried again, one that was overtaken is not told', async () => {
  const answers: Record<string, unknown> = { ...asteriskHas, 'GET /channels': timedOut };
  const { synchroniser, told } = scene(answers);
  synchroniser.connected(1);
  await new Promise(setImmediate);
  synchroniser.lost();
  synchroniser.event(digit('c1'));
  answers['GET /channels'] = [];
  synchroniser.connected(2);
  await expect.poll(() => told.length).toBe(2);
  synchroniser.event(digit('c9'));
  expect(told.map((one) => one.type)).toEqual(['asterisk-lost', 'asterisk-compared', 'digit']);
});
