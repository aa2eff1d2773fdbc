import { describe, expect, it } from 'vitest';
import { offered, plain, queueScene, ringing } from '../support/queue-scene.ts';
import type { Scene } from '../support/scene.ts';

/** A waiting call on each of some lines, a second apart; nobody is free. */
function wait(
  scene: Scene,
  ...legs: readonly (string | readonly [string, { number?: string; dialled?: string }])[]
): void {
  for (const leg of legs) {
    const [legId, from] = typeof leg === 'string' ? [leg, {}] : leg;
    offered(scene, legId, from);
    scene.pass(1);
  }
}
const lineup = (scene: Scene, queue = 'cola') =>
  scene.waiting(queue).map((callId) => scene.world.calls.get(callId)?.legId);
const exitOf = (scene: Scene) => scene.last('queue-left').reason;
const vip = { list: 'vip', priority: 10 };
const lists = [{ id: 'vip', name: { es: 'VIP' }, numbers: ['600000001'] }];
const gold = { number: '600000001' };

/** A scene in which one agent is signed in and busy for ever. */
function busy(
  queues: Parameters<typeof queueScene>[0]['queues'],
  more: Partial<Parameters<typeof queueScene>[0]> = {},
) {
  const scene = queueScene({ agents: plain('ana'), ...more, queues });
  scene.signIn('ana');
  offered(scene, 'busy');
  scene.answer('ana');
  return scene;
}

describe('priority', () => {
  it('goes before any wait where it is strict', () => {
    const scene = busy({ cola: { vip: [vip] } }, { lists });
    wait(scene, 'c1', 'c2', ['gold', gold]);
    expect(lineup(scene)).toEqual(['gold', 'c1', 'c2']);
    expect(scene.last('queue-entered')).toMatchObject({ priority: 10, position: 1 });
  });

  it('is worth some waiting where it ages: who has waited long enough stays ahead', () => {
    const scene = busy({ cola: { vip: [vip], agingSeconds: 6 } }, { lists });
    wait(scene, 'c1');
    scene.pass(60);
    wait(scene, 'c2', ['gold', gold], 'c3');
    expect(lineup(scene)).toEqual(['c1', 'gold', 'c2', 'c3']);
  });

  it("is the higher of the flow's and the list's, and the order of entering holds among equals", () => {
    const scene = busy({ cola: { vip: [vip] } }, { lists, step: { priority: 20 } });
    wait(scene, 'c1', ['gold', gold]);
    expect(lineup(scene)).toEqual(['c1', 'gold']);
    expect(scene.last('queue-entered').priority).toBe(20);
  });
});

describe('an agent of several queues', () => {
  const members = (order: number) => [{ id: 'ana', order }];
  it('serves those that go first before the others, and among equals who waits longest', () => {
    const scene = queueScene({
      agents: plain('ana'),
      queues: { ventas: { agents: members(2) }, averias: { agents: members(1) }, otras: { agents: members(2) } },
    });
    scene.signIn('ana');
    offered(scene, 'busy');
    scene.answer('ana');
    wait(scene, ['o1', { dialled: '1002' }], ['v1', { dialled: '1000' }], ['a1', { dialled: '1001' }]);
    const served: string[] = [];
    let leg = 'busy';
    for (let call = 0; call < 3; call += 1) {
      scene.send({ type: 'leg-gone', legId: leg, cause: 16, causeText: '' });
      leg = ['o1', 'v1', 'a1'].find((one) => !served.includes(one) && ringing(scene, one).length > 0) ?? '';
      served.push(leg);
      scene.answer('ana');
    }
    expect(served).toEqual(['a1', 'o1', 'v1']);
  });
});

