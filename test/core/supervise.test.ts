import { describe, expect, it } from 'vitest';
import type { Conversation, WatchMode } from '../../services/core/call.ts';
import type { Target } from '../../services/core/event.ts';
import { codeOf, deadlinesAgree, inBridge, leaves, open, talking } from '../support/conversation.ts';
import type { Scene } from '../support/scene.ts';

function conversationOf(scene: Scene, legId = 'c1'): Conversation {
  const { place } = scene.call(legId);
  if (place.at !== 'conversation') throw new Error(`The call is at ${place.at}.`);
  return place;
}

const watch = (scene: Scene, mode: WatchMode) =>
  scene.command('sonia', { name: 'watch', callId: scene.call('c1').id, mode });

/** Sonia takes part in Ana's conversation. */
function watching(mode: WatchMode = 'listen', { answered = true, agents = ['ana', 'bruno'] } = {}) {
  const { scene, agentLeg } = talking({ agents });
  watch(scene, mode);
  const { legId, bridgeId: watchBridge } = scene.last('watch-asked');
  deadlinesAgree(scene);
  if (answered) {
    scene.send({ type: 'leg-up', legId });
    if (mode !== 'barge') scene.send({ type: 'leg-up', legId: scene.asked('snoop').at(-1)?.snoopId ?? '' });
  }
  const { bridgeId } = conversationOf(scene);
  const snoop = () => scene.asked('snoop').at(-1)?.snoopId ?? '';
  return { scene, agentLeg, legId, watchBridge, bridgeId, snoop };
}

const ofCall = <T extends string>(scene: Scene, name: T, reason = 'porque sí') => ({
  name,
  callId: scene.call('c1').id,
  reason,
});

