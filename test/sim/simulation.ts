import type { Availability } from '../../services/core/agent.ts';
import { CentralitaError } from '../../services/core/errors.ts';
import { evolve } from '../../services/core/evolve.ts';
import { emptyWorld } from '../../services/core/world.ts';
import { demoSurroundings, dice, Scene } from '../support/scene.ts';
import { breaches, unfinished } from './invariants.ts';
import { SimulatedAsterisk } from './simulated-asterisk.ts';

export type Outcome = {
  readonly seed: number;
  readonly calls: number;
  readonly steps: number;
  readonly violations: readonly string[];
  /** Types of the events that came to pass. */
  readonly seen: ReadonlySet<string>;
};

const surroundings = demoSurroundings((site) => ({
  ...site,
  queues: site.queues.map((queue) => ({ ...queue, wrapUpSeconds: 3, ringSeconds: 5, announceSeconds: 7 })),
  returnSeconds: 6,
}));

/** One seeded day of people, faults and chance; the same seed takes the same steps. */
export function simulate(seed: number, actions: number): Outcome {
  const random = dice(seed);
  const scene = new Scene(surroundings, seed + 1);
  const asterisk = new SimulatedAsterisk(random, () => scene.now);
  const violations: string[] = [];
  let calls = 0;
  let steps = 0;
  let effectsRun = scene.effects.length;
  const settle = () => {
    for (; effectsRun < scene.effects.length; effectsRun += 1) {
      const effect = scene.effects[effectsRun];
      if (effect) asterisk.run(effect);
    }
    steps += 1;
    for (const breach of breaches(scene.world, surroundings.site, scene.floor(), asterisk))
      violations.push(`step ${steps}: ${breach}`);
  };
  const pass = (ms: number) => {
    const until = scene.now + ms;
    for (let guard = 0; guard < 5000; guard += 1) {
      const timer = [...scene.timers].sort((a, b) => a[1] - b[1])[0];
      const timerAt = Math.max(timer?.[1] ?? Number.POSITIVE_INFINITY, scene.now);
      const coming = asterisk.next(Math.min(until, timerAt));
      if (coming) {
        scene.now = Math.max(scene.now, coming.at);
        scene.send(coming.signal);
      } else if (timer && timerAt <= until) {
        scene.timers.delete(timer[0]);
        scene.now = timerAt;
        scene.send({ type: 'timer', timerId: timer[0] });
      } else break;
      settle();
    }
    scene.now = until;
  };
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  const command = (userId: string, what: Parameters<Scene['command']>[1]) => {
    try {
      scene.command(userId, what);
    } catch (error) {
      if (!(error instanceof CentralitaError)) throw error;
    }
    settle();
  };
  const agents = surroundings.site.users.filter((user) => user.roles.includes('agent')).map((user) => user.id);
  // Some days nobody comes to work.
  const availabilities: readonly Availability[] =
    seed % 5 === 0
      ? [{ kind: 'signed-out' }]
      : [
          { kind: 'available' },
          { kind: 'available' },
          { kind: 'available' },
          { kind: 'break', reason: 'lunch' },
          { kind: 'signed-out' },
        ];
  const busyAgent = () =>
    pick([...scene.world.agents.values()].filter((agent) => agent.call !== null))?.id ?? pick(agents) ?? '';
  const callerLegs = () => [...asterisk.legs].filter(([, leg]) => leg.inbound).map(([legId]) => legId);
  const agentLegs = () => [...asterisk.legs].filter(([, leg]) => leg.userId !== null).map(([legId]) => legId);
  const ring = () => {
    calls += 1;
    const legId = `in-${calls}`;
    asterisk.legs.set(legId, { up: false, inbound: true, userId: null, agentState: null });
    asterisk.emit({
      type: 'leg-entered',
      legId,
      dialled: '1000',
      callerNumber: '600',
      callerName: '',
      since: scene.now,
    });
  };
  const togglePhone = (userId: string) => {
    const reachable = !asterisk.reachable.has(userId);
    if (reachable) asterisk.reachable.add(userId);
    else asterisk.reachable.delete(userId);
    asterisk.emit({ type: 'phone-reachable', userId, reachable });
  };
  const commandNames = ['hold', 'resume', 'hang-up', 'decline', 'pause-recording', 'resume-recording'] as const;
  const acts: readonly (readonly [number, () => void])[] = [
    [6, ring],
    [
      12,
      () => {
        const legId = pick(callerLegs());
        if (legId) asterisk.emit({ type: 'digit', legId, digit: pick(['1', '1', '1', '2', '0', '9', '#']) ?? '1' });
      },
    ],
    [
      2,
      () => {
        const legId = pick(callerLegs());
        if (legId) asterisk.drop(legId, pick([16, 16, 44]) ?? 16, true);
      },
    ],
    [
      5,
      () => {
        const legId = pick(agentLegs());
        if (legId && !asterisk.legs.get(legId)?.up) asterisk.emit({ type: 'leg-up', legId });
        const leg = legId ? asterisk.legs.get(legId) : undefined;
        if (leg) leg.up = true;
      },
    ],
    [
      2,
      () => {
        const legId = pick(agentLegs());
        if (legId) asterisk.drop(legId, pick([16, 21, 44, 127]) ?? 16, random() < 0.8);
      },
    ],
    [
      4,
      () =>
        command(pick(agents) ?? '', {
          name: 'set-availability',
          availability: pick(availabilities) ?? { kind: 'available' },
        }),
    ],
    [
      1,
      () =>
        command('sonia', {
          name: 'set-agent-availability',
          agentId: pick(agents) ?? '',
          availability: pick(availabilities) ?? { kind: 'available' },
          reason: '',
        }),
    ],
    [4, () => command(busyAgent(), { name: pick(commandNames) ?? 'hold' })],
    [1, () => command(busyAgent(), { name: 'give-consent', basis: 'said' })],
    [1, () => command(busyAgent(), { name: 'withdraw-consent', basis: 'said' })],
    [1, () => command(pick(agents) ?? '', { name: 'finish-wrap-up', outcome: null, note: '' })],
    [3, () => togglePhone(pick(agents) ?? '')],
    [
      0.3,
      () => {
        // The socket goes, or the controller dies: what was on its way is lost; the world is folded anew from its events.
        asterisk.connected = false;
        scene.send({ type: 'asterisk-lost' });
        settle();
        pass(random() * 3000);
        asterisk.connected = true;
        scene.send(asterisk.compared());
        settle();
      },
    ],
    [
      0.05,
      () => {
        asterisk.connected = false;
        scene.send({ type: 'asterisk-lost' });
        settle();
        asterisk.restart();
        asterisk.connected = true;
        scene.send(asterisk.compared());
        settle();
      },
    ],
  ];
  const total = acts.reduce((sum, [weight]) => sum + weight, 0);
  for (let action = 0; action < actions && violations.length === 0; action += 1) {
    let at = random() * total;
    const chosen = acts.find(([weight]) => {
      at -= weight;
      return at < 0;
    });
    chosen?.[1]();
    pass(random() * 1500);
  }
  for (const legId of callerLegs()) asterisk.drop(legId, 16, true);
  pass(120_000);
  violations.push(...unfinished(scene.events));
  violations.push(...notTheSame(scene));
  const seen = new Set(scene.types());
  return { seed, calls, steps, violations, seen };
}

/** The world that was stepped equals the one folded from the events alone: what a restart would see. */
function notTheSame(scene: Scene): string[] {
  const folded = emptyWorld();
  for (const [index, event] of scene.events.entries()) evolve(folded, { seq: index + 1, at: 0, event });
  const shape = (world: typeof folded) =>
    JSON.stringify([
      world.seq,
      [...world.calls.keys()],
      [...world.offers.keys()],
      [...world.legs.keys()].sort(),
      [...world.calls.values()].map(({ place }) => (place.at === 'queue' ? [place.queueId, place.order] : place.at)),
      [...world.agents.values()].map(({ id, availability, reachable, offer, call, activity }) => [
        id,
        availability,
        reachable,
        offer,
        call,
        activity,
      ]),
      [...world.today.values()].map(({ offered, answered, abandoned }) => [offered, answered, abandoned]),
    ]);
  return shape(folded) === shape(scene.world)
    ? []
    : ['7: the world folded from the events differs from the one stepped'];
}
