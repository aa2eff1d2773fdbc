import type { UserId } from '../core/ids.ts';
import type { Signal } from '../core/signal.ts';
import type { AriMessage } from './ari/socket.ts';
import type { AriEvent, Channel, Endpoint } from './ari/types.generated.ts';
import { AGENT_PREFIX, DIALPLAN_ENTRY, LISTENING_PREFIX, STASIS_APP } from './names.ts';

/**
 * The events that translate understands: Asterisk is asked to send no others. `RESTResponse` must stand here, because
 * Asterisk's event filter stops the answers to our own requests too.
 */
export const EVENTS_WANTED: readonly string[] = [
  'RESTResponse',
  'StasisStart',
  'ChannelStateChange',
  'ChannelHangupRequest',
  'ChannelDestroyed',
  'ChannelHold',
  'ChannelUnhold',
  'ChannelDtmfReceived',
  'PlaybackFinished',
  'PeerStatusChange',
  'EndpointStateChange',
];

/** What an event of Asterisk means to us; nothing, for most. An event type we do not know means nothing. */
export function translate(message: AriMessage): readonly Signal[] {
  const event = message as unknown as AriEvent;
  switch (event.type) {
    case 'StasisStart':
      return stasisStart(event.channel, event.args);
    case 'ChannelStateChange':
      return stateChange(event.channel);
    case 'ChannelHangupRequest':
      // A soft request is Asterisk's own (ours, a time-out), and its cause a flag, not a Q.850 cause.
      if (event.soft) return [];
      return hangUpRequested(event.channel, causeOf(event.cause));
    case 'ChannelDestroyed':
      return [{ type: 'leg-gone', legId: event.channel.id, cause: causeOf(event.cause), causeText: event.cause_txt }];
    case 'ChannelHold':
      return [{ type: 'leg-held', legId: event.channel.id }];
    case 'ChannelUnhold':
      return [{ type: 'leg-released', legId: event.channel.id }];
    case 'ChannelDtmfReceived':
      return [{ type: 'digit', legId: event.channel.id, digit: event.digit }];
    case 'PlaybackFinished':
      return [{ type: 'playback-done', playbackId: event.playback.id, failed: event.playback.state !== 'done' }];
    case 'PeerStatusChange':
    case 'EndpointStateChange':
      return phone(event.endpoint);
    default:
      return [];
  }
}

/** The far end chooses it: as much of it as anybody would look up. */
const SIP_CALL_ID_LIMIT = 255;

function stasisStart(channel: Channel, args: readonly string[]): readonly Signal[] {
  if (channel.id.startsWith(LISTENING_PREFIX)) return [];
  // A Call-ID with a comma came apart.
  const sipCallId = args.slice(2).join(',').slice(0, SIP_CALL_ID_LIMIT);
  if (args[0] !== DIALPLAN_ENTRY) return [{ type: 'leg-up', legId: channel.id }];
  return [
    {
      type: 'leg-entered',
      legId: channel.id,
      dialled: args[1] ?? '',
      callerNumber: channel.caller.number,
      callerName: channel.caller.name,
      since: Date.parse(channel.creationtime),
      ...(sipCallId === '' ? {} : { sipCallId }),
    },
  ];
}

/**
 * An agent who hung up a conversation is free at once: Asterisk needs some ms more to clear the channel away, and
 * nothing hangs on its end as a caller's recording does.
 */
function hangUpRequested(channel: Channel, cause: number): readonly Signal[] {
  const { id: legId } = channel;
  const asked: Signal = { type: 'leg-hang-up-requested', legId, cause };
  const isConversation = channel.state === 'Up' && channel.dialplan.app_name === 'Stasis' && !inboundOf(channel);
  return isConversation ? [asked, { type: 'leg-gone', legId, cause, causeText: 'hung up' }] : [asked];
}

function stateChange(channel: Channel): readonly Signal[] {
  if (channel.state === 'Ringing') return [{ type: 'leg-ringing', legId: channel.id }];
  // A leg we dialled is up for us only when it is in our application, where it can be bridged: see StasisStart.
  return channel.state === 'Up' && inboundOf(channel) ? [{ type: 'leg-up', legId: channel.id }] : [];
}

function phone(endpoint: Endpoint): readonly Signal[] {
  const userId = agentOf(endpoint);
  return userId === null ? [] : [{ type: 'phone-reachable', userId, reachable: endpoint.state === 'online' }];
}

/** The agent whose telephone an endpoint is. */
export function agentOf(endpoint: Endpoint): UserId | null {
  const { technology, resource } = endpoint;
  return technology === 'PJSIP' && resource.startsWith(AGENT_PREFIX) ? resource.slice(AGENT_PREFIX.length) : null;
}

/** The number dialled, for a channel that the dialplan sent to our application and that is in it. */
export function inboundOf(channel: Channel): { readonly dialled: string } | null {
  const [app, entry, dialled] = channel.dialplan.app_data.split(',');
  const inside = channel.dialplan.app_name === 'Stasis' && app === STASIS_APP && entry === DIALPLAN_ENTRY;
  return inside ? { dialled: dialled ?? '' } : null;
}

/** A plain BYE sometimes reaches us without a cause: Q.850 16, normal clearing. */
function causeOf(cause: number | undefined): number {
  return cause || 16;
}
