import type { Event } from '../../services/core/event.ts';
import { connected, entered, type Fact, fact, key, left, noon, rang, step, stepLeft } from './support.ts';

/** Calls by chance that go through a menu, as the engine would tell them; `dice` gives numbers in [0, 1). */
export function randomCall(callId: string, index: number, dice: () => number): readonly Fact[] {
  const pick = <T>(...some: readonly T[]): T => some[Math.floor(dice() * some.length)] as T;
  let at = noon + index * 5_000;
  const go = (least: number, most: number) => {
    at += Math.round(least + dice() * (most - least));
    return at;
  };
  const facts: Fact[] = [
    rang(callId, at, {
      number: pick('+34600123456', '912345678', 'anonymous', '+34911000222'),
      callerName: pick('', 'Luis', 'Peña'),
      flowVersion: pick('1', '2'),
      ...(dice() < 0.3 ? { sipCallId: `sip-${callId}@host` } : {}),
    }),
    step(callId, go(100, 300), 'welcome', 'announce'),
    stepLeft(callId, go(1_000, 3_000), 'welcome', 'done'),
  ];
  const endedBy = (by: 'caller' | 'agent' | 'system', result: 'menu' | 'abandoned' | 'answered' | 'voicemail') =>
    fact(go(10, 20), {
      type: 'call-ended',
      callId,
      by,
      reason: pick('hang-up', 'gone'),
      cause: pick(16, 31, 44),
      result,
    });
  for (let round = 0; round < 3; round += 1) {
    facts.push(step(callId, go(1, 2), 'menu'));
    if (dice() < 0.2) return [...facts, endedBy('caller', 'menu')];
    const digit = pick('1', '2', '#');
    if (dice() < 0.3) facts.push(key(callId, go(1, 5), digit, true), fact(at, { type: 'ahead-taken', callId }));
    else facts.push(key(callId, go(500, 4_000), digit));
    facts.push(stepLeft(callId, at, 'menu', digit === '#' ? 'again' : digit));
    if (digit !== '#') break;
  }
  const consent = pick<Event['type']>('consent-given', 'consent-refused', 'line-answered');
  const source = { kind: 'flow' } as const;
  const wording = { wording: 'w', version: '1', source };
  if (consent === 'consent-given') facts.push(fact(at, { type: consent, callId, ...wording, basis: '' }));
  if (consent === 'consent-refused') facts.push(fact(at, { type: consent, callId, ...wording }));
  const queue = pick('incidencias', 'general');
  facts.push(step(callId, go(1, 5), 'wait', 'queue'), entered(callId, at, queue));
  const since = at;
  if (dice() < 0.3) {
    const offer = { callId, offerId: `o-${callId}`, agentId: 'bruno' };
    facts.push(
      fact(go(1_000, 9_000), {
        type: 'offer-ended',
        ...offer,
        how: pick('missed', 'declined', 'cancelled'),
        cause: 19,
      }),
    );
  }
  go(500, 120_000);
  if (dice() < 0.35) {
    facts.push(left(callId, at, 'abandoned', at - since, { queueId: queue }));
    return [...facts, endedBy('caller', 'abandoned')];
  }
  const agent = pick('ana', 'bruno');
  facts.push(left(callId, at, 'answered', at - since, { queueId: queue }), connected(callId, at, agent));
  if (consent === 'consent-given')
    facts.push(fact(at, { type: 'recording-started', callId, recordingId: `r-${callId}`, captureId: `p-${callId}` }));
  if (dice() < 0.4) {
    facts.push(fact(go(5_000, 60_000), { type: 'call-held', callId, agentId: agent }));
    facts.push(fact(go(1_000, 40_000), { type: 'call-resumed', callId, agentId: agent }));
  }
  if (dice() < 0.2) {
    const by = { kind: 'person', userId: agent } as const;
    const to = { kind: 'queue', queueId: 'general' } as const;
    facts.push(
      fact(go(1_000, 2_000), { type: 'call-transferred', callId, agentId: agent, to, by, how: 'blind', reason: '' }),
    );
  }
  if (dice() < 0.1) return facts;
  facts.push(endedBy(pick('caller', 'agent'), 'answered'));
  if (consent === 'consent-given') {
    const recording = { callId, recordingId: `r-${callId}` };
    facts.push(fact(at, { type: 'recording-ended', ...recording, kind: 'conversation' }));
    if (dice() < 0.7)
      facts.push(fact(go(10, 90), { type: 'recording-sealed', ...recording, durationMs: 9, bytes: 9, sha256: 'x' }));
    else facts.push(fact(go(10, 90), { type: 'recording-not-sealed', ...recording, reason: 'disk' }));
  }
  const note = pick('', 'Se reinició el equipo', 'Avería del router, llamar mañana', 'Printer jam');
  facts.push(fact(go(10, 90), { type: 'outcome-set', callId, agentId: agent, outcome: pick('solved', null), note }));
  return facts;
}

/** Mulberry32: the same seed, the same numbers. */
export function diceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let one = Math.imul(state ^ (state >>> 15), 1 | state);
    one = (one + Math.imul(one ^ (one >>> 7), 61 | one)) ^ one;
    return ((one ^ (one >>> 14)) >>> 0) / 4_294_967_296;
  };
}
