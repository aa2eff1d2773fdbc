import type { Event } from '../../../services/core/event.ts';

export type Fact = { readonly at: number; readonly event: Event };

/** What the calls are about. */
export type Scene = {
  readonly services: readonly string[];
  readonly queues: readonly string[];
  readonly agents: readonly string[];
};

/**
 * A call by chance, in the events that the engine would tell of it: ring, menus with keys typed at their time or ahead,
 * consent, a queue with offers, talk, hold, transfer, recording, outcome. Most are answered; some leave in the menu, some in
 * the queue. `id` stands in every id of the call; `dice` gives numbers in [0, 1).
 */
export function randomCall(
  id: string,
  rangAt: number,
  { services, queues, agents }: Scene,
  dice: () => number,
): readonly Fact[] {
  const callId = `call-${id}`;
  const pick = <T>(...some: readonly T[]): T => some[Math.floor(dice() * some.length)] as T;
  const facts: Fact[] = [];
  let at = rangAt;
  let serial = 0;
  const after = (least: number, most: number) => {
    at += Math.round(least + dice() * (most - least));
  };
  const tell = (event: Event) => {
    facts.push({ at, event });
  };
  const fresh = (kind: string) => {
    serial += 1;
    return `${kind}-${id}-${serial}`;
  };
  const legId = fresh('leg');
  const serviceId = pick(...services);
  const number = `+346${String(Math.floor(dice() * 1e8)).padStart(8, '0')}`;
  const flow = dice() < 0.9 ? 'help-desk' : 'night';
  const flowVersion = dice() < 0.7 ? 'v2' : 'v1';
  const sipCallId = `${id}@trunk.invalid`;
  const callerName = pick('', '', 'Luis Peña', 'Ana Soto');
  const came = { number, callerName, dialled: '1000', serviceId, flow, flowVersion, language: 'es', rangAt, sipCallId };
  tell({ type: 'call-rang', callId, legId, direction: 'inbound', ...came });
  const hangUp = (by: 'caller' | 'agent' | 'system', result: 'menu' | 'abandoned' | 'answered') => {
    if (by !== 'system') tell({ type: 'hang-up-requested', callId, legId, side: by, cause: 16 });
    const cause = dice() < 0.97 ? 16 : pick(31, 44, 127);
    after(2, 20);
    tell({ type: 'call-ended', callId, by, reason: by === 'system' ? 'flow-ended' : 'hang-up', cause, result });
  };
  const enter = (step: string, stepType: string) =>
    tell({ type: 'step-entered', callId, step, stepType, label: { es: step, en: step } });
  const leave = (step: string, exit: string) => tell({ type: 'step-left', callId, step, exit });
  const say = (key: string) => {
    const playbackId = fresh('play');
    tell({ type: 'prompt-started', callId, playbackId, prompts: [{ kind: 'text', key }] });
    return (how: 'done' | 'interrupted') => tell({ type: 'prompt-ended', callId, playbackId, how });
  };
  /** Asks for a key; false when the caller hung up instead. */
  const ask = (step: string, keys: readonly string[], leaves: number): string | null => {
    enter(step, 'menu');
    const quiet = say(`${step}-prompt`);
    if (dice() < leaves) {
      after(1_000, 12_000);
      quiet('interrupted');
      hangUp('caller', 'menu');
      return null;
    }
    const digit = pick(...keys);
    const ahead = dice() < 0.1;
    if (!ahead) after(900, 7_000);
    tell({ type: 'digit-pressed', callId, digit, ahead });
    if (ahead) tell({ type: 'ahead-taken', callId });
    quiet('interrupted');
    leave(step, digit === '#' ? 'again' : digit);
    return digit;
  };
  after(20, 80);
  enter('welcome', 'announce');
  tell({ type: 'line-answered', callId });
  const said = say('welcome');
  after(1_500, 4_000);
  said('done');
  leave('welcome', 'done');
  const language = ask('language', ['1', '1', '1', '2'], 0.03);
  if (language === null) return facts;
  if (language === '2') tell({ type: 'language-chosen', callId, language: 'en' });
  const wording = { wording: 'consent-ask', version: '2026-11' };
  const agreed = ask('consent', ['1', '1', '1', '2'], 0.04);
  if (agreed === null) return facts;
  const source = { kind: 'digit', digit: agreed } as const;
  const recorded = agreed === '1';
  if (recorded) tell({ type: 'consent-given', callId, ...wording, source, basis: '' });
  else tell({ type: 'consent-refused', callId, ...wording, source });
  let choice = '#';
  for (let round = 0; choice === '#' && round < 3; round += 1) {
    const pressed = ask('menu', ['1', '1', '1', '2', '2', '3', '0', '#'], 0.08);
    if (pressed === null) return facts;
    choice = pressed;
  }
  if (dice() < 0.05) {
    enter('closed', 'announce');
    after(2_000, 5_000);
    hangUp('system', 'menu');
    return facts;
  }
  const queueId = pick(...queues);
  const visit = fresh('visit');
  const day = '2026-03-10';
  enter('queue', 'queue');
  const agenda = { announceAt: at + 30_000, comfortAt: null, widenAt: null, overflowAt: null, limitAt: null };
  const place = {
    via: 'flow',
    priority: 0,
    order: at,
    waitingSince: at,
    direct: null,
    needs: {},
    returned: false,
  } as const;
  const since = at;
  tell({ type: 'queue-entered', callId, queueId, visit, position: pick(1, 2, 3), ...place, day, agenda });
  const out = (reason: 'answered' | 'abandoned') => {
    const waitMs = at - since;
    const judged = { withinTarget: waitMs <= 20_000, short: waitMs < 5_000 };
    tell({ type: 'queue-left', callId, queueId, visit, reason, returned: false, waitMs, ...judged, day });
  };
  const offer = () => {
    const of = { callId, offerId: fresh('offer'), agentId: pick(...agents) };
    const leg = fresh('leg');
    const why = { code: 'longest-idle', params: { idleSeconds: Math.floor(dice() * 600), candidates: 3 } };
    const terms = { strategy: 'longest-idle', why, until: at + 20_000, share: null, widenAt: null };
    tell({ type: 'offer-made', ...of, queueId, legId: leg, ...terms });
    after(60, 200);
    tell({ type: 'offer-rang', ...of });
    return { ...of, leg };
  };
  // Waits differ by powers: most are short, a few very long.
  after(500, 5_000 + 240_000 * dice() ** 3);
  if (dice() < 0.15) {
    out('abandoned');
    hangUp('caller', 'abandoned');
    return facts;
  }
  if (dice() < 0.12) {
    const { leg: _, ...missed } = offer();
    after(3_000, 20_000);
    tell({ type: 'offer-ended', ...missed, how: pick('missed', 'declined', 'lost'), cause: pick(19, 21) });
  }
  const { leg: agentLegId, ...accepted } = offer();
  const { agentId } = accepted;
  after(1_000, 8_000);
  tell({ type: 'offer-accepted', ...accepted });
  out('answered');
  tell({ type: 'call-connected', callId, agentId, queueId, bridgeId: fresh('bridge'), agentLegId });
  const part = { callId, recordingId: `rec-${id}`, captureId: `cap-${id}` };
  if (recorded) tell({ type: 'recording-started', ...part });
  after(10_000, 60_000 + 600_000 * dice() ** 2);
  if (dice() < 0.25) {
    tell({ type: 'call-held', callId, agentId });
    after(3_000, 90_000);
    tell({ type: 'call-resumed', callId, agentId });
    after(5_000, 60_000);
  }
  if (dice() < 0.06) {
    const to = { kind: 'queue', queueId: pick(...queues) } as const;
    const by = { kind: 'person', userId: agentId } as const;
    tell({ type: 'call-transferred', callId, agentId, to, by, how: 'blind', reason: '' });
    after(1_000, 20_000);
  }
  if (recorded) tell({ type: 'recording-stopped', ...part });
  const { captureId: _, ...recording } = part;
  if (recorded) tell({ type: 'recording-ended', ...recording, kind: 'conversation' });
  hangUp(pick('caller', 'caller', 'agent'), 'answered');
  after(200, 900);
  const sha256 = 'a1'.repeat(32);
  if (recorded && dice() < 0.99)
    tell({ type: 'recording-sealed', ...recording, durationMs: at - since, bytes: 48_000, sha256 });
  else if (recorded) tell({ type: 'recording-not-sealed', ...recording, reason: 'The disk is full.' });
  after(4_000, 40_000);
  const note = pick('', '', 'Se reinició el equipo', 'Avería del router, llamar mañana', 'Pide factura de marzo');
  tell({ type: 'outcome-set', callId, agentId, outcome: pick('solved', 'solved', 'escalated', null), note });
  return facts;
}