describe('a supervisor who takes part', () => {
  it('listens through a leg made of the agent’s, in a bridge apart', () => {
    const { scene, agentLeg, legId, watchBridge, bridgeId, snoop } = watching();
    expect(scene.asked('dial-agent').at(-1)).toMatchObject({ userId: 'sonia', purpose: 'watch' });
    expect(scene.asked('snoop')).toMatchObject([{ legId: agentLeg, whisper: false }]);
    expect(inBridge(scene, watchBridge)).toEqual([snoop(), legId].sort());
    expect(inBridge(scene, bridgeId)).toEqual([agentLeg, 'c1'].sort());
    expect(scene.last('watch-began')).toMatchObject({ userId: 'sonia', mode: 'listen', agentId: 'ana' });
  });

  it('changes between listening, whispering and speaking with both', () => {
    const { scene, agentLeg, legId, watchBridge, bridgeId, snoop } = watching();
    const first = snoop();
    watch(scene, 'whisper');
    expect(scene.asked('snoop').at(-1)).toMatchObject({ legId: agentLeg, whisper: true });
    expect(scene.asked('hang-up-leg').map((one) => one.legId)).toContain(first);
    scene.send({ type: 'leg-up', legId: snoop() });
    expect(inBridge(scene, watchBridge)).toEqual([snoop(), legId].sort());
    watch(scene, 'barge');
    expect(inBridge(scene, bridgeId)).toEqual([agentLeg, 'c1', legId].sort());
    expect(inBridge(scene, watchBridge)).toEqual([]);
    watch(scene, 'listen');
    scene.send({ type: 'leg-up', legId: snoop() });
    expect(inBridge(scene, bridgeId)).toEqual([agentLeg, 'c1'].sort());
    expect(inBridge(scene, watchBridge)).toEqual([snoop(), legId].sort());
    const before = scene.events.length;
    watch(scene, 'listen');
    expect(scene.events.length).toBe(before);
    // A leg that heard in an earlier mode, and comes only now, is not wanted any more.
    scene.send({ type: 'leg-up', legId: first });
    expect(scene.asked('hang-up-leg').at(-1)?.legId).toBe(first);
  });

  it('stops by a command, by hanging up, by a lost page, by not answering', () => {
    const ways: readonly (readonly [boolean, (at: ReturnType<typeof watching>) => void, string])[] = [
      [true, ({ scene }) => scene.command('sonia', { name: 'stop-watching' }), 'cancelled'],
      [true, ({ scene, legId }) => leaves(scene, legId), 'hang-up'],
      [true, ({ scene, legId }) => leaves(scene, legId, 44), 'lost'],
      [true, ({ scene }) => scene.send({ type: 'phone-reachable', userId: 'sonia', reachable: false }), 'lost'],
      [false, ({ scene }) => scene.pass(20), 'missed'],
      [false, ({ scene, legId }) => leaves(scene, legId, 21), 'declined'],
    ];
    for (const mode of ['listen', 'whisper', 'barge'] as const)
      for (const [answered, leave, how] of ways) {
        const at = watching(mode, { answered });
        leave(at);
        expect(at.scene.last('watch-ended').how).toBe(how);
        expect(open(at.scene)).toEqual({ legs: [at.agentLeg], bridges: [at.bridgeId], timers: [] });
        expect(inBridge(at.scene, at.bridgeId)).toEqual([at.agentLeg, 'c1'].sort());
        expect(at.scene.world.watching.size).toBe(0);
      }
  });

  it('is let go when the conversation ends, in every mode', () => {
    for (const mode of ['listen', 'whisper', 'barge'] as const)
      for (const answered of [true, false]) {
        const { scene, agentLeg } = watching(mode, { answered });
        leaves(scene, answered ? 'c1' : agentLeg);
        expect(scene.last('watch-ended').how).toBe('ended');
        expect(open(scene)).toEqual({ legs: [], bridges: [], timers: [] });
      }
  });

  it('is let go when the agent’s page is away', () => {
    const { scene } = watching();
    scene.send({ type: 'phone-reachable', userId: 'ana', reachable: false });
    expect(scene.last('watch-ended').how).toBe('ended');
    expect(scene.call('c1').place.at).toBe('kept');
  });

  it('hears the new agent after an attended transfer', () => {
    const { scene, snoop, watchBridge, legId } = watching();
    const first = snoop();
    scene.command('ana', { name: 'consult', to: { kind: 'agent', agentId: 'bruno' } });
    const brunoLeg = scene.last('consult-began').legId;
    scene.send({ type: 'leg-up', legId: brunoLeg });
    scene.command('ana', { name: 'complete-transfer', reason: '' });
    expect(scene.asked('snoop').at(-1)).toMatchObject({ legId: brunoLeg });
    // The old leg goes with the agent's; that is no news.
    scene.send({ type: 'leg-gone', legId: first, cause: 16, causeText: '' });
    scene.send({ type: 'leg-up', legId: snoop() });
    expect(inBridge(scene, watchBridge)).toEqual([snoop(), legId].sort());
    expect(conversationOf(scene).watchers).toHaveLength(1);
  });

  it('stops when Asterisk cannot let listen', () => {
    const { scene, legId } = watching('listen', { answered: false });
    scene.send({ type: 'leg-up', legId });
    scene.send({ type: 'leg-gone', legId: scene.asked('snoop').at(-1)?.snoopId ?? '', cause: 38, causeText: '' });
    expect(scene.last('watch-ended').how).toBe('ended');
    expect(scene.asked('hang-up-leg').map((one) => one.legId)).toContain(legId);
  });

  it('is in one conversation at a time', () => {
    const { scene, legId } = watching();
    scene.toQueue('c2');
    scene.answer('bruno');
    scene.command('sonia', { name: 'watch', callId: scene.call('c2').id, mode: 'listen' });
    expect(scene.last('watch-ended').callId).toBe(scene.call('c1').id);
    expect(scene.asked('hang-up-leg').map((one) => one.legId)).toContain(legId);
    expect([...scene.world.watching]).toEqual([['sonia', scene.call('c2').id]]);
  });

  it('is refused without a telephone, without a conversation, and to others', () => {
    const { scene } = talking({ agents: ['ana', 'bruno'] });
    scene.toQueue('c2');
    const ended = { name: 'watch', callId: 'call-gone', mode: 'listen' } as const;
    expect(codeOf(() => scene.command('sonia', ended))).toBe('no-call');
    const waiting = { ...ended, callId: scene.call('c2').id };
    expect(codeOf(() => scene.command('sonia', waiting))).toBe('no-conversation');
    expect(codeOf(() => scene.command('sonia', { name: 'stop-watching' }))).toBe('not-watching');
    const there = { ...ended, callId: scene.call('c1').id };
    expect(codeOf(() => scene.command('bruno', there))).toBe('forbidden');
    expect(codeOf(() => scene.command('alba', there))).toBe('forbidden');
    scene.send({ type: 'phone-reachable', userId: 'sonia', reachable: false });
    expect(codeOf(() => scene.command('sonia', there))).toBe('no-telephone');
  });
});

