import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
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

const text = (scene: Scene, legId: string) => {
  const playbackId = scene.call(legId).playing;
  const event = scene.events.findLast((one) => one.type === 'prompt-started' && one.playbackId === playbackId);
  return event?.type === 'prompt-started'
    ? event.prompts.map((one) => (one.kind === 'text' ? one.key : 'value' in one ? String(one.value) : ''))
    : [];
};

describe('a call-back asked for by key', () => {
  it('keeps the place; the caller is told so and goes', () => {
    const scene = busy();
    const [c1, c2] = [scene.call('c1').id, scene.call('c2').id];
    scene.press('c1', '9');
    expect(scene.call('c1').path.at(-1)?.step).toBe('incidents-callback');
    expect(text(scene, 'c1')).toEqual(['callback-number', '600111222', 'callback-confirm']);
    scene.press('c1', '1');
    expect(text(scene, 'c1')).toEqual(['callback-done']);
    scene.promptEnds('c1');
    expect(scene.last('call-ended')).toMatchObject({ callId: c1, result: 'callback', by: 'system' });
    expect(scene.last('callback-requested')).toMatchObject({ originId: c1, number: '+34600111222', notBefore: null });
    expect(waitingNumbers(scene)).toEqual(['back', c2]);
    expect(callbackOf(scene)).toMatchObject({ leg: 'none', place: { at: 'queue', via: 'callback' } });
    // It left the queue asking to be called, and is offered once.
    expect(scene.world.today.get('incidencias')).toMatchObject({
      offered: 3,
      callbacks: 1,
      voicemail: 0,
      abandoned: 0,
    });
  });

  it('has its agent first, then calls the person', () => {
    const scene = busy();
    asksToBeCalled(scene, 'c1');
    scene.command('ana', { name: 'hang-up' });
    expect(scene.asked('dial-agent').at(-1)).toMatchObject({ purpose: 'callback', callerNumber: '+34600111222' });
    expect(scene.asked('dial-number')).toEqual([]);
    const agentLeg = scene.answer('ana');
    expect(scene.asked('dial-number')).toMatchObject([
      { number: '+34600111222', trunk: 'demo', callerId: '+34910000000', ringSeconds: 30 },
    ]);
    expect(scene.world.agents.get('ana')?.activity).toBe('talking');
    scene.send({ type: 'leg-up', legId: dialled(scene) });
    expect(scene.asked('make-bridge').at(-1)?.legs).toEqual([agentLeg]);
    expect(scene.asked('add-to-bridge').at(-1)?.legId).toBe(dialled(scene));
    expect(callbackOf(scene)).toMatchObject({ result: 'answered', leg: 'here', place: { at: 'conversation' } });
    // Nothing is recorded until the person agrees.
    expect(scene.call(dialled(scene)).recording).toBeNull();
    scene.command('ana', { name: 'give-consent', basis: 'spoken' });
    expect(scene.asked('start-capture').at(-1)?.legId).toBe(dialled(scene));
    scene.send({ type: 'leg-hang-up-requested', legId: dialled(scene), cause: 16 });
    scene.send({ type: 'leg-gone', legId: dialled(scene), cause: 16, causeText: '' });
    expect(scene.last('call-ended')).toMatchObject({ result: 'answered', by: 'caller', reason: 'hang-up' });
    expect(scene.world.today.get('incidencias')).toMatchObject({ offered: 3, answered: 1, callbacks: 1 });
  });

  it('takes another number, and refuses those that are none, may not be called or were asked for', () => {
    const scene = busy();
    scene.press('c1', '9', '2');
    expect(text(scene, 'c1')).toEqual(['callback-enter']);
    scene.press('c1', ...'12345#');
    expect(text(scene, 'c1')).toEqual(['callback-invalid', 'callback-enter']);
    // A premium number of the country, and one of another country.
    scene.press('c1', ...'803123456#');
    expect(text(scene, 'c1')).toEqual(['callback-invalid', 'callback-enter']);
    scene.press('c1', ...'60*00442079460958#');
    expect(scene.call('c1').place.at, 'the third wrong number leads back to the queue').toBe('queue');
    expect(waitingNumbers(scene)).toEqual([scene.call('c1').id, scene.call('c2').id]);
    scene.press('c1', '9', '2', ...'612345678#');
    expect(text(scene, 'c1')).toEqual(['callback-number', '612345678', 'callback-confirm']);
    scene.press('c1', '1');
    expect(callbackOf(scene).number).toBe('+34612345678');
    scene.press('c2', '9', '2', ...'612345678#');
    expect(text(scene, 'c2')).toEqual(['callback-limit', 'callback-enter']);
  });

  it('asks who hides the number for one, and takes a number that is not ended', () => {
    const scene = busy();
    scene.send({
      type: 'leg-entered',
      legId: 'c3',
      dialled: '1000',
      callerNumber: 'anonymous',
      callerName: '',
      since: 0,
    });
    scene.pass(1);
    scene.promptEnds('c3');
    scene.press('c3', '1', '2', '1');
    scene.press('c3', '9');
    expect(text(scene, 'c3')).toEqual(['callback-enter']);
    scene.press('c3', ...'612345678');
    scene.pass(6);
    expect(text(scene, 'c3')).toEqual(['callback-number', '612345678', 'callback-confirm']);
  });

  it('goes back to its place after silence, and where the centre has no line', () => {
    const scene = busy();
    scene.press('c1', '9');
    for (const _ of [1, 2]) {
      scene.promptEnds('c1');
      scene.pass(6);
    }
    expect(waitingNumbers(scene)).toEqual([scene.call('c1').id, scene.call('c2').id]);
    const without = busy(callbackScene((site) => ({ ...site, outbound: { ...site.outbound, trunk: null } })));
    without.press('c1', '9');
    expect(without.call('c1').place.at).toBe('queue');
    expect(waitingNumbers(without)).toEqual([without.call('c1').id, without.call('c2').id]);
  });

  it('is made five times a day for a number, no more', () => {
    const scene = callbackScene();
    scene.signIn('ana');
    scene.command('ana', { name: 'set-availability', availability: { kind: 'break', reason: 'lunch' } });
    const ask = (leg: string) => {
      scene.toQueue(leg);
      scene.press(leg, '9', '1');
      return scene.call(leg);
    };
    for (const n of [1, 2, 3, 4, 5]) {
      expect(ask(`c${n}`).path.at(-1)?.step).toBe('callback-done');
      scene.command('sonia', { name: 'cancel-callback', callId: callbackOf(scene).id, reason: '' });
    }
    scene.toQueue('c6');
    scene.press('c6', '9');
    expect(text(scene, 'c6')).toEqual(['callback-limit', 'callback-enter']);
    scene.pass(86_400);
    expect(ask('c7').path.at(-1)?.step).toBe('callback-done');
  });
});

