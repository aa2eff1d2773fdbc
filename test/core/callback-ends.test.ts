import { describe, expect, it } from 'vitest';
import { deadlines } from '../../services/core/decide/timers.ts';
import {
  asksToBeCalled,
  busy,
  callbackOf,
  callbackScene,
  callbacksOf,
  dialled,
  waitingNumbers,
} from '../support/callback.ts';
import type { Scene } from '../support/scene.ts';

describe('a person whose agent is lost', () => {
  const lost = () => {
    const scene = busy();
    asksToBeCalled(scene, 'c1');
    scene.send({ type: 'leg-gone', legId: 'c2', cause: 16, causeText: '' });
    scene.command('ana', { name: 'hang-up' });
    scene.answer('ana');
    scene.send({ type: 'leg-up', legId: dialled(scene) });
    scene.send({ type: 'phone-reachable', userId: 'ana', reachable: false });
    scene.pass(20);
    return { scene, person: dialled(scene) };
  };

  it('waits at the head of the queue, with music, for the next one', () => {
    const { scene, person } = lost();
    expect(scene.call(person).place).toMatchObject({ at: 'queue', via: 'returned' });
    expect(scene.asked('start-music').at(-1)?.legId).toBe(person);
    scene.signIn('bruno');
    const agentLeg = scene.answer('bruno');
    expect(scene.asked('make-bridge').at(-1)?.legs).toEqual([person, agentLeg]);
    expect(scene.asked('dial-number')).toHaveLength(1);
  });

  it('is not left with music for ever when nobody attends', () => {
    const { scene, person } = lost();
    scene.command('ana', { name: 'set-availability', availability: { kind: 'signed-out' } });
    expect(scene.last('call-ended')).toMatchObject({ reason: 'no-agents', result: 'answered', by: 'system' });
    expect(scene.asked('hang-up-leg').at(-1)?.legId).toBe(person);
  });
});

describe('an agent who does not wait', () => {
  it.each([
    [
      'hangs up',
      'declined',
      (scene: Scene, legId: string) => {
        scene.send({ type: 'leg-hang-up-requested', legId, cause: 16 });
        scene.send({ type: 'leg-gone', legId, cause: 16, causeText: '' });
      },
    ],
    ['hangs up on the page', 'declined', (scene: Scene) => void scene.command('ana', { name: 'hang-up' })],
    [
      'closes the page',
      'lost',
      (scene: Scene) => void scene.send({ type: 'phone-reachable', userId: 'ana', reachable: false }),
    ],
  ] as const)('%s: the next agent has it at once, and it was no attempt', (_what, how, leave) => {
    const scene = busy();
    asksToBeCalled(scene, 'c1');
    scene.command('ana', { name: 'hang-up' });
    const agentLeg = scene.answer('ana');
    const person = dialled(scene);
    scene.signIn('bruno');
    expect(scene.last('offer-made').callId).toBe(scene.call('c2').id);
    scene.signIn('carla');
    leave(scene, agentLeg);
    expect(scene.last('callback-missed')).toMatchObject({ whose: 'agent' });
    expect(scene.asked('hang-up-leg').map((one) => one.legId)).toContain(person);
    expect(scene.world.agents.get('ana')?.availability).toEqual({ kind: 'break', reason: how });
    expect(scene.last('offer-made')).toMatchObject({ agentId: 'carla', callId: callbackOf(scene).id });
    expect(callbackOf(scene).callback?.attempts).toBe(0);
    // The leg's farewell comes late.
    scene.send({ type: 'leg-gone', legId: person, cause: 16, causeText: '' });
    scene.send({ type: 'leg-gone', legId: agentLeg, cause: 16, causeText: '' });
    expect(callbackOf(scene).place).toMatchObject({ at: 'queue' });
  });
});

