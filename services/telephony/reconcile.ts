import type { UserId } from '../core/ids.ts';
import type { LegSeen, Signal } from '../core/signal.ts';
import type { World } from '../core/world.ts';
import { isNotFound } from './ari/errors.ts';
import type { AriRequest } from './ari/requests.ts';
import type { Channel } from './ari/types.generated.ts';
import { STASIS_APP } from './names.ts';
import { agentOf, inboundOf } from './translate.ts';

export type Compared = Extract<Signal, { type: 'asterisk-compared' }>;

/** Asks Asterisk for all it has of ours. Rejects with an AriError. */
export async function compareWithAsterisk(ari: AriRequest, world: World): Promise<Compared> {
  const [info, channels, bridges, endpoints, ...playing] = await Promise.all([
    ari('GET /asterisk/info', { only: ['status'] }),
    ari('GET /channels', {}),
    ari('GET /bridges', {}),
    ari('GET /endpoints/{tech}', { tech: 'PJSIP' }),
    ...[...world.playbacks.keys()].map((playbackId) => playbackAlive(ari, playbackId)),
  ]);
  return {
    type: 'asterisk-compared',
    startedAt: Date.parse(info.status?.startup_time ?? ''),
    legs: channels.filter((channel) => isOurs(channel, world)).map(legSeen),
    bridges: bridges
      .filter((bridge) => bridge.bridge_class === 'stasis')
      .map((bridge) => ({ bridgeId: bridge.id, legs: bridge.channels })),
    playbacks: playing.filter((id) => id !== null),
    reachable: endpoints
      .filter((endpoint) => endpoint.state === 'online')
      .map(agentOf)
      .filter((userId): userId is UserId => userId !== null),
  };
}

/** In our application, or dialled by us and not answered yet. A caller whom the dialplan took back is not ours any more. */
function isOurs(channel: Channel, world: World): boolean {
  const { app_name, app_data } = channel.dialplan;
  if (app_name === 'Stasis') return app_data.split(',')[0] === STASIS_APP;
  const role = world.legs.get(channel.id);
  return app_name === 'AppDial2' || (role !== undefined && role.kind !== 'caller');
}

export function legSeen(channel: Channel): LegSeen {
  const inbound = inboundOf(channel);
  const { name: callerName, number: callerNumber } = channel.caller;
  return {
    legId: channel.id,
    // A leg we dialled is up for us when it is in our application.
    up: channel.state === 'Up' && channel.dialplan.app_name === 'Stasis',
    ...(inbound ? { inbound: { dialled: inbound.dialled, callerNumber, callerName } } : {}),
  };
}

async function playbackAlive(ari: AriRequest, playbackId: string): Promise<string | null> {
  try {
    await ari('GET /playbacks/{playbackId}', { playbackId });
    return playbackId;
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}
