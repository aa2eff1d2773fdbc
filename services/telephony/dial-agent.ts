import type { Effect } from '../core/effect.ts';
import type { LegId } from '../core/ids.ts';
import { AriError } from './ari/errors.ts';
import type { AriRequest } from './ari/requests.ts';
import { AGENT_PREFIX, DIALLED_ENTRY, STASIS_APP } from './names.ts';

/**
 * Dials an agent's telephone under the id the engine chose. The call and whether it goes on from before travel in SIP
 * headers, which Asterisk sets from a variable named like the function.
 */
export async function dialAgent(ari: AriRequest, effect: Extract<Effect, { type: 'dial-agent' }>): Promise<void> {
  const { legId, userId, callId, ringSeconds, purpose } = effect;
  await originate(ari, legId, {
    endpoint: `PJSIP/${AGENT_PREFIX}${userId}`,
    callerId: callerId(effect.callerName, effect.callerNumber),
    ringSeconds,
    variables: {
      'PJSIP_HEADER(add,X-Centralita-Call)': headerValue(callId),
      'PJSIP_HEADER(add,X-Centralita-Purpose)': purpose,
    },
  });
}

export type Originate = {
  readonly endpoint: string;
  readonly callerId: string;
  readonly ringSeconds: number;
  readonly variables: Readonly<Record<string, string>>;
};

/** Makes a leg of ours that comes into the application when it is answered. Rejects with an AriError. */
export async function originate(ari: AriRequest, legId: LegId, wanted: Originate): Promise<void> {
  const { endpoint, callerId: shown, ringSeconds: timeout, variables } = wanted;
  try {
    await ari(
      'POST /channels/{channelId}',
      { channelId: legId, endpoint, app: STASIS_APP, appArgs: DIALLED_ENTRY, callerId: shown, timeout },
      { variables },
    );
  } catch (error) {
    // It is dialled already: asked for a second time.
    if (error instanceof AriError && error.status === 409) return;
    // Asked for, and maybe dialled though nobody said so: it must not ring for a call that went on.
    if (error instanceof AriError && error.code === 'ari-timeout')
      await ari('DELETE /channels/{channelId}', { channelId: legId }).catch(() => undefined);
    throw error;
  }
}

/** Names come from outside: what ends a quoted name or a line is left out. */
export function callerId(name: string, number: string): string {
  const plainName = name.replaceAll(/[\p{Cc}"<>\\]/gu, '').trim();
  return `"${plainName}" <${number.replaceAll(/[^\w+*#.-]/g, '')}>`;
}

function headerValue(value: string): string {
  return value.replaceAll(/[\p{Cc}]/gu, '');
}