describe('overflow', () => {
  it('by wait takes the call to another queue with the wait it has', () => {
    const scene = busy({ cola: { overflow: [{ to: 'otra', afterSeconds: 30 }] }, otra: {} });
    wait(scene, ['o1', { dialled: '1001' }]);
    wait(scene, 'c1');
    scene.pass(10);
    wait(scene, ['o2', { dialled: '1001' }]);
    scene.pass(17.9);
    expect(lineup(scene)).toEqual(['c1']);
    scene.pass(0.1);
    expect(lineup(scene, 'otra')).toEqual(['o1', 'c1', 'o2']);
    expect(scene.last('queue-entered')).toMatchObject({ via: 'overflow', queueId: 'otra', position: 2 });
    expect(scene.world.today.get('cola')).toMatchObject({ overflowed: 1, abandoned: 0 });
  });

  it('by length or ratio is judged on entering', () => {
    const scene = busy({ cola: { overflow: [{ to: 'otra', length: 2 }] }, otra: {} });
    wait(scene, 'c1', 'c2', 'c3');
    expect([lineup(scene), lineup(scene, 'otra')]).toEqual([['c1', 'c2'], ['c3']]);
    const ratio = busy({ cola: { overflow: [{ to: 'otra', ratio: 1 }] }, otra: {} });
    wait(ratio, 'c1', 'c2');
    expect([lineup(ratio), lineup(ratio, 'otra')]).toEqual([['c1'], ['c2']]);
  });

  it('goes on over several queues, passes one that is closed, and takes nobody while an offer rings', () => {
    const closed = { timeZone: 'Europe/Madrid', week: {}, holidays: [] };
    const scene = busy({
      cola: { overflow: [{ to: 'cerrada', length: 0 }] },
      cerrada: { hours: closed },
      otra: {},
    });
    wait(scene, 'c1');
    expect(lineup(scene)).toEqual(['c1']);
    const chain = busy({
      cola: { overflow: [{ to: 'media', length: 1 }] },
      media: { overflow: [{ to: 'fin', length: 0 }] },
      fin: {},
    });
    wait(chain, 'c1', 'c2');
    expect([lineup(chain), lineup(chain, 'media'), lineup(chain, 'fin')]).toEqual([['c1'], [], ['c2']]);
    const rings = queueScene({
      agents: plain('ana'),
      queues: { cola: { overflow: [{ to: 'otra', afterSeconds: 10 }], ringSeconds: 20 }, otra: { agents: [] } },
    });
    rings.signIn('ana');
    offered(rings, 'c1');
    rings.pass(15);
    expect(ringing(rings, 'c1')).toEqual(['ana']);
  });
});

describe("a queue's limits", () => {
  it('refuse who is too many, and who has waited too long, by exits of their own', () => {
    const exits = { full: 'many', timeout: 'long' };
    const label = { es: 'Paso', en: 'Step' };
    const hangUp = { type: 'hang-up', label, prompts: [] };
    const scene = busy(
      { cola: { maximum: { length: 1, seconds: 40 } } },
      { exits, steps: { many: hangUp, long: hangUp } },
    );
    wait(scene, 'c1', 'c2');
    expect(exitOf(scene)).toBe('full');
    expect(scene.events.filter((event) => event.type === 'step-entered').at(-1)).toMatchObject({ step: 'many' });
    scene.pass(40);
    expect(exitOf(scene)).toBe('timeout');
    expect(scene.events.filter((event) => event.type === 'step-entered').at(-1)).toMatchObject({ step: 'long' });
    expect(lineup(scene)).toEqual([]);
  });

  it('lead on by no-agents where the flow has no way of their own', () => {
    const scene = busy({ cola: { maximum: { length: 1, seconds: null } } });
    wait(scene, 'c1', 'c2');
    expect(scene.last('queue-left').reason).toBe('full');
    expect(scene.last('step-entered').step).toBe('end');
  });

  it('give back a call outside the hours of the queue, and on its holidays', () => {
    const hours = { timeZone: 'Europe/Madrid', week: { wed: ['09:00-12:00'] }, holidays: ['2026-11-11'] };
    const scene = busy({ cola: { hours } }, { exits: { closed: 'end' } });
    const closedAt = () => {
      const before = scene.events.length;
      offered(scene, `at-${scene.now}`);
      return !scene.events.slice(before).some((event) => event.type === 'queue-entered');
    };
    expect(closedAt()).toBe(false);
    scene.pass(2 * 3600);
    expect(closedAt()).toBe(true);
    expect(scene.events.findLast((event) => event.type === 'step-left')).toMatchObject({ exit: 'closed' });
    scene.pass(7 * 86_400 - 7200);
    expect(closedAt()).toBe(true);
    scene.pass(7 * 86_400);
    expect(closedAt()).toBe(false);
  });

  it('of nobody: an empty queue gives its calls back at once', () => {
    const scene = queueScene({ agents: {}, queues: { cola: { agents: [] } } });
    offered(scene, 'c1');
    expect(exitOf(scene)).toBe('no-agents');
  });
});

