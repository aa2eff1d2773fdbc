/** What an agent's desk shows in each situation. */
import { agents, asked, call } from './floor.mjs';

export function desk(now, situation, disk) {
  const base = agents(now)[0];
  const idle = { ...base, activity: 'idle', callId: null };
  const quiet = {
    agent: idle,
    call: null,
    offer: null,
    keptUntil: null,
    wrapUp: null,
    telephony: true,
    diskFull: disk === 'full',
    last: null,
    role: 'owner',
  };
  switch (situation) {
    case 'signed-out':
      return { ...quiet, agent: { ...idle, availability: { kind: 'signed-out' }, activity: null } };
    case 'break':
      return {
        ...quiet,
        agent: {
          ...idle,
          availability: { kind: 'break', reason: 'training' },
          availabilityBy: { kind: 'person', userId: 'sonia', name: 'Sonia Vega' },
        },
        last: { callId: 'call-1', how: 'caller' },
      };
    case 'offer':
      return {
        ...quiet,
        agent: { ...idle, activity: 'offered' },
        call: call(now, 'call-1', { phase: 'offered' }),
        offer: { offerId: 'offer-1', until: now + 12_000 },
      };
    case 'talking':
      return {
        ...quiet,
        agent: {
          ...base,
          pending: { availability: { kind: 'break', reason: 'lunch' }, byName: 'Sonia Vega' },
        },
        call: call(now, 'call-1', {}),
      };
    case 'holding':
      return {
        ...quiet,
        agent: { ...base, activity: 'holding' },
        call: call(now, 'call-1', {
          phase: 'holding',
          phaseSince: now - 41_000,
          recording: 'paused',
          pausedUntil: now + 214_000,
        }),
      };
    case 'consulting':
    case 'consult-ringing':
    case 'conference': {
      const ringing = situation === 'consult-ringing';
      const third = { kind: 'agent', id: 'elena', name: 'Elena Ponce', state: ringing ? 'ringing' : 'here' };
      const mode = situation === 'conference' ? 'conference' : 'consult';
      return {
        ...quiet,
        agent: base,
        call: call(now, 'call-1', {
          third: { ...third, mode, since: now - 14_000 },
          others: [
            { party: 'agent:ana', name: 'Ana Ruiz', consent: 'given' },
            { party: 'agent:elena', name: 'Elena Ponce', consent: 'unknown' },
          ],
          watchers: [{ userId: 'sonia', name: 'Sonia Vega', mode: 'whisper', state: 'here' }],
        }),
      };
    }
    case 'asked':
    case 'asked-ringing': {
      const third = { kind: 'agent', id: 'ana', name: 'Ana Ruiz', mode: 'consult', since: now - 8_000 };
      return {
        ...quiet,
        agent: base,
        role: 'third',
        call: call(now, 'call-3', {
          agentId: 'carla',
          agentName: 'Carla Soto',
          third: { ...third, state: situation === 'asked' ? 'here' : 'ringing' },
        }),
      };
    }
    case 'callback-offer':
      return {
        ...quiet,
        agent: { ...idle, activity: 'offered' },
        call: call(now, 'call-7', {
          ...asked,
          number: '+34 622 410 088',
          callerName: 'Pedro Núñez',
          phase: 'offered',
          callback: { attempts: 0, nextAt: null },
        }),
        offer: { offerId: 'offer-7', until: now + 12_000 },
      };
    case 'calling':
      return {
        ...quiet,
        agent: base,
        call: call(now, 'call-7', {
          ...asked,
          number: '+34 622 410 088',
          callerName: 'Pedro Núñez',
          phase: 'calling',
          phaseSince: now - 7_000,
          callback: { attempts: 1, nextAt: null },
        }),
      };
    case 'overrun':
      return {
        ...quiet,
        agent: { ...idle, availability: { kind: 'break', reason: 'training' }, overrun: true },
      };
    case 'kept':
      return { ...quiet, agent: base, call: call(now, 'call-1', { phase: 'kept' }), keptUntil: now + 17_000 };
    case 'wrap-up':
      return {
        ...quiet,
        agent: { ...idle, activity: 'wrapping-up' },
        wrapUp: { callId: 'call-1', until: now + 48_000, number: '+34 600 123 456' },
        last: { callId: 'call-1', how: 'caller' },
      };
    default:
      return { ...quiet, last: { callId: 'call-0', how: 'agent' } };
  }
}
