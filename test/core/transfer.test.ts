import { describe, expect, it } from 'vitest';
import type { Target } from '../../services/core/event.ts';
import type { Site } from '../../services/core/site.ts';
import { codeOf, deadlinesAgree, open, talking } from '../support/conversation.ts';
import { demoSurroundings, Scene } from '../support/scene.ts';

const withLevels = (site: Site): Site => ({
  ...site,
  queues: site.queues.map((queue) => (queue.id === 'incidencias' ? { ...queue, escalatesTo: 'general' } : queue)),
});

const to = (target: Target) => ({ name: 'transfer', to: target, reason: 'sabe más' }) as const;
describe('a blind transfer', () => {
  it('to an agent: only that agent is offered the call, until the ring limit', () => {
    const { scene } = talking({ agents: ['ana', 'bruno', 'carla'] });
    scene.command('ana', to({ kind: 'agent', agentId: 'carla' }));
    expect(scene.last('call-transferred')).toMatchObject({ agentId: 'ana', how: 'blind', reason: 'sabe más' });
    expect(scene.last('queue-entered')).toMatchObject({
      via: 'transfer',
      direct: { agentId: 'carla', why: 'transfer' },
    });
    expect(scene.last('offer-made')).toMatchObject({ agentId: 'carla', why: { code: 'direct-transfer' } });
    expect(scene.asked('start-music').at(-1)?.legId).toBe('c1');
    expect(scene.world.agents.get('ana')?.activity).toBe('wrapping-up');
    scene.pass(15);
    expect(scene.last('offer-ended')).toMatchObject({ agentId: 'carla', how: 'missed' });
    expect(scene.last('offer-made').agentId).toBe('bruno');
    deadlinesAgree(scene);
  });

  it('to an agent who is busy: waits for that one, and then for anybody', () => {
    const { scene } = talking({ agents: ['ana', 'bruno'] });
    scene.toQueue('c2');
    scene.answer('bruno');
    scene.command('ana', to({ kind: 'agent', agentId: 'bruno' }));
    scene.command('ana', { name: 'finish-wrap-up', outcome: null, note: '' });
    expect(scene.call('c1').place).toMatchObject({ at: 'queue', offers: [] });
    scene.pass(15);
    expect(scene.last('offer-made').agentId).toBe('ana');
  });

  it('to a queue and to the level above: the caller waits there', () => {
    const { scene } = talking({ agents: ['ana', 'bruno'], site: withLevels });
    scene.command('ana', to({ kind: 'queue', queueId: 'solicitudes' }));
    expect(scene.last('queue-entered')).toMatchObject({ queueId: 'solicitudes', via: 'transfer', returned: false });
    scene.answer('bruno');
    expect(scene.world.today.get('solicitudes')).toMatchObject({ offered: 1, answered: 1 });
    expect(codeOf(() => scene.command('bruno', to({ kind: 'level-above' })))).toBe('no-level-above');
    const other = talking({ site: withLevels });
    other.scene.command('ana', to({ kind: 'level-above' }));
    expect(other.scene.last('queue-entered').queueId).toBe('general');
  });

  it('to an outside number: music while it rings, then both are put together', () => {
    const { scene } = talking();
    scene.command('ana', to({ kind: 'number', number: '911 22 23 33' }));
    const dialled = scene.asked('dial-number').at(-1);
    expect(dialled).toMatchObject({ number: '+34911222333', trunk: 'demo', callerId: '+34910000000' });
    expect(scene.call('c1').place).toMatchObject({ at: 'outside', state: 'ringing', from: 'ana' });
    deadlinesAgree(scene);
    const legId = dialled?.legId ?? '';
    scene.send({ type: 'leg-up', legId });
    expect(scene.asked('make-bridge').at(-1)?.legs).toEqual(['c1', legId]);
    scene.command('ana', { name: 'finish-wrap-up', outcome: null, note: '' });
    scene.pass(100);
    scene.send({ type: 'leg-hang-up-requested', legId, cause: 16 });
    scene.send({ type: 'leg-gone', legId, cause: 16, causeText: '' });
    expect(scene.last('call-ended')).toMatchObject({ reason: 'outside-ended', result: 'answered' });
    expect(open(scene)).toEqual({ legs: [], bridges: [], timers: [] });
  });

  it('to a number that does not answer: the caller is next in the queue again', () => {
    for (const end of ['busy', 'rings out'] as const) {
      const { scene } = talking({ agents: ['ana', 'bruno'] });
      scene.toQueue('c2');
      scene.toQueue('c3');
      scene.command('ana', to({ kind: 'number', number: '+34911222333' }));
      const legId = scene.asked('dial-number').at(-1)?.legId ?? '';
      if (end === 'busy') scene.send({ type: 'leg-gone', legId, cause: 17, causeText: '' });
      else scene.pass(45);
      expect(scene.last('outside-failed')).toMatchObject({ number: '+34911222333', cause: end === 'busy' ? 17 : 19 });
      if (end === 'busy') expect(scene.waiting('incidencias')[0]).toBe(scene.call('c1').id);
      expect(scene.asked('hang-up-leg').map((one) => one.legId)).toContain(legId);
    }
  });

  it('is not had where it cannot go, and leaves no trace then', () => {
    const { scene } = talking({
      agents: ['ana', 'bruno'],
      site: (site) => ({
        ...site,
        queues: site.queues.map((queue) => {
          if (queue.id === 'solicitudes') return { ...queue, agents: ['carla'] };
          if (queue.id === 'general') return { ...queue, hours: { timeZone: 'Europe/Madrid', week: {}, holidays: [] } };
          return queue;
        }),
      }),
    });
    scene.command('bruno', { name: 'set-availability', availability: { kind: 'break', reason: 'lunch' } });
    const before = scene.events.length;
    const code = (target: Target) => codeOf(() => scene.command('ana', to(target)));
    expect(code({ kind: 'agent', agentId: 'ana' })).toBe('transfer-to-self');
    expect(code({ kind: 'agent', agentId: 'zoe' })).toBe('unknown-agent');
    expect(code({ kind: 'agent', agentId: 'alba' })).toBe('agent-away');
    expect(code({ kind: 'agent', agentId: 'bruno' })).toBe('agent-away');
    expect(code({ kind: 'queue', queueId: 'nada' })).toBe('unknown-queue');
    expect(code({ kind: 'queue', queueId: 'solicitudes' })).toBe('queue-unattended');
    expect(code({ kind: 'queue', queueId: 'general' })).toBe('queue-closed');
    expect(code({ kind: 'level-above' })).toBe('no-level-above');
    expect(code({ kind: 'number', number: '+442071838750' })).toBe('number-not-allowed');
    expect(code({ kind: 'number', number: '806 40 40 40' })).toBe('number-not-allowed');
    expect(code({ kind: 'number', number: '12' })).toBe('number-invalid');
    expect(codeOf(() => scene.command('bruno', to({ kind: 'agent', agentId: 'ana' })))).toBe('no-call');
    expect(scene.events.length).toBe(before);
    expect(scene.call('c1').place).toMatchObject({ at: 'conversation', agentId: 'ana' });
    const closed = talking({ outbound: false });
    expect(codeOf(() => closed.scene.command('ana', to({ kind: 'number', number: '+34911222333' })))).toBe(
      'no-outside-line',
    );
  });

  it('lets the caller leave at any moment, and nothing stays behind', () => {
    for (const target of [
      { kind: 'agent', agentId: 'bruno' },
      { kind: 'queue', queueId: 'general' },
      { kind: 'number', number: '+34911222333' },
    ] as const)
      for (const answered of [false, true]) {
        const { scene } = talking({ agents: ['ana', 'bruno'] });
        scene.command('ana', to(target));
        if (answered && target.kind === 'number')
          scene.send({ type: 'leg-up', legId: scene.asked('dial-number').at(-1)?.legId ?? '' });
        else if (answered) scene.answer('bruno');
        scene.send({ type: 'leg-hang-up-requested', legId: 'c1', cause: 16 });
        scene.send({ type: 'leg-gone', legId: 'c1', cause: 16, causeText: '' });
        scene.pass(60);
        expect(scene.world.calls.size).toBe(0);
        expect(open(scene)).toEqual({ legs: [], bridges: [], timers: [] });
        expect([...scene.world.agents.values()].filter(({ activity }) => activity !== 'idle')).toEqual([]);
      }
  });

  it('credits each agent with the own part', () => {
    const { scene } = talking({ agents: ['ana', 'bruno'] });
    scene.pass(55);
    scene.command('ana', to({ kind: 'agent', agentId: 'bruno' }));
    scene.answer('bruno');
    scene.pass(30);
    scene.command('bruno', { name: 'hang-up' });
    const standings = scene.world.standings.get('incidencias');
    expect([standings?.get('ana')?.talkMs, standings?.get('bruno')?.talkMs]).toEqual([60_000, 30_000]);
  });

  it('goes to the flow when everybody leaves the queue', () => {
    const scene = new Scene(demoSurroundings());
    scene.signIn('ana', 'bruno');
    scene.toQueue('c1');
    const first = scene.last('offer-made').agentId;
    scene.answer(first);
    scene.command(first, to({ kind: 'queue', queueId: 'general' }));
    const second = scene.last('offer-made').agentId;
    scene.command(second, { name: 'decline' });
    for (const agent of ['ana', 'bruno'])
      scene.send({
        type: 'command',
        by: { userId: 'sonia', roles: ['supervisor'] },
        command: { name: 'set-agent-availability', agentId: agent, availability: { kind: 'signed-out' }, reason: '' },
      });
    scene.pass(60);
    expect(scene.types()).toContain('queue-left');
    expect(scene.call('c1').place.at).toBe('menu');
    expect(scene.call('c1').path.at(-1)?.step).not.toBe('incidents');
  });
});
