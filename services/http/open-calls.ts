import { consentOf, othersOf, policyOf } from '../core/consent.ts';
import type { Site } from '../core/site.ts';
import type { World } from '../core/world.ts';
import type { OpenCall } from './protocol/recording-control.ts';

/** Calls in progress as a program sees them. */
export function openCalls(world: World, site: Site): readonly OpenCall[] {
  return [...world.calls.values()].map((call) => {
    const capture = call.recording?.capture;
    const policy = policyOf(site, call.serviceId);
    return {
      id: call.id,
      number: call.number,
      serviceId: call.serviceId,
      agentId: 'agentId' in call.place ? call.place.agentId : null,
      consent: call.consent,
      others: othersOf(call).map((party) => ({ party, consent: consentOf(call, party, policy) })),
      recording: capture?.state !== 'running' ? 'none' : capture.muted ? 'paused' : 'on',
      pausedUntil: call.pause?.until ?? null,
    };
  });
}