describe('a supervisor who takes a call', () => {
  it('gets it on the own telephone, and the agent wraps up', () => {
    const { scene, agentLeg } = talking();
    const { bridgeId } = conversationOf(scene);
    scene.command('sonia', ofCall(scene, 'take'));
    expect(scene.last('supervised')).toMatchObject({ what: 'take', by: { userId: 'sonia' }, reason: 'porque sí' });
    const dialled = scene.asked('dial-agent').at(-1);
    expect(dialled).toMatchObject({ userId: 'sonia', purpose: 'take' });
    expect(conversationOf(scene).agentId).toBe('ana');
    deadlinesAgree(scene);
    const legId = dialled?.legId ?? '';
    scene.send({ type: 'leg-up', legId });
    expect(conversationOf(scene)).toMatchObject({ agentId: 'sonia', agentLegId: legId, watchers: [] });
    expect(inBridge(scene, bridgeId)).toEqual(['c1', legId].sort());
    expect(scene.asked('hang-up-leg').map((one) => one.legId)).toContain(agentLeg);
    expect(scene.world.agents.get('ana')?.activity).toBe('wrapping-up');
    scene.command('sonia', { name: 'hold' });
    scene.command('sonia', { name: 'resume' });
    leaves(scene, legId);
    expect(scene.last('call-ended').by).toBe('agent');
    expect(open(scene)).toEqual({ legs: [], bridges: [], timers: [] });
    expect(scene.world.agents.get('sonia')).toMatchObject({ wrapUp: null, call: null });
  });

  it('at once when already in it, whatever the agent was doing', () => {
    for (const mode of ['listen', 'whisper', 'barge'] as const)
      for (const agentDoes of ['talk', 'hold', 'consult', 'conference'] as const) {
        const { scene, legId, watchBridge, bridgeId } = watching(mode);
        if (agentDoes === 'hold') scene.command('ana', { name: 'hold' });
        if (agentDoes === 'consult' || agentDoes === 'conference') {
          scene.command('ana', { name: 'consult', to: { kind: 'agent', agentId: 'bruno' } });
          scene.send({ type: 'leg-up', legId: scene.last('consult-began').legId });
        }
        if (agentDoes === 'conference') scene.command('ana', { name: 'conference' });
        scene.command('sonia', ofCall(scene, 'take'));
        const others = agentDoes === 'conference' ? [scene.last('consult-began').legId] : [];
        expect(inBridge(scene, bridgeId)).toEqual(['c1', legId, ...others].sort());
        expect(inBridge(scene, watchBridge)).toEqual([]);
        expect(conversationOf(scene)).toMatchObject({ agentId: 'sonia', held: false, watchers: [] });
        leaves(scene, 'c1');
        expect(open(scene)).toEqual({ legs: [], bridges: [], timers: [] });
      }
  });

  it('does not when nobody answers the own telephone, or the call ended meanwhile', () => {
    const { scene } = talking();
    scene.command('sonia', ofCall(scene, 'take'));
    scene.pass(20);
    expect(scene.last('watch-ended').how).toBe('missed');
    expect(conversationOf(scene).agentId).toBe('ana');
    scene.command('sonia', ofCall(scene, 'take'));
    leaves(scene, 'c1');
    expect(open(scene)).toEqual({ legs: [], bridges: [], timers: [] });
  });

  it('outlives a refresh of the own page, as an agent’s call does', () => {
    const { scene } = talking();
    scene.command('sonia', ofCall(scene, 'take'));
    scene.send({ type: 'leg-up', legId: scene.asked('dial-agent').at(-1)?.legId ?? '' });
    scene.send({ type: 'phone-reachable', userId: 'sonia', reachable: false });
    expect(scene.call('c1').place).toMatchObject({ at: 'kept', agentId: 'sonia' });
    scene.send({ type: 'phone-reachable', userId: 'sonia', reachable: true });
    scene.send({ type: 'leg-up', legId: scene.asked('dial-agent').at(-1)?.legId ?? '' });
    expect(conversationOf(scene).agentId).toBe('sonia');
  });
});