describe('a call-back on its own', () => {
  const wanted = {
    name: 'request-callback',
    queueId: 'general',
    number: '+34612345678',
    callerName: 'Eva',
    reason: 'r',
  } as const;

  it('has its turn from its time on', () => {
    const scene = callbackScene();
    scene.signIn('ana');
    const notBefore = scene.now + 3_600_000;
    scene.command('ana', { ...wanted, notBefore });
    expect(callbackOf(scene).place).toMatchObject({ at: 'scheduled', until: notBefore });
    // What a controller that comes back sets again.
    expect(deadlines(scene.world, scene.surroundings.site)).toContainEqual({
      timerId: `callback:${callbackOf(scene).id}`,
      at: notBefore,
    });
    scene.pass(3_599);
    expect(scene.types()).not.toContain('offer-made');
    scene.pass(1);
    expect(scene.last('offer-made')).toMatchObject({ agentId: 'ana', callId: callbackOf(scene).id });
    expect(scene.world.today.get('general')?.offered ?? 0, 'nobody entered').toBe(0);
  });

  it('waits on when everybody signs out, and for one who signs in', () => {
    const scene = callbackScene();
    scene.signIn('ana');
    scene.command('ana', { name: 'set-availability', availability: { kind: 'break', reason: 'lunch' } });
    scene.command('sonia', { ...wanted, notBefore: null });
    scene.command('ana', { name: 'set-availability', availability: { kind: 'signed-out' } });
    expect(callbackOf(scene).place.at).toBe('queue');
    scene.pass(86_400);
    scene.signIn('bruno');
    expect(scene.last('offer-made').agentId).toBe('bruno');
  });

  it('is refused with a sentence', () => {
    const scene = callbackScene((site) => ({
      ...site,
      queues: site.queues.map((queue) => ({
        ...queue,
        hours: { timeZone: 'Europe/Madrid', week: { wed: ['09:00-11:00'] }, holidays: [] },
      })),
    }));
    const asked = (change: object) => () => scene.command('sonia', { ...wanted, notBefore: null, ...change });
    expect(asked({ queueId: 'none' })).toThrow(expect.objectContaining({ code: 'unknown-queue' }));
    expect(asked({ number: '612345678' })).toThrow(expect.objectContaining({ code: 'number-invalid' }));
    expect(asked({ number: '+442079460958' })).toThrow(expect.objectContaining({ code: 'number-not-allowed' }));
    expect(asked({ number: '+34803123456' })).toThrow(expect.objectContaining({ code: 'number-not-allowed' }));
    expect(asked({ notBefore: scene.now + 7_200_000 })).toThrow(expect.objectContaining({ code: 'callback-closed' }));
    expect(asked({ notBefore: scene.now + 1e10 })).toThrow(expect.objectContaining({ code: 'callback-too-late' }));
    asked({})();
    expect(asked({})).toThrow(expect.objectContaining({ code: 'callback-open' }));
    const alba = () => scene.command('alba', { ...wanted, notBefore: null });
    expect(alba).toThrow(expect.objectContaining({ code: 'forbidden' }));
  });

  it('is cancelled wherever it is, until the person is on the line', () => {
    const scene = callbackScene();
    scene.signIn('ana');
    const cancel = () =>
      scene.command('sonia', { name: 'cancel-callback', callId: callbackOf(scene).id, reason: 'gone' });
    scene.command('sonia', { ...wanted, notBefore: scene.now + 60_000 });
    cancel();
    expect(scene.last('call-ended')).toMatchObject({ reason: 'callback-cancelled', result: 'callback-failed' });
    expect(scene.last('supervised')).toMatchObject({ by: { userId: 'sonia' }, what: 'end', reason: 'gone' });
    scene.pass(120);
    scene.command('sonia', { ...wanted, notBefore: null });
    const agentLeg = scene.answer('ana');
    cancel();
    const ended = scene.asked('hang-up-leg').map((one) => one.legId);
    expect(ended).toEqual(expect.arrayContaining([agentLeg, dialled(scene)]));
    expect(scene.world.agents.get('ana')).toMatchObject({ activity: 'idle', call: null });
    scene.command('sonia', { ...wanted, notBefore: null });
    scene.answer('ana');
    scene.send({ type: 'leg-up', legId: dialled(scene) });
    expect(cancel).toThrow(expect.objectContaining({ code: 'callback-connected' }));
    const unknown = () => scene.command('sonia', { name: 'cancel-callback', callId: 'none', reason: '' });
    expect(unknown).toThrow(expect.objectContaining({ code: 'no-callback' }));
  });
});

