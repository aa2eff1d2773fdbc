import { describe, expect, it } from 'vitest';
import { CentralitaError } from '../../services/core/errors.ts';
import type { Event, Target } from '../../services/core/event.ts';
import { evolve } from '../../services/core/evolve.ts';
import { agentsIn, watchersIn } from '../../services/core/members.ts';
import type { Command } from '../../services/core/signal.ts';
import { emptyWorld, type World } from '../../services/core/world.ts';
import { deadlinesAgree, inBridge, open } from '../support/conversation.ts';
import { demoSurroundings, dice, Scene } from '../support/scene.ts';

const agents = ['ana', 'bruno', 'carla', 'dario'];
const supervisors = ['sonia', 'admin'];

const surroundings = demoSurroundings((site) => ({
  ...site,
  users: site.users.map((user) => (supervisors.includes(user.id) ? { ...user, phone: 'browser' as const } : user)),
  queues: site.queues.map((queue) => ({ ...queue, wrapUpSeconds: 2, ringSeconds: 4, escalatesTo: 'general' })),
  outbound: { trunk: 'demo', callerId: '', region: 'ES', allowed: ['+34'] },
  returnSeconds: 5,
}));

/** Legs that a place has in its bridges, as they must be heard. */
function together(scene: Scene): string[] {
  const wrong: string[] = [];
  for (const call of scene.world.calls.values()) {
    const { place } = call;
    if (place.at !== 'conversation') continue;
    const { bridgeId, agentLegId, held, third, watchers } = place;
    const wanted = [
      agentLegId,
      ...(held ? [] : [call.legId]),
      ...(third?.state === 'here' ? [third.legId] : []),
      ...watchers.flatMap(({ mode, state, legId }) => (mode === 'barge' && state === 'here' ? [legId] : [])),
    ].sort();
    const inside = inBridge(scene, bridgeId);
    if (inside.join() !== wanted.join()) wrong.push(`${bridgeId} has ${inside}, not ${wanted}`);
    if (third?.mode === 'consult' && !held) wrong.push(`the caller of ${call.id} hears a consultation`);
    for (const { bridgeId: own, legId, mode } of watchers)
      if (mode !== 'barge' && inside.includes(legId)) wrong.push(`${legId} is heard and only listens`);
      else if (mode === 'barge' && inBridge(scene, own).length > 0) wrong.push(`${own} stands without use`);
  }
  return wrong;
}

/** Nobody is in two things, and Asterisk has no leg that the world does not know. */
function disorder(scene: Scene): string[] {
  const busy = new Map<string, number>();
  const count = (id: string) => busy.set(id, (busy.get(id) ?? 0) + 1);
  for (const { agentId } of scene.world.offers.values()) count(agentId);
  for (const { place } of scene.world.calls.values())
    for (const id of [...agentsIn(place), ...watchersIn(place)]) count(id);
  const wrong = [...busy].filter(([, times]) => times > 1).map(([id, times]) => `${id} is in ${times} things`);
  for (const legId of open(scene).legs) if (!scene.world.legs.has(legId)) wrong.push(`${legId} is left in Asterisk`);
  return [...wrong, ...together(scene)];
}

/** What a controller that starts anew would have. */
function folded(events: readonly Event[]): World {
  const world = emptyWorld();
  for (const [index, event] of events.entries()) evolve(world, { seq: index + 1, at: 0, event });
  return world;
}

/** A world without its times. */
function shapeOf({ calls, agents, legs, watching, offers }: World) {
  const parties = [...calls.values()].map(({ id, leg, result, place }) => {
    if (place.at !== 'conversation') return { id, leg, result, at: place.at };
    const { since: _, third, ...rest } = place;
    return { id, leg, result, ...rest, third: third && { ...third, since: 0 } };
  });
  const people = [...agents.values()].map(({ id, availability, pending, offer, call, wrapUp, activity }) => ({
    id,
    availability,
    pending,
    offer,
    call,
    wrapUp,
    activity,
  }));
  return { parties, people, legs: [...legs], watching: [...watching], offers: [...offers] };
}