describe('a supervisor who moves calls', () => {
  const moveTo = (scene: Scene, to: Target, legId = 'c1', by = 'sonia') =>
    scene.command(by, { name: 'move', callId: scene.call(legId).id, to, reason: 'cola larga' });

  it('keeps the wait and the priority of one that waits', () => {
    const { scene } = talking();
    scene.pass(30);
    scene.toQueue('c2');
    scene.pass(30);
    const since = scene.now - 30_000;
    moveTo(scene, { kind: 'queue', queueId: 'general' }, 'c2');
    expect(scene.call('c2').place).toMatchObject({ queueId: 'general', via: 'move', waitingSince: since });
    expect(scene.last('queue-left')).toMatchObject({ reason: 'moved', queueId: 'incidencias' });
    expect(scene.world.today.get('incidencias')).toMatchObject({ offered: 2, moved: 1, abandoned: 0 });
    expect(scene.last('supervised')).toMatchObject({ what: 'move', to: { queueId: 'general' } });
  });

  it('takes back what rings, without blame', () => {
    const { scene } = talking({ agents: ['ana', 'bruno', 'carla'] });
    scene.toQueue('c2');
    const first = scene.last('offer-made').agentId;
    const other = first === 'bruno' ? 'carla' : 'bruno';
    moveTo(scene, { kind: 'agent', agentId: other }, 'c2');
    expect(scene.last('offer-ended')).toMatchObject({ agentId: first, how: 'cancelled' });
    expect(scene.last('offer-made')).toMatchObject({ agentId: other, why: { code: 'direct-move' } });
    expect(scene.world.agents.get(first)?.availability.kind).toBe('available');
  });

  it('moves a conversation, and the agent wraps up', () => {
    const { scene } = talking({ agents: ['ana', 'bruno'] });
    moveTo(scene, { kind: 'queue', queueId: 'general' });
    expect(scene.last('call-transferred')).toMatchObject({ agentId: 'ana', by: { userId: 'sonia' } });
    expect(scene.world.agents.get('ana')?.activity).toBe('wrapping-up');
    scene.answer('bruno');
    expect(conversationOf(scene).agentId).toBe('bruno');
  });

  it('moves one whose agent is away, and one that is being consulted on or watched', () => {
    const kept = talking({ agents: ['ana', 'bruno'] }).scene;
    kept.send({ type: 'phone-reachable', userId: 'ana', reachable: false });
    moveTo(kept, { kind: 'queue', queueId: 'general' });
    expect(kept.call('c1').place.at).toBe('queue');
    expect(open(kept).timers).toEqual([]);
    const { scene } = watching('listen');
    scene.command('ana', { name: 'consult', to: { kind: 'agent', agentId: 'bruno' } });
    moveTo(scene, { kind: 'number', number: '+34911222333' });
    expect(scene.call('c1').place).toMatchObject({ at: 'outside', from: 'ana' });
    expect(scene.world.watching.size).toBe(0);
    expect(scene.world.agents.get('bruno')?.call).toBeNull();
  });

  it('sends a waiting call out', () => {
    const { scene } = talking();
    scene.toQueue('c2');
    moveTo(scene, { kind: 'number', number: '+34911222333' }, 'c2');
    expect(scene.call('c2').place).toMatchObject({ at: 'outside', from: null });
    scene.send({ type: 'leg-up', legId: scene.asked('dial-number').at(-1)?.legId ?? '' });
    leaves(scene, 'c2');
    expect(scene.last('call-ended').result).toBe('answered');
  });

  it('two at once: the second moves what is there then, or is told', () => {
    const { scene } = talking({ agents: ['ana', 'bruno'] });
    scene.command('bruno', { name: 'set-availability', availability: { kind: 'break', reason: 'lunch' } });
    scene.toQueue('c2');
    moveTo(scene, { kind: 'queue', queueId: 'general' }, 'c2');
    moveTo(scene, { kind: 'queue', queueId: 'solicitudes' }, 'c2', 'admin');
    expect(scene.call('c2').place).toMatchObject({ queueId: 'solicitudes' });
    const before = scene.events.length;
    const menu = 'c3';
    scene.ring(menu);
    const inMenu = () => moveTo(scene, { kind: 'queue', queueId: 'general' }, menu);
    expect(codeOf(inMenu)).toBe('not-movable');
    const { id } = scene.call('c2');
    leaves(scene, 'c2');
    const gone = { name: 'move', callId: id, to: { kind: 'queue', queueId: 'general' }, reason: '' } as const;
    expect(codeOf(() => scene.command('admin', gone))).toBe('no-call');
    expect(codeOf(() => moveTo(scene, { kind: 'agent', agentId: 'bruno' }))).toBe('agent-away');
    expect(scene.events.slice(before).map(({ type }) => type)).not.toContain('supervised');
  });
});