describe('who waits', () => {
  it('hears the place and the expected wait as the queue has it, and messages of comfort in turn', () => {
    const comfort = { everySeconds: 20, prompts: ['comfort-one', 'comfort-two'] };
    const scene = busy({ cola: { announce: { position: true, wait: false }, announceSeconds: 30, comfort } });
    wait(scene, 'c1', 'c2');
    const said = () =>
      scene
        .asked('play')
        .filter((one) => one.legId === 'c2')
        .map((one) => one.prompts);
    scene.pass(19);
    expect(said()).toEqual([[{ kind: 'text', key: 'comfort-one' }]]);
    scene.promptEnds('c2');
    expect(scene.asked('start-music').at(-1)).toMatchObject({ legId: 'c2' });
    scene.pass(11);
    expect(said()[1]).toEqual([
      { kind: 'text', key: 'queue-position' },
      { kind: 'number', value: 2 },
    ]);
    scene.promptEnds('c2');
    scene.pass(10);
    expect(said()[2]).toEqual([{ kind: 'text', key: 'comfort-two' }]);
    scene.promptEnds('c2');
    // Both at once: the place first, then the message.
    scene.pass(20);
    expect(said()[3]).toHaveLength(2);
    scene.promptEnds('c2');
    scene.pass(1);
    expect(said()[4]).toEqual([{ kind: 'text', key: 'comfort-one' }]);
  });

  it('is told nothing where the queue announces nothing', () => {
    const scene = busy({ cola: {} });
    wait(scene, 'c1');
    scene.pass(600);
    expect(scene.types()).not.toContain('queue-announced');
  });

  it('leaves by a key to where the flow says, and keeps the place for what follows', () => {
    const label = { es: 'Paso', en: 'Step' };
    const voicemail = {
      type: 'voicemail',
      label,
      introduction: ['voicemail-introduction'],
      prompts: ['voicemail-consent'],
      wrongPrompt: 'wrong-key',
      version: '1',
      exits: { done: 'end', refused: 'end' },
    };
    const scene = busy(
      { cola: {} },
      { step: { keys: { '9': 'voicemail' } }, exits: { voicemail: 'voicemail' }, steps: { voicemail } },
    );
    wait(scene, 'c1', 'c2');
    scene.press('c1', '5');
    expect(lineup(scene)).toEqual(['c1', 'c2']);
    const { order, waitingSince } = scene.call('c1').place as { order: number; waitingSince: number };
    scene.press('c1', '9');
    expect(exitOf(scene)).toBe('exit');
    expect(scene.call('c1')).toMatchObject({
      step: { step: 'voicemail' },
      left: { queueId: 'cola', order, waitingSince },
    });
    expect(lineup(scene)).toEqual(['c2']);
    expect(scene.asked('stop-music').map((one) => one.legId)).toContain('c1');
  });

  it('counts within the service level of the queue, each with its own threshold', () => {
    const scene = queueScene({
      agents: plain('ana'),
      queues: {
        cola: { serviceLevel: { seconds: 10, target: 0.8 } },
        otra: { serviceLevel: { seconds: 60, target: 0.8 } },
      },
    });
    scene.signIn('ana');
    const late = (legId: string, dialled: string) => {
      offered(scene, legId, { dialled });
      scene.pass(12);
      scene.answer('ana');
      scene.send({ type: 'leg-gone', legId, cause: 16, causeText: '' });
    };
    late('c1', '1000');
    late('c2', '1001');
    expect(scene.world.today.get('cola')).toMatchObject({ answered: 1, answeredWithin: 0 });
    expect(scene.world.today.get('otra')).toMatchObject({ answered: 1, answeredWithin: 1 });
  });
});
