import { describe, expect, it } from 'vitest';
import { deadlines } from '../../services/core/decide/timers.ts';
import { demoSurroundings, Scene } from '../support/scene.ts';

const seen = { startedAt: 1, bridges: [], playbacks: [], reachable: [] } as const;

/** What the simulation found once: news and wishes that meet in an unlucky order. */
describe('unlucky orders', () => {
  it('an agent who signs in without a telephone is signed out when none comes', () => {
    const scene = new Scene();
    scene.command('ana', { name: 'set-availability', availability: { kind: 'available' } });
    scene.pass(59);
    expect(scene.world.agents.get('ana')?.availability.kind).toBe('available');
    scene.pass(1);
    expect(scene.world.agents.get('ana')?.availability.kind).toBe('signed-out');
  });

  it('a telephone that is told to be gone twice is waited for once', () => {
    const scene = new Scene();
    scene.signIn('ana');
    scene.send({ type: 'phone-reachable', userId: 'ana', reachable: false });
    scene.pass(30);
    scene.send({ type: 'phone-reachable', userId: 'ana', reachable: false });
    scene.pass(30);
    expect(scene.world.agents.get('ana')?.availability.kind).toBe('signed-out');
  });

  it('the telephone of an agent who was removed is known when the agent is back', () => {
    const surroundings = { ...demoSurroundings() };
    const { site } = surroundings;
    const scene = new Scene(surroundings);
    scene.signIn('ana');
    Object.assign(surroundings, { site: { ...site, users: site.users.filter(({ id }) => id !== 'ana') } });
    scene.send({ type: 'phone-reachable', userId: 'ana', reachable: false });
    Object.assign(surroundings, { site });
    expect(scene.world.agents.get('ana')?.reachable).toBe(false);
  });

  it('a caller whose agent does not come back, and whose queue is gone meanwhile, is let go', () => {
    const surroundings = { ...demoSurroundings() };
    const scene = new Scene(surroundings);
    scene.signIn('ana');
    scene.toQueue('c1');
    const legId = scene.answer('ana');
    scene.send({ type: 'leg-gone', legId, cause: 44, causeText: '' });
    expect(scene.call('c1').place.at).toBe('kept');
    const { site } = surroundings;
    Object.assign(surroundings, { site: { ...site, queues: site.queues.filter(({ id }) => id !== 'incidencias') } });
    scene.pass(30);
    expect(scene.last('call-ended')).toMatchObject({ reason: 'queue-removed' });
    expect(scene.world.calls.size).toBe(0);
  });

  it('music that a broken link left playing in the menu is stopped after the comparison', () => {
    const scene = new Scene();
    scene.ring('c1');
    const leg = { legId: 'c1', up: true, inbound: { dialled: '1000', callerNumber: '', callerName: '' } };
    scene.send({ type: 'asterisk-compared', ...seen, legs: [leg] });
    expect(scene.asked('stop-music')).toEqual([{ type: 'stop-music', legId: 'c1' }]);
  });

  it('a capture whose start failed is stopped all the same: it may have begun', () => {
    const scene = new Scene();
    scene.ring('c1');
    scene.pass(1);
    scene.promptEnds('c1');
    scene.press('c1', '1', '1');
    const captureId = scene.call('c1').recording?.capture?.captureId ?? '';
    scene.send({ type: 'capture-failed', captureId, reason: 'no answer in time' });
    expect(scene.asked('stop-capture')).toEqual([{ type: 'stop-capture', captureId, legId: 'c1' }]);
  });

  it('a call that is moved while its last agent leaves the queue is only where it was moved', () => {
    const scene = new Scene();
    scene.signIn('ana');
    scene.toQueue('c1');
    scene.command('ana', { name: 'set-availability', availability: { kind: 'signed-out' } });
    const { id: callId } = scene.call('c1');
    // The offer is cancelled: ana's wish to leave takes effect, nobody attends, and the queue gives its calls back.
    scene.command('sonia', { name: 'move', callId, to: { kind: 'agent', agentId: 'ana' }, reason: '' });
    expect(scene.call('c1').place).toMatchObject({ at: 'queue', via: 'move' });
    expect(scene.call('c1').step?.step).toBe('incidents');
  });

  it('who has hung up in a question is waited for no more, though the leg is not gone yet', () => {
    const scene = new Scene();
    scene.ring('c1');
    scene.pass(1);
    scene.promptEnds('c1');
    scene.promptEnds('c1');
    const waits = () => deadlines(scene.world, scene.surroundings.site).map(({ timerId }) => timerId);
    expect(waits()).toContain(`wake:${scene.call('c1').id}`);
    scene.send({ type: 'leg-hang-up-requested', legId: 'c1', cause: 16 });
    expect(waits()).toEqual([]);
  });
});
