import { createHash } from 'node:crypto';
import type { CallDetail, TimelineEntry } from '../protocol.ts';
import { exportOf } from './call-export.ts';

/**
 * A call as a vCon (draft-ietf-vcon-vcon-core): who took part, the recorded dialog with who joined, was held and pressed
 * what in it, and the whole of the call as an attachment. The draft is not a standard yet: `EXPORT_VERSION` of our own form is
 * what is promised.
 * @param audio Opus in Ogg; null where it is left out. Then the dialog says what there is, and has no body.
 */
export function vconOf(detail: CallDetail, now: number, audio: Uint8Array | null): object {
  const { call, recording, agents } = detail;
  const others = detail.legs.filter(({ party }) => party.kind === 'number').map(({ party }) => party.id);
  const parties = [
    { ...(call.number === '' ? {} : { tel: call.number }), ...named(call.callerName), role: 'caller' },
    ...agents.map((agent) => ({ name: agent.name, role: 'agent', uuid: uuidOf(agent.id) })),
    ...[...new Set(others)].map((number) => ({ tel: number, role: 'transferee' })),
  ];
  const everyone = parties.map((_, index) => index);
  const history = historyOf(detail);
  const spoken = {
    type: 'recording',
    start: iso(recording?.startedAt ?? call.rangAt),
    duration: seconds(recording?.durationMs ?? call.durationMs),
    parties: everyone,
    originator: call.direction === 'inbound' || agents.length === 0 ? 0 : 1,
    mediatype: 'audio/ogg',
    ...(history.length === 0 ? {} : { party_history: history }),
    ...(audio === null
      ? {}
      : {
          filename: `${recording?.id ?? call.id}.ogg`,
          body: Buffer.from(audio).toString('base64url'),
          encoding: 'base64url',
          content_hash: `sha512-${createHash('sha512').update(audio).digest('base64url')}`,
        }),
  };
  const unspoken = {
    type: 'incomplete',
    start: iso(call.rangAt),
    duration: seconds(call.durationMs),
    parties: everyone,
    originator: 0,
    disposition: 'hung-up',
  };
  return {
    vcon: '0.4.0',
    uuid: uuidOf(call.id),
    created_at: iso(now),
    subject: call.serviceName,
    parties,
    dialog: recording === null && call.result !== 'answered' ? [unspoken] : [spoken],
    analysis: [],
    attachments: [
      {
        purpose: 'centralita-call',
        start: iso(call.rangAt),
        party: 0,
        mediatype: 'application/json',
        filename: `${call.id}.json`,
        encoding: 'json',
        body: exportOf(detail, now),
      },
    ],
  };
}

const iso = (at: number): string => new Date(at).toISOString();
const seconds = (ms: number | null): number => (ms ?? 0) / 1_000;
const named = (name: string) => (name === '' ? {} : { name });

/** The same call has the same one in every export: a UUID of version 8 (RFC 9562) from its id. */
function uuidOf(id: string): string {
  const hex = createHash('sha256').update(`centralita:${id}`).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

type PartyEvent = { readonly party: number; readonly time: string; readonly event: string; readonly button?: string };

function historyOf({ timeline, agents }: CallDetail): readonly PartyEvent[] {
  const partyOf = (data: TimelineEntry['data']) => agents.findIndex((agent) => agent.id === data.agentId) + 1;
  return timeline.flatMap(({ type, at, data }): PartyEvent[] => {
    const time = iso(at);
    switch (type) {
      case 'line-answered':
        return [{ party: 0, time, event: 'join' }];
      case 'digit-pressed':
        return [{ party: 0, time, event: 'keydown', button: String(data.digit) }];
      case 'call-connected':
      case 'agent-returned':
      case 'agent-replaced':
        return [{ party: partyOf(data), time, event: 'join' }];
      case 'call-held':
        return [{ party: 0, time, event: 'hold' }];
      case 'call-resumed':
        return [{ party: 0, time, event: 'unhold' }];
      case 'agent-lost':
        return [{ party: partyOf(data), time, event: 'drop' }];
      case 'call-ended':
        return [{ party: 0, time, event: 'drop' }];
      default:
        return [];
    }
  });
}