describe('a controller that was away', () => {
  const compared = (scene: Scene, legs: readonly { legId: string; up: boolean }[], startedAt = 1) => {
    scene.send({ type: 'asterisk-lost' });
    scene.send({ type: 'asterisk-compared', startedAt, legs, bridges: [], playbacks: [], reachable: ['ana'] });
  };
  const calling = () => {
    const scene = busy();
    asksToBeCalled(scene, 'c1');
    scene.send({ type: 'leg-gone', legId: 'c2', cause: 16, causeText: '' });
    scene.command('ana', { name: 'hang-up' });
    return { scene, agentLeg: scene.answer('ana'), person: dialled(scene) };
  };

  it('keeps the places of call-backs', () => {
    const scene = busy();
    asksToBeCalled(scene, 'c1');
    const legs = ['c0', 'c2', ...scene.world.legs.keys()].map((legId) => ({ legId, up: true }));
    compared(scene, legs);
    expect(waitingNumbers(scene)).toEqual(['back', scene.call('c2').id]);
  });

  it('takes up an offer that was answered meanwhile', () => {
    const scene = busy();
    asksToBeCalled(scene, 'c1');
    scene.send({ type: 'leg-gone', legId: 'c2', cause: 16, causeText: '' });
    scene.command('ana', { name: 'hang-up' });
    compared(scene, [{ legId: scene.offeredLeg('ana'), up: true }]);
    expect(callbackOf(scene).place.at).toBe('calling');
  });

  it('connects a person who answered meanwhile', () => {
    const { scene, agentLeg, person } = calling();
    compared(scene, [
      { legId: agentLeg, up: true },
      { legId: person, up: true },
    ]);
    expect(callbackOf(scene).place.at).toBe('conversation');
  });

  it('goes on while the telephone still rings', () => {
    const { scene, agentLeg, person } = calling();
    compared(scene, [
      { legId: agentLeg, up: true },
      { legId: person, up: false },
    ]);
    expect(callbackOf(scene).place.at).toBe('calling');
    scene.send({ type: 'leg-up', legId: person });
    expect(callbackOf(scene).place.at).toBe('conversation');
  });

  it('tries again later when the person is gone, and at once when only the agent is', () => {
    const one = calling();
    compared(one.scene, [{ legId: one.agentLeg, up: true }]);
    expect(callbackOf(one.scene).place.at).toBe('scheduled');
    expect(one.scene.asked('hang-up-leg').map((asked) => asked.legId)).toContain(one.agentLeg);
    const other = calling();
    compared(other.scene, [{ legId: other.person, up: false }]);
    expect(other.scene.last('callback-missed')).toMatchObject({ whose: 'agent' });
    expect(other.scene.last('offer-made')).toMatchObject({ agentId: 'ana', callId: callbackOf(other.scene).id });
  });

  it('keeps a call-back through a restart of Asterisk', () => {
    const { scene } = calling();
    compared(scene, [], 2);
    expect(callbackOf(scene)).toMatchObject({ leg: 'none', place: { at: 'scheduled' } });
  });
});

describe('a queue that is removed', () => {
  it('ends its call-backs, those of later too', () => {
    const scene = busy();
    asksToBeCalled(scene, 'c1');
    scene.command('sonia', {
      name: 'request-callback',
      queueId: 'incidencias',
      number: '+34612345678',
      callerName: '',
      notBefore: scene.now + 3_600_000,
      reason: '',
    });
    const { site } = scene.surroundings;
    Object.assign(scene.surroundings, { site: { ...site, queues: site.queues.slice(1) } });
    scene.send({ type: 'site-changed', changes: [], by: { kind: 'system' }, reason: '', hash: 'h' });
    expect(callbacksOf(scene)).toEqual([]);
    expect(scene.last('call-ended')).toMatchObject({ reason: 'queue-removed' });
  });
});
