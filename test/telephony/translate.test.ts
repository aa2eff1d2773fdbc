import { expect, test } from 'vitest';
import type { AriMessage } from '../../services/telephony/ari/socket.ts';
import { EVENTS_WANTED, translate } from '../../services/telephony/translate.ts';

const channel = (changes: object = {}) => ({
  id: '1795334054.0',
  name: 'PJSIP/trunk-demo-00000000',
  state: 'Ring',
  caller: { name: 'Ana', number: '600111222' },
  connected: { name: '', number: '' },
  dialplan: { context: 'inbound', exten: '1000', priority: 3, app_name: 'Stasis', app_data: 'centralita,inbound,1000' },
  creationtime: '2026-11-22T07:54:14.117+0000',
  language: 'es',
  ...changes,
});
const dialled = (changes: object = {}) =>
  channel({
    id: 'leg-1',
    state: 'Ringing',
    dialplan: { context: 'agents', exten: 's', priority: 1, app_name: 'AppDial2', app_data: '(Outgoing Line)' },
    ...changes,
  });
const endpoint = (resource: string, state: string) => ({ technology: 'PJSIP', resource, state, channel_ids: [] });
const event = (type: string, fields: object): AriMessage => ({ type, ...fields }) as AriMessage;

// Fields as Asterisk 22.10.1 sent them.
test.each([
  [
    'a caller enters',
    event('StasisStart', { args: ['inbound', '1000'], channel: channel() }),
    {
      type: 'leg-entered',
      legId: '1795334054.0',
      dialled: '1000',
      callerNumber: '600111222',
      callerName: 'Ana',
      since: Date.UTC(2026, 10, 22, 7, 54, 14, 117),
    },
  ],
  [
    'a leg we dialled enters',
    event('StasisStart', { args: ['agent'], channel: dialled({ state: 'Up' }) }),
    { type: 'leg-up', legId: 'leg-1' },
  ],
  ['it rings', event('ChannelStateChange', { channel: dialled() }), { type: 'leg-ringing', legId: 'leg-1' }],
  ['it is up but not in our application', event('ChannelStateChange', { channel: dialled({ state: 'Up' }) }), null],
  [
    'the caller is answered',
    event('ChannelStateChange', { channel: channel({ state: 'Up' }) }),
    { type: 'leg-up', legId: '1795334054.0' },
  ],
  [
    'a caller whom the dialplan took back is answered',
    event('ChannelStateChange', {
      channel: channel({ state: 'Up', dialplan: { app_name: 'Playback', app_data: 'centralita/apology' } }),
    }),
    null,
  ],
  [
    'a BYE without a reason',
    event('ChannelHangupRequest', { channel: channel() }),
    { type: 'leg-hang-up-requested', legId: '1795334054.0', cause: 16 },
  ],
  [
    'an agent declines',
    event('ChannelHangupRequest', { channel: dialled(), cause: 21, tech_cause: 603 }),
    { type: 'leg-hang-up-requested', legId: 'leg-1', cause: 21 },
  ],
  ['our own hang-up', event('ChannelHangupRequest', { channel: channel(), cause: 32, soft: true }), null],
  ['media stopped', event('ChannelHangupRequest', { channel: channel(), cause: 1, soft: true }), null],
  [
    'the leg is gone after its media stopped',
    event('ChannelDestroyed', { channel: channel(), cause: 44, cause_txt: 'Requested channel not available' }),
    { type: 'leg-gone', legId: '1795334054.0', cause: 44, causeText: 'Requested channel not available' },
  ],
  [
    'the leg is gone, no cause known',
    event('ChannelDestroyed', { channel: channel(), cause: 0, cause_txt: 'Unknown' }),
    { type: 'leg-gone', legId: '1795334054.0', cause: 16, causeText: 'Unknown' },
  ],
  ['it holds', event('ChannelHold', { channel: dialled() }), { type: 'leg-held', legId: 'leg-1' }],
  ['it releases', event('ChannelUnhold', { channel: dialled() }), { type: 'leg-released', legId: 'leg-1' }],
  [
    'a key',
    event('ChannelDtmfReceived', { channel: channel(), digit: '#', duration_ms: 100 }),
    { type: 'digit', legId: '1795334054.0', digit: '#' },
  ],
  [
    'a prompt ended',
    event('PlaybackFinished', { playback: { id: 'p1', state: 'done' } }),
    { type: 'playback-done', playbackId: 'p1', failed: false },
  ],
  [
    'a prompt failed',
    event('PlaybackFinished', { playback: { id: 'p1', state: 'failed' } }),
    { type: 'playback-done', playbackId: 'p1', failed: true },
  ],
  [
    'a telephone registered',
    event('PeerStatusChange', { endpoint: endpoint('agent-ana', 'online'), peer: { peer_status: 'Reachable' } }),
    { type: 'phone-reachable', userId: 'ana', reachable: true },
  ],
  [
    'a telephone went',
    event('EndpointStateChange', { endpoint: endpoint('agent-ana-maria', 'offline') }),
    { type: 'phone-reachable', userId: 'ana-maria', reachable: false },
  ],
  ['a line changed', event('PeerStatusChange', { endpoint: endpoint('trunk-demo', 'offline') }), null],
  ['an event of a newer Asterisk', event('ChannelTeleported', { to: 'elsewhere' }), null],
])('%s', (_, message, signal) => {
  expect(translate(message)).toEqual(signal === null ? [] : [signal]);
});

test('an agent who hangs up a conversation is free at once', () => {
  const talking = { state: 'Up', dialplan: { app_name: 'Stasis', app_data: 'centralita,agent' } };
  expect(translate(event('ChannelHangupRequest', { channel: dialled(talking), cause: 16 }))).toEqual([
    { type: 'leg-hang-up-requested', legId: 'leg-1', cause: 16 },
    { type: 'leg-gone', legId: 'leg-1', cause: 16, causeText: 'hung up' },
  ]);
  // Its recording ends with a caller's leg: that one is gone when Asterisk says so.
  const caller = channel({ ...talking, dialplan: { app_name: 'Stasis', app_data: 'centralita,inbound,1000' } });
  expect(translate(event('ChannelHangupRequest', { channel: caller, cause: 16 }))).toHaveLength(1);
});

test('the answers to our own requests pass the event filter', () => {
  expect(EVENTS_WANTED).toContain('RESTResponse');
});
