import { describe, expect, it } from 'vitest';
import type { Signal } from '../../services/core/signal.ts';
import { deadlinesAgree, inBridge, leaves, open, talking } from '../support/conversation.ts';
import type { Scene } from '../support/scene.ts';

type Compared = Extract<Signal, { type: 'asterisk-compared' }>;

const number = { kind: 'number', number: '+34911222333' } as const;
const bruno = { kind: 'agent', agentId: 'bruno' } as const;
const dialled = (scene: Scene) =>
  scene.effects.findLast((effect) => effect.type === 'dial-agent' || effect.type === 'dial-number')?.legId ?? '';
const answer = (scene: Scene) => scene.send({ type: 'leg-up', legId: dialled(scene) });

/** What a conversation may be in the middle of. */
const states: Readonly<Record<string, (scene: Scene) => void>> = {
  'a consultation that rings': (scene) => scene.command('ana', { name: 'consult', to: bruno }),
  'a consultation': (scene) => {
    scene.command('ana', { name: 'consult', to: bruno });
    answer(scene);
  },
  'a consultation outside': (scene) => {
    scene.command('ana', { name: 'consult', to: number });
    answer(scene);
  },
  'a conference': (scene) => {
    scene.command('ana', { name: 'consult', to: bruno });
    answer(scene);
    scene.command('ana', { name: 'conference' });
  },
  'an outside call that rings': (scene) => scene.command('ana', { name: 'transfer', to: number, reason: '' }),
  'an outside call': (scene) => {
    scene.command('ana', { name: 'transfer', to: number, reason: '' });
    answer(scene);
  },
  'a transferred call': (scene) => {
    scene.command('ana', { name: 'consult', to: bruno });
    answer(scene);
    scene.command('ana', { name: 'complete-transfer', reason: '' });
  },
  ...Object.fromEntries(
    (['listen', 'whisper', 'barge'] as const).map((mode) => [
      `a supervisor who does ${mode}`,
      (scene: Scene) => {
        scene.command('sonia', { name: 'watch', callId: scene.call('c1').id, mode });
        answer(scene);
        const snoop = scene.asked('snoop').at(-1);
        if (snoop) scene.send({ type: 'leg-up', legId: snoop.snoopId });
      },
    ]),
  ),
  'a supervisor whose telephone rings': (scene) =>
    scene.command('sonia', { name: 'watch', callId: scene.call('c1').id, mode: 'listen' }),
  'a supervisor about to take it': (scene) =>
    scene.command('sonia', { name: 'take', callId: scene.call('c1').id, reason: '' }),
};

/** Asterisk as it is after all that was asked of it. */
function asterisk(scene: Scene, { without = [], answered = [] }: { without?: string[]; answered?: string[] } = {}) {
  const { legs, bridges } = open(scene);
  const here = ['c1', ...legs].filter((legId) => !without.includes(legId));
  const ringing = new Set(
    [...scene.world.calls.values()].flatMap(({ place }) => {
      if (place.at === 'outside') return place.state === 'ringing' ? [place.legId] : [];
      if (place.at !== 'conversation') return [];
      return [...(place.third ? [place.third] : []), ...place.watchers]
        .filter(({ state }) => state === 'ringing')
        .map(({ legId }) => legId);
    }),
  );
  return {
    type: 'asterisk-compared',
    startedAt: 1,
    legs: here.map((legId) => ({ legId, up: !ringing.has(legId) || answered.includes(legId) })),
    bridges: bridges.map((bridgeId) => ({
      bridgeId,
      legs: inBridge(scene, bridgeId).filter((legId) => here.includes(legId)),
    })),
    playbacks: [],
    reachable: ['ana', 'bruno', 'sonia'],
  } satisfies Compared;
}

function inState(name: string): Scene {
  const { scene } = talking({ agents: ['ana', 'bruno'] });
  states[name]?.(scene);
  return scene;
}

const everybody = (scene: Scene) => open(scene).bridges.map((bridgeId) => [bridgeId, inBridge(scene, bridgeId)]);

describe.each(Object.keys(states))('the controller comes back to %s', (name) => {
  it('and changes nothing where nothing happened', () => {
    const scene = inState(name);
    const before = [everybody(scene), open(scene).legs, JSON.stringify([...scene.world.calls])];
    scene.send({ type: 'asterisk-lost' });
    const seen = asterisk(scene);
    const from = scene.effects.length;
    scene.send(seen);
    const asked = scene.effects.slice(from).map(({ type }) => type);
    for (const type of ['hang-up-leg', 'destroy-bridge', 'remove-from-bridge', 'make-bridge', 'dial-agent', 'snoop'])
      expect(asked).not.toContain(type);
    expect([everybody(scene), open(scene).legs, JSON.stringify([...scene.world.calls])]).toEqual(before);
    deadlinesAgree(scene);
  });

  it('and finds who answered meanwhile', () => {
    const scene = inState(name);
    const seen = asterisk(scene, { answered: [...open(scene).legs] });
    scene.send({ type: 'asterisk-lost' });
    scene.send(seen);
    const { place } = scene.call('c1');
    if (place.at === 'conversation') {
      expect([place.third?.state ?? 'here', ...place.watchers.map(({ state }) => state)]).not.toContain('ringing');
      if (name === 'a supervisor about to take it') expect(place.agentId).toBe('sonia');
    } else expect(place).toMatchObject({ at: 'outside', state: 'here' });
    deadlinesAgree(scene);
  });

  it('and lets nobody stay behind, whoever left meanwhile', () => {
    for (const lost of ['c1', ...open(inState(name)).legs]) {
      const scene = inState(name);
      const seen = asterisk(scene, { without: [lost] });
      scene.send({ type: 'asterisk-lost' });
      scene.send(seen);
      expect(scene.world.legs.has(lost)).toBe(false);
      const legs = new Set(open(scene).legs);
      for (const [bridgeId] of everybody(scene))
        for (const legId of inBridge(scene, String(bridgeId))) if (legId !== 'c1') expect(legs).toContain(legId);
      if (lost === 'c1') expect(scene.world.calls.size).toBe(0);
      if (scene.world.calls.size > 0) leaves(scene, 'c1');
      scene.pass(120);
      // Nobody has taken back the leg that was lost: it is no more.
      const { legs: left, ...rest } = open(scene);
      expect([left.filter((legId) => legId !== lost), rest]).toEqual([[], { bridges: [], timers: [] }]);
      expect([...scene.world.agents.values()].filter(({ activity }) => activity !== 'idle')).toEqual([]);
      expect([scene.world.legs.size, scene.world.watching.size]).toEqual([0, 0]);
    }
  });

  it('and puts back together what no bridge holds', () => {
    const scene = inState(name);
    const wanted = everybody(scene);
    const seen = { ...asterisk(scene), bridges: [] };
    scene.send({ type: 'asterisk-lost' });
    const from = scene.effects.length;
    scene.send(seen);
    const made = scene.effects.slice(from).filter((effect) => effect.type === 'make-bridge');
    for (const [bridgeId, legs] of wanted)
      expect(made.find((one) => one.bridgeId === bridgeId)?.legs.toSorted()).toEqual(legs);
  });

  it('and closes everything when Asterisk was restarted', () => {
    const scene = inState(name);
    scene.send({ type: 'asterisk-lost' });
    scene.send({ ...asterisk(scene), startedAt: 2, legs: [], bridges: [], reachable: [] });
    expect(scene.world.calls.size).toBe(0);
    expect(open(scene).timers).toEqual([]);
    expect([scene.world.legs.size, scene.world.watching.size, scene.world.hangUps.size]).toEqual([0, 0, 0]);
  });
});
