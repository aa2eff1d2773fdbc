import { expect } from 'vitest';
import { deadlines } from '../../services/core/decide/timers.ts';
import { CentralitaError } from '../../services/core/errors.ts';
import type { Site } from '../../services/core/site.ts';
import { demoSurroundings, Scene } from './scene.ts';

export type TalkingOptions = {
  readonly agents?: readonly string[];
  readonly site?: (site: Site) => Site;
  /** Whether the centre calls outside numbers. */
  readonly outbound?: boolean;
};

/** A caller (leg `c1`, recorded) who has talked with Ana for five seconds; Sonia, a supervisor, has a telephone. */
export function talking({ agents = ['ana'], site = (one) => one, outbound = true }: TalkingOptions = {}): {
  readonly scene: Scene;
  readonly agentLeg: string;
} {
  const scene = new Scene(
    demoSurroundings((demo) =>
      site({
        ...demo,
        users: demo.users.map((user) => (user.id === 'sonia' ? { ...user, phone: 'browser' as const } : user)),
        outbound: outbound
          ? { trunk: 'demo', callerId: '+34910000000', region: 'ES', allowed: ['+34'] }
          : demo.outbound,
      }),
    ),
  );
  scene.signIn('ana');
  scene.toQueue('c1');
  const agentLeg = scene.answer('ana');
  scene.signIn(...agents.filter((id) => id !== 'ana'));
  scene.send({ type: 'phone-reachable', userId: 'sonia', reachable: true });
  scene.pass(5);
  return { scene, agentLeg };
}

/**
 * What was asked of Asterisk and never taken back: legs dialled or snooped that live, bridges that stand, timers of
 * calls. What a test left alone must be empty once its calls have ended.
 */
export function open(scene: Scene): { legs: readonly string[]; bridges: readonly string[]; timers: readonly string[] } {
  const legs = new Set<string>();
  const bridges = new Set<string>();
  for (const effect of scene.effects) {
    if (effect.type === 'dial-agent' || effect.type === 'dial-number') legs.add(effect.legId);
    if (effect.type === 'snoop') legs.add(effect.snoopId);
    if (effect.type === 'hang-up-leg') legs.delete(effect.legId);
    if (effect.type === 'make-bridge') bridges.add(effect.bridgeId);
    if (effect.type === 'destroy-bridge') bridges.delete(effect.bridgeId);
  }
  return {
    legs: [...legs],
    bridges: [...bridges],
    timers: [...scene.timers.keys()].filter((id) => /^(consult|watch|outside|kept|callback):/.test(id)),
  };
}

/** Every deadline of the world has its timer: what a restart would set again is what runs. */
export function deadlinesAgree(scene: Scene): void {
  const wanted = deadlines(scene.world, scene.surroundings.site).map(({ timerId, at }) => [timerId, at]);
  const running = wanted.map(([timerId]) => [timerId, scene.timers.get(String(timerId))]);
  expect(running).toEqual(wanted);
}

/** The code with which a command was refused; `accepted` when it was not. */
export function codeOf(ask: () => unknown): string {
  try {
    ask();
  } catch (error) {
    if (error instanceof CentralitaError) return error.code;
    throw error;
  }
  return 'accepted';
}

/** The far end of a leg hangs up, or is gone without a word. */
export function leaves(scene: Scene, legId: string, cause = 16): void {
  if (cause === 16) scene.send({ type: 'leg-hang-up-requested', legId, cause });
  scene.send({ type: 'leg-gone', legId, cause, causeText: '' });
}

/** Who is in a bridge after all that was asked of Asterisk. */
export function inBridge(scene: Scene, bridgeId: string): readonly string[] {
  const inside = new Set<string>();
  for (const effect of scene.effects) {
    if (effect.type === 'make-bridge' && effect.bridgeId === bridgeId) for (const one of effect.legs) inside.add(one);
    if (effect.type === 'add-to-bridge' && effect.bridgeId === bridgeId) inside.add(effect.legId);
    if (effect.type === 'remove-from-bridge' && effect.bridgeId === bridgeId) inside.delete(effect.legId);
    if (effect.type === 'hang-up-leg') inside.delete(effect.legId);
    if (effect.type === 'destroy-bridge' && effect.bridgeId === bridgeId) inside.clear();
  }
  return [...inside].sort();
}
