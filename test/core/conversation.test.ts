import { describe, expect, it } from 'vitest';
import { Scene } from '../support/scene.ts';

function talking(): { scene: Scene; agentLeg: string } {
  const scene = new Scene();
  scene.signIn('ana');
  scene.toQueue('c1');
  const agentLeg = scene.answer('ana');
  scene.pass(5);
  return { scene, agentLeg };
}

describe('a conversation', () => {
  it('is held with music and resumed', () => {
    const { scene } = talking();
    scene.command('ana', { name: 'hold' });
    expect(scene.world.agents.get('ana')?.activity).toBe('holding');
    expect(scene.effects.slice(-2).map((effect) => effect.type)).toEqual(['remove-from-bridge', 'start-music']);
    scene.command('ana', { name: 'resume' });
    expect(scene.effects.slice(-2).map((effect) => effect.type)).toEqual(['stop-music', 'add-to-bridge']);
    expect(scene.world.agents.get('ana')?.activity).toBe('talking');
  });

  it('outlives a refreshed page: the caller hears music and the page gets the same call first', () => {
    const { scene } = talking();
    scene.send({ type: 'phone-reachable', userId: 'ana', reachable: false });
    expect(scene.call('c1').place.at).toBe('kept');
    expect(scene.asked('start-music').at(-1)?.legId).toBe('c1');
    scene.toQueue('c2');
    scene.pass(3);
    scene.send({ type: 'phone-reachable', userId: 'ana', reachable: true });
    const dialled = scene.asked('dial-agent').at(-1);
    expect(dialled).toMatchObject({ purpose: 'resume', callId: scene.call('c1').id });
    scene.send({ type: 'leg-up', legId: dialled?.legId ?? '' });
    expect(scene.call('c1').place).toMatchObject({ at: 'conversation', agentId: 'ana' });
    expect(scene.call('c2').place).toMatchObject({ at: 'queue', offers: [] });
    scene.pass(60);
    expect(scene.types()).not.toContain('agent-gave-up');
  });

  it('goes back to the head of its queue when the page stays away for 20 s', () => {
    const { scene } = talking();
    scene.toQueue('c2');
    scene.send({ type: 'phone-reachable', userId: 'ana', reachable: false });
    scene.pass(20);
    expect(scene.call('c1').place.at).toBe('queue');
    expect(scene.waiting('incidencias')).toEqual([scene.call('c1').id, scene.call('c2').id]);
    expect(scene.world.agents.get('ana')?.availability).toEqual({ kind: 'break', reason: 'lost' });
    scene.signIn('bruno');
    expect(scene.last('offer-made').callId).toBe(scene.call('c1').id);
    scene.answer('bruno');
    const today = scene.world.today.get('incidencias');
    expect(today).toMatchObject({ offered: 2, answered: 1, abandoned: 0 });
  });

  it('tells a lost telephone from a hang-up', () => {
    const { scene, agentLeg } = talking();
    scene.send({ type: 'leg-gone', legId: agentLeg, cause: 44, causeText: 'media timeout' });
    expect(scene.call('c1').place.at).toBe('kept');
    const other = talking();
    other.scene.send({ type: 'leg-hang-up-requested', legId: other.agentLeg, cause: 16 });
    other.scene.send({ type: 'leg-gone', legId: other.agentLeg, cause: 16, causeText: '' });
    expect(other.scene.last('call-ended')).toMatchObject({ by: 'agent', reason: 'hang-up' });
  });

  it('changes availability after the call when a supervisor asks in between', () => {
    const { scene } = talking();
    scene.command('sonia', {
      name: 'set-agent-availability',
      agentId: 'ana',
      availability: { kind: 'break', reason: 'meeting' },
      reason: '',
    });
    expect(scene.last('availability-queued').by).toEqual({ kind: 'person', userId: 'sonia' });
    scene.command('ana', { name: 'hang-up' });
    scene.command('ana', { name: 'finish-wrap-up', outcome: null, note: '' });
    expect(scene.last('availability-changed')).toMatchObject({
      agentId: 'ana',
      availability: { kind: 'break', reason: 'meeting' },
      by: { kind: 'person', userId: 'sonia' },
    });
  });

  it('extends and limits the wrap-up', () => {
    const { scene } = talking();
    scene.command('ana', { name: 'hang-up' });
    scene.command('ana', { name: 'extend-wrap-up', seconds: 60 });
    scene.pass(89);
    expect(scene.world.agents.get('ana')?.activity).toBe('wrapping-up');
    scene.pass(1);
    expect(scene.last('wrap-up-ended').how).toBe('limit');
  });
});

