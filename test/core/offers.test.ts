import { describe, expect, it } from 'vitest';
import { deadlinesAgree } from '../support/conversation.ts';
import { Scene } from '../support/scene.ts';

describe('offers', () => {
  it('go to the agent idle for longest, with the reason', () => {
    const scene = new Scene();
    scene.signIn('bruno');
    scene.pass(10);
    scene.signIn('ana');
    scene.pass(5);
    scene.toQueue('c1');
    expect(scene.last('offer-made')).toMatchObject({
      agentId: 'bruno',
      strategy: 'longest-idle',
      why: { code: 'longest-idle', params: { idleSeconds: 16, candidates: 2 } },
    });
  });

  it('ring 15 s, then the next agent; who missed it is set aside', () => {
    const scene = new Scene();
    scene.signIn('ana', 'bruno');
    scene.toQueue('c1');
    const first = scene.last('offer-made').agentId;
    scene.pass(15);
    expect(scene.last('offer-ended')).toMatchObject({ how: 'missed', agentId: first });
    expect(scene.world.agents.get(first)?.availability).toEqual({ kind: 'break', reason: 'missed' });
    expect(scene.last('offer-made').agentId).not.toBe(first);
  });

  it('go on to the next when declined, by the telephone or from the page', () => {
    const scene = new Scene();
    scene.signIn('ana', 'bruno', 'carla');
    scene.toQueue('c1');
    const first = scene.last('offer-made');
    scene.send({ type: 'leg-gone', legId: first.legId, cause: 21, causeText: 'Call Rejected' });
    const second = scene.last('offer-made');
    scene.command(second.agentId, { name: 'decline' });
    const third = scene.last('offer-made');
    expect(new Set([first.agentId, second.agentId, third.agentId]).size).toBe(3);
    expect(scene.world.agents.get(second.agentId)?.availability).toEqual({ kind: 'break', reason: 'declined' });
  });

  it('are lost when the browser dies while ringing; the caller goes to the next', () => {
    const scene = new Scene();
    scene.signIn('ana', 'bruno');
    scene.toQueue('c1');
    const { agentId, legId } = scene.last('offer-made');
    scene.send({ type: 'phone-reachable', userId: agentId, reachable: false });
    expect(scene.last('offer-ended')).toMatchObject({ how: 'lost', agentId });
    expect(scene.asked('hang-up-leg').map((effect) => effect.legId)).toContain(legId);
    expect(scene.last('offer-made').agentId).not.toBe(agentId);
    // Its leg answers all the same, too late: hung up, nothing else.
    const before = scene.events.length;
    scene.send({ type: 'leg-up', legId });
    expect(scene.events.length).toBe(before);
    expect(scene.asked('hang-up-leg').at(-1)?.legId).toBe(legId);
  });

  it('come again by themselves to one whose telephone was lost, once it has been back for a while', () => {
    const scene = new Scene();
    scene.signIn('ana');
    scene.toQueue('c1');
    const { legId } = scene.last('offer-made');
    scene.send({ type: 'phone-reachable', userId: 'ana', reachable: false });
    scene.pass(20);
    expect(scene.world.agents.get('ana')?.availability).toEqual({ kind: 'break', reason: 'lost' });
    scene.send({ type: 'phone-reachable', userId: 'ana', reachable: true });
    deadlinesAgree(scene);
    scene.pass(9);
    expect(scene.last('offer-made').legId).toBe(legId);
    scene.pass(1);
    expect(scene.last('availability-changed')).toMatchObject({
      availability: { kind: 'available' },
      by: { kind: 'system' },
    });
    expect(scene.last('offer-made')).toMatchObject({ agentId: 'ana', callId: scene.call('c1').id });
  });

  it('come again to one whom Asterisk could not ring, after a while, and not to one who chose to be away since', () => {
    const scene = new Scene();
    scene.signIn('ana', 'bruno');
    for (const caller of ['c1', 'c2']) {
      scene.toQueue(caller);
      scene.send({
        type: 'leg-gone',
        legId: scene.last('offer-made').legId,
        cause: 38,
        causeText: 'no answer in time',
      });
      scene.send({ type: 'leg-gone', legId: caller, cause: 16, causeText: '' });
    }
    const kinds = () => ['ana', 'bruno'].map((id) => scene.world.agents.get(id)?.availability.kind);
    expect(kinds()).toEqual(['break', 'break']);
    scene.command('bruno', { name: 'set-availability', availability: { kind: 'break', reason: 'lunch' } });
    scene.pass(10);
    expect(kinds()).toEqual(['available', 'break']);
  });

  it('serve waiting calls in their order as agents come free', () => {
    const scene = new Scene();
    scene.signIn('ana');
    scene.toQueue('c1');
    scene.answer('ana');
    scene.toQueue('c2');
    scene.pass(1);
    scene.toQueue('c3', { key: '2' });
    scene.command('ana', { name: 'hang-up' });
    expect(scene.last('call-ended')).toMatchObject({ by: 'agent', result: 'answered' });
    scene.command('ana', { name: 'finish-wrap-up', outcome: 'solved', note: 'ok' });
    expect(scene.last('offer-made').callId).toBe(scene.call('c2').id);
    scene.answer('ana');
    scene.command('ana', { name: 'hang-up' });
    scene.pass(30);
    expect(scene.last('offer-made').callId).toBe(scene.call('c3').id);
  });

  it('are not made to who is on a break, out of reach, wrapping up or about to go', () => {
    const scene = new Scene();
    scene.signIn('ana', 'bruno', 'carla');
    scene.command('ana', { name: 'set-availability', availability: { kind: 'break', reason: 'lunch' } });
    scene.send({ type: 'phone-reachable', userId: 'bruno', reachable: false });
    scene.toQueue('c1');
    expect(scene.last('offer-made').agentId).toBe('carla');
    scene.answer('carla');
    scene.command('carla', { name: 'set-availability', availability: { kind: 'break', reason: 'training' } });
    expect(scene.world.agents.get('carla')?.availability).toEqual({ kind: 'available' });
    scene.toQueue('c2');
    scene.command('carla', { name: 'hang-up' });
    scene.pass(30);
    expect(scene.world.agents.get('carla')?.availability).toEqual({ kind: 'break', reason: 'training' });
    expect(scene.call('c2').place).toMatchObject({ at: 'queue', offers: [] });
  });
});