describe('the turn', () => {
  it('neither overtakes nor is overtaken', () => {
    const act = fc.oneof(
      { weight: 4, arbitrary: fc.constant({ do: 'join' } as const) },
      { weight: 3, arbitrary: fc.record({ do: fc.constant('key' as const), who: fc.nat(9) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('leave' as const), who: fc.nat(9) }) },
      { weight: 3, arbitrary: fc.record({ do: fc.constant('serve' as const), reached: fc.boolean() }) },
    );
    fc.assert(
      fc.property(fc.array(act, { minLength: 5, maxLength: 40 }), (acts) => {
        const scene = callbackScene((site) => ({
          ...site,
          queues: site.queues.map((queue) => ({
            ...queue,
            callback: { ...queue.callback, perNumber: 10, perDay: 100, attempts: 10, retrySeconds: 1 },
          })),
        }));
        scene.signIn('ana');
        scene.toQueue('busy');
        scene.answer('ana');
        /** The order in which people came, by the leg on which they first called. */
        let came: string[] = [];
        const legs: string[] = [];
        const legOf = new Map<string, string>();
        const inOrder = () =>
          scene.waiting('incidencias').map((id) => {
            const call = scene.world.calls.get(id);
            return legOf.get(call?.callback?.originId ?? id) ?? '';
          });
        for (const one of acts) {
          scene.pass(2);
          const waiting = legs.filter((leg) => scene.world.legs.has(leg) && scene.call(leg).place.at === 'queue');
          const who = 'who' in one ? waiting[one.who % Math.max(1, waiting.length)] : undefined;
          if (one.do === 'join') {
            const leg = `c${legs.length}`;
            scene.toQueue(leg);
            legs.push(leg);
            came.push(leg);
            legOf.set(scene.call(leg).id, leg);
          } else if (one.do === 'key' && who) asksToBeCalled(scene, who);
          else if (one.do === 'leave' && who) {
            scene.send({ type: 'leg-gone', legId: who, cause: 16, causeText: '' });
            came = came.filter((leg) => leg !== who);
          } else if (one.do === 'serve' && came.length > 0) {
            scene.command('ana', { name: 'hang-up' });
            const call = scene.world.calls.get(scene.last('offer-made').callId);
            const served = legOf.get(call?.callback?.originId ?? call?.id ?? '');
            expect(served).toBe(came[0]);
            scene.answer('ana');
            if (call?.direction === 'callback' && !one.reached) {
              scene.send({ type: 'leg-gone', legId: dialled(scene), cause: 17, causeText: '' });
              // Ana has somebody else meanwhile, or nobody: the place stays.
              scene.command('ana', { name: 'set-availability', availability: { kind: 'break', reason: 'lunch' } });
              if (scene.world.agents.get('ana')?.offer) scene.answer('ana');
              const next = scene.world.agents.get('ana')?.call;
              if (next)
                came = came.filter((leg) => leg !== legOf.get(scene.world.calls.get(next)?.callback?.originId ?? next));
              scene.pass(1);
              if (next && scene.world.calls.get(next)?.place.at === 'calling')
                scene.send({ type: 'leg-up', legId: dialled(scene) });
              scene.command('ana', { name: 'set-availability', availability: { kind: 'available' } });
              if (scene.world.agents.get('ana')?.offer) {
                const again = scene.world.calls.get(scene.last('offer-made').callId);
                const first = legOf.get(again?.callback?.originId ?? again?.id ?? '');
                expect(first).toBe(came[0]);
                came = came.slice(1);
                scene.answer('ana');
                if (again?.leg === 'none') scene.send({ type: 'leg-up', legId: dialled(scene) });
              }
            } else {
              came = came.slice(1);
              if (call?.direction === 'callback') scene.send({ type: 'leg-up', legId: dialled(scene) });
            }
          }
          expect(inOrder()).toEqual(came);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('a person who is not reached', () => {
  it('is called again later in the same place, and not for ever', () => {
    const scene = busy();
    asksToBeCalled(scene, 'c1');
    const { order } = callbackOf(scene).callback ?? { order: 0 };
    scene.command('ana', { name: 'hang-up' });
    scene.answer('ana');
    const first = dialled(scene);
    scene.send({ type: 'leg-gone', legId: first, cause: 17, causeText: 'User busy' });
    expect(scene.last('callback-missed')).toMatchObject({ attempt: 1, whose: 'person', cause: 17 });
    expect(callbackOf(scene).place).toMatchObject({ at: 'scheduled', until: scene.now + 900_000 });
    // Ana is free for who waits behind; news of the leg that is over means nothing.
    expect(scene.last('offer-made').callId).toBe(scene.call('c2').id);
    scene.send({ type: 'leg-gone', legId: first, cause: 17, causeText: '' });
    scene.answer('ana');
    scene.pass(1);
    scene.toQueue('c3');
    scene.pass(899);
    expect(scene.waiting('incidencias')).toEqual([callbackOf(scene).id, scene.call('c3').id]);
    expect(callbackOf(scene).place).toMatchObject({ at: 'queue', order });
    // Nobody answers, twice more.
    scene.command('ana', { name: 'hang-up' });
    scene.answer('ana');
    expect(dialled(scene)).not.toBe(first);
    scene.pass(30);
    expect(scene.last('callback-missed')).toMatchObject({ attempt: 2, cause: 19 });
    expect(scene.asked('hang-up-leg').map((one) => one.legId)).toContain(dialled(scene));
    scene.answer('ana');
    scene.pass(900);
    scene.command('ana', { name: 'hang-up' });
    scene.answer('ana');
    scene.send({ type: 'leg-gone', legId: dialled(scene), cause: 21, causeText: '' });
    expect(scene.last('callback-missed')).toMatchObject({ attempt: 3, nextAt: null });
    expect(scene.last('call-ended')).toMatchObject({ reason: 'callback-failed', result: 'callback-failed' });
    expect(callbacksOf(scene)).toEqual([]);
    expect(scene.world.agents.get('ana')?.activity).toBe('idle');
  });

  it('is called within the hours', () => {
    const scene = busy(
      callbackScene((site) => ({
        ...site,
        queues: site.queues.map((queue) => ({
          ...queue,
          hours: { timeZone: 'Europe/Madrid', week: { wed: ['09:00-10:10'], fri: ['08:30-10:00'] }, holidays: [] },
        })),
      })),
    );
    asksToBeCalled(scene, 'c1');
    scene.command('ana', { name: 'hang-up' });
    scene.answer('ana');
    scene.send({ type: 'leg-gone', legId: dialled(scene), cause: 17, causeText: '' });
    // Wednesday 10:15 would be too late: Friday 08:30 in Madrid.
    expect(scene.last('callback-missed').nextAt).toBe(Date.UTC(2026, 10, 6, 7, 30));
  });
});