function storm(seed: number, steps: number): { readonly seen: ReadonlySet<string>; readonly refused: Set<string> } {
  const random = dice(seed);
  const scene = new Scene(surroundings, seed + 1);
  const refused = new Set<string>();
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  let callers = 0;
  scene.signIn(...agents);
  for (const userId of supervisors) scene.send({ type: 'phone-reachable', userId, reachable: true });
  const command = (userId: string, what: Command) => {
    try {
      scene.command(userId, what);
    } catch (error) {
      if (!(error instanceof CentralitaError)) throw error;
      refused.add(error.code);
    }
  };
  const target = (): Target =>
    pick<Target>([
      { kind: 'agent', agentId: pick([...agents, 'sonia']) ?? '' },
      { kind: 'queue', queueId: pick(['incidencias', 'solicitudes', 'general']) ?? '' },
      { kind: 'number', number: pick(['+34911222333', '+34911222334', '+442071838750']) ?? '' },
      { kind: 'level-above' },
    ]) ?? { kind: 'level-above' };
  const someCall = () => pick([...scene.world.calls.keys()]) ?? 'call-none';
  const someLeg = () => pick([...scene.world.legs.keys()]);
  const busyAgent = () =>
    pick([...scene.world.agents.values()].filter((one) => one.call).map((one) => one.id)) ?? pick(agents) ?? '';
  const supervisor = () => pick(supervisors) ?? '';
  const reason = '';
  const acts: readonly (() => void)[] = [
    () => {
      callers += 1;
      scene.toQueue(`in-${callers}`, { consent: pick(['1', '2']) ?? '1' });
    },
    () => {
      const legId = someLeg();
      if (legId && !legId.startsWith('in-')) scene.send({ type: 'leg-up', legId });
    },
    () => {
      const legId = someLeg();
      if (legId && !legId.startsWith('in-')) scene.send({ type: 'leg-up', legId });
    },
    () => {
      const legId = someLeg();
      if (!legId || random() < 0.5) return;
      const cause = pick([16, 16, 16, 17, 19, 21, 44]) ?? 16;
      if (random() < 0.7) scene.send({ type: 'leg-hang-up-requested', legId, cause });
      if (scene.world.legs.has(legId)) scene.effects.push({ type: 'hang-up-leg', legId, reason: 'normal' });
      scene.send({ type: 'leg-gone', legId, cause, causeText: '' });
    },
    () => command(busyAgent(), { name: 'consult', to: target() }),
    () => command(busyAgent(), { name: 'consult', to: target() }),
    () =>
      command(busyAgent(), {
        name: pick(['conference', 'cancel-consult', 'hold', 'resume', 'decline'] as const) ?? 'hold',
      }),
    () => command(busyAgent(), { name: 'conference' }),
    () => command(busyAgent(), { name: 'complete-transfer', reason }),
    () => random() < 0.5 && command(busyAgent(), { name: 'transfer', to: target(), reason }),
    () => random() < 0.3 && command(busyAgent(), { name: 'hang-up' }),
    () =>
      command(supervisor(), {
        name: 'watch',
        callId: someCall(),
        mode: pick(['listen', 'whisper', 'barge'] as const) ?? 'listen',
      }),
    () => command(supervisor(), { name: 'watch', callId: someCall(), mode: 'listen' }),
    () =>
      command(
        supervisor(),
        pick<Command>([{ name: 'stop-watching' }, { name: 'take', callId: someCall(), reason }]) ?? {
          name: 'stop-watching',
        },
      ),
    () => random() < 0.4 && command(supervisor(), { name: 'move', callId: someCall(), to: target(), reason }),
    () => command(supervisor(), { name: 'prioritise', callId: someCall(), priority: Math.floor(random() * 9), reason }),
    () => random() < 0.1 && command(supervisor(), { name: 'end-call', callId: someCall(), reason }),
    () => {
      if (random() < 0.7) return;
      const userId = pick([...agents, ...supervisors]) ?? '';
      scene.send({ type: 'phone-reachable', userId, reachable: false });
      if (random() < 0.5) scene.pass(random() * 8);
      scene.send({ type: 'phone-reachable', userId, reachable: true });
    },
    () => command(pick(agents) ?? '', { name: 'set-availability', availability: { kind: 'available' } }),
    () => scene.pass(random() * 6),
  ];
  for (let n = 0; n < steps; n += 1) {
    pick(acts)?.();
    expect(disorder(scene), `seed ${seed}, step ${n}: ${scene.types().slice(-12).join(', ')}`).toEqual([]);
    if (n % 20 === 0) deadlinesAgree(scene);
  }
  expect(shapeOf(folded(scene.events)), `seed ${seed}`).toEqual(shapeOf(scene.world));
  for (const call of [...scene.world.calls.values()])
    scene.send({ type: 'leg-gone', legId: call.legId, cause: 16, causeText: '' });
  scene.pass(120);
  expect(open(scene), `seed ${seed}`).toEqual({ legs: [], bridges: [], timers: [] });
  expect(
    [scene.world.calls.size, scene.world.legs.size, scene.world.watching.size, scene.world.hangUps.size],
    `seed ${seed}`,
  ).toEqual([0, 0, 0, 0]);
  const entered = scene.events.filter(({ type }) => type === 'call-rang').length;
  expect(scene.events.filter(({ type }) => type === 'call-ended')).toHaveLength(entered);
  return { seen: new Set(scene.types()), refused };
}

const mustSee = [
  'agent-replaced',
  'call-transferred',
  'conference-began',
  'consult-ended',
  'consult-joined',
  'outside-answered',
  'outside-failed',
  'priority-changed',
  'sent-outside',
  'supervised',
  'watch-began',
  'watch-ended',
  'watch-mode-changed',
];

describe('agents and supervisors who all act at once', () => {
  it('leave nobody in two places and nothing behind', () => {
    const base = Number(process.env.STORM_SEED ?? Date.now() % 1_000_000);
    const seeds = process.env.STORM_SEED ? 1 : Number(process.env.STORM_SEEDS ?? 40);
    const seen = new Set<string>();
    const missing = () => seeds > 1 && mustSee.some((type) => !seen.has(type));
    let storms = 0;
    // A storm that never gets anywhere proves nothing; what is rare may need some more of them.
    for (; storms < seeds || (missing() && storms < 10 * seeds); storms += 1)
      for (const type of storm(base + storms, 200).seen) seen.add(type);
    console.log(`storm: seeds ${base} to ${base + storms - 1}`);
    if (seeds > 1) expect([...seen].sort()).toEqual(expect.arrayContaining(mustSee));
  }, 120_000);
});
