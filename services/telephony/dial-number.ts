import { trunkEndpoint } from '../../config/asterisk/pjsip-conf.ts';
import type { Effect } from '../core/effect.ts';
import type { AriRequest } from './ari/requests.ts';
import { callerId, originate } from './dial-agent.ts';

/**
 * Calls an outside number through a line. The number was checked before; here only what could name another endpoint is
 * left out. Rejects with an AriError.
 */
export async function dialNumber(ari: AriRequest, effect: Extract<Effect, { type: 'dial-number' }>): Promise<void> {
  const { legId, trunk, ringSeconds } = effect;
  const number = effect.number.replaceAll(/[^+\d]/g, '');
  await originate(ari, legId, {
    endpoint: `PJSIP/${number}@${trunkEndpoint(trunk)}`,
    callerId: callerId('', effect.callerId),
    ringSeconds,
    variables: {},
  });
}