describe('recording in a conversation', () => {
  it('pauses only when Asterisk says so', () => {
    const { scene } = talking();
    scene.command('ana', { name: 'pause-recording' });
    expect(scene.types()).not.toContain('recording-paused');
    const { captureId } = scene.last('pause-asked');
    scene.send({ type: 'capture-muted', captureId, silent: { caller: true, others: true } });
    expect(scene.last('recording-paused').by).toEqual({ kind: 'person', userId: 'ana' });
    scene.command('ana', { name: 'resume-recording' });
    scene.send({ type: 'capture-muted', captureId, silent: { caller: false, others: false } });
    expect(scene.types().at(-1)).toBe('recording-resumed');
  });

  it('stops when consent is withdrawn and begins a new part when it is given again', () => {
    const { scene } = talking();
    const { recordingId, captureId } = scene.last('recording-started');
    scene.command('ana', { name: 'withdraw-consent', basis: 'asked' });
    expect(scene.asked('stop-capture').at(-1)?.captureId).toBe(captureId);
    scene.send({ type: 'capture-stopped', captureId });
    scene.command('ana', { name: 'give-consent', basis: 'spoken' });
    const again = scene.last('capture-asked');
    expect(again.recordingId).toBe(recordingId);
    expect(again.captureId).not.toBe(captureId);
    scene.send({ type: 'capture-running', captureId: again.captureId, legId: 'c1' });
    scene.command('ana', { name: 'hang-up' });
    expect(scene.types().filter((type) => type === 'recording-ended')).toHaveLength(1);
  });
});

describe('a part of a recording that nobody knows', () => {
  it('is stopped: the call for which it was begun has ended, and the leg may live on', () => {
    const { scene } = talking();
    const { captureId } = scene.last('recording-started');
    scene.command('ana', { name: 'hang-up' });
    scene.send({ type: 'capture-running', captureId, legId: 'c1' });
    expect(scene.asked('stop-capture').at(-1)).toMatchObject({ captureId, legId: 'c1' });
  });

  it('is cleared from a leg that is taken in as a new call', () => {
    const scene = new Scene();
    const inbound = { dialled: '1000', callerNumber: '600', callerName: '' };
    const nothing = { bridges: [], playbacks: [], reachable: [] };
    const legs = [{ legId: 'c9', up: false, inbound }];
    scene.send({ type: 'asterisk-compared', startedAt: 1, legs, ...nothing });
    expect(scene.call('c9').consent).toBe('unknown');
    expect(scene.asked('clear-captures')).toEqual([{ type: 'clear-captures', legId: 'c9' }]);
  });
});

describe('commands', () => {
  it('are refused with a sentence and without a trace', () => {
    const scene = new Scene();
    scene.signIn('ana');
    const before = scene.events.length;
    expect(() => scene.command('ana', { name: 'hold' })).toThrow('There is no conversation');
    expect(() =>
      scene.command('alba', {
        name: 'set-agent-availability',
        agentId: 'ana',
        availability: { kind: 'signed-out' },
        reason: '',
      }),
    ).toThrow('may not');
    expect(() =>
      scene.command('ana', { name: 'set-availability', availability: { kind: 'break', reason: 'nap' } }),
    ).toThrow('no break reason');
    expect(() =>
      scene.command('sonia', {
        name: 'set-agent-availability',
        agentId: 'zoe',
        availability: { kind: 'available' },
        reason: '',
      }),
    ).toThrow('no agent zoe');
    expect(() => scene.command('ana', { name: 'decline' })).toThrow('no call to decline');
    expect(() => scene.command('ana', { name: 'finish-wrap-up', outcome: null, note: '' })).toThrow('no wrap-up');
    expect(scene.events.length).toBe(before);
  });
});