describe('a supervisor over waiting calls', () => {
  it('puts one before the others', () => {
    const { scene } = talking();
    scene.toQueue('c2');
    scene.pass(5);
    scene.toQueue('c3');
    const { id: callId } = scene.call('c3');
    scene.command('sonia', { name: 'prioritise', callId, priority: 5, reason: 'urgente' });
    expect(scene.waiting('incidencias')).toEqual([callId, scene.call('c2').id]);
    expect(scene.last('priority-changed')).toMatchObject({ priority: 5, by: { userId: 'sonia' }, reason: 'urgente' });
    scene.command('ana', { name: 'hang-up' });
    scene.command('ana', { name: 'finish-wrap-up', outcome: null, note: '' });
    expect(scene.last('offer-made').callId).toBe(callId);
    const again = { name: 'prioritise', callId, priority: 500, reason: '' } as const;
    expect(codeOf(() => scene.command('sonia', again))).toBe('priority-out-of-range');
    scene.answer('ana');
    expect(codeOf(() => scene.command('sonia', { ...again, priority: 1 }))).toBe('not-waiting');
  });

  it('ends a call wherever it is', () => {
    const { scene } = talking();
    scene.toQueue('c2');
    scene.ring('c3');
    for (const legId of ['c1', 'c2', 'c3'])
      scene.command('sonia', { name: 'end-call', callId: scene.call(legId).id, reason: 'ensayo' });
    expect(scene.world.calls.size).toBe(0);
    expect(scene.last('call-ended')).toMatchObject({ by: 'system', reason: 'supervisor' });
    expect(scene.asked('hang-up-leg').map((one) => one.legId)).toEqual(expect.arrayContaining(['c1', 'c2', 'c3']));
    expect(scene.world.today.get('incidencias')).toMatchObject({ offered: 2, answered: 1 });
    expect(open(scene)).toEqual({ legs: [], bridges: [], timers: [] });
  });
});