describe('announcements', () => {
  it('tell the place every 30 s and the expected wait once it is known', () => {
    const scene = new Scene();
    scene.signIn('ana');
    scene.toQueue('c0');
    scene.answer('ana');
    scene.toQueue('c1');
    scene.toQueue('c2');
    scene.pass(30);
    const said = scene.events.filter((event) => event.type === 'queue-announced');
    expect(said.map((event) => [event.position, event.expectedWaitSeconds])).toEqual([
      [1, null],
      [2, null],
    ]);
    scene.promptEnds('c1');
    expect(scene.asked('start-music').at(-1)?.legId).toBe('c1');
    scene.pass(60);
    scene.command('ana', { name: 'hang-up' });
    scene.pass(29);
    expect(
      scene.events.filter((event) => event.type === 'queue-announced').at(-1)?.expectedWaitSeconds,
    ).toBeGreaterThan(100);
  });
});

describe('a page that stays away', () => {
  it('is signed out after a minute, and who waits is told', () => {
    const scene = new Scene();
    scene.signIn('ana');
    scene.send({ type: 'phone-reachable', userId: 'ana', reachable: false });
    scene.toQueue('c1');
    expect(scene.call('c1').place.at).toBe('queue');
    scene.pass(60);
    expect(scene.last('availability-changed')).toMatchObject({
      agentId: 'ana',
      availability: { kind: 'signed-out' },
      by: { kind: 'system' },
    });
    expect(scene.last('queue-left').reason).toBe('no-agents');
  });

  it('is not, when it is back in time', () => {
    const scene = new Scene();
    scene.signIn('ana');
    scene.send({ type: 'phone-reachable', userId: 'ana', reachable: false });
    scene.pass(59);
    scene.send({ type: 'phone-reachable', userId: 'ana', reachable: true });
    scene.pass(600);
    expect(scene.world.agents.get('ana')?.availability).toEqual({ kind: 'available' });
  });
});

describe('a change asked for while an offer rings', () => {
  it('takes effect when the caller leaves before the answer', () => {
    const scene = new Scene();
    scene.signIn('ana');
    scene.toQueue('c1');
    scene.command('ana', { name: 'set-availability', availability: { kind: 'break', reason: 'lunch' } });
    expect(scene.world.agents.get('ana')?.pending).not.toBeNull();
    scene.send({ type: 'leg-gone', legId: 'c1', cause: 16, causeText: '' });
    expect(scene.world.agents.get('ana')).toMatchObject({
      availability: { kind: 'break', reason: 'lunch' },
      pending: null,
    });
  });
});

describe("the day's figures of a queue", () => {
  it('add up: a short abandonment is counted apart', () => {
    const scene = new Scene();
    scene.signIn('ana');
    scene.toQueue('c0');
    scene.answer('ana');
    scene.toQueue('c1');
    scene.pass(4);
    scene.send({ type: 'leg-gone', legId: 'c1', cause: 16, causeText: '' });
    scene.toQueue('c2');
    scene.pass(25);
    scene.send({ type: 'leg-gone', legId: 'c2', cause: 16, causeText: '' });
    expect(scene.world.today.get('incidencias')).toMatchObject({
      offered: 3,
      answered: 1,
      answeredWithin: 1,
      abandoned: 1,
      shortAbandoned: 1,
    });
  });
});
