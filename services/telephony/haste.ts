import type { Effect } from '../core/effect.ts';
import type { LegId, UserId } from '../core/ids.ts';
import type { Signal } from '../core/signal.ts';
import type { World } from '../core/world.ts';

/** Whose telephone each leg rings or talks on, until the leg is gone. */
export class AgentLegs {
  readonly #users = new Map<LegId, UserId>();

  readonly userOf = (legId: LegId): UserId | undefined => this.#users.get(legId);

  /** After a connect: the legs that the world has, those that an earlier controller dialled among them. */
  seed(world: World): void {
    this.#users.clear();
    for (const [legId, role] of world.legs) if (role.kind === 'agent') this.#users.set(legId, role.agentId);
  }

  asked(effects: readonly Effect[]): void {
    for (const effect of effects) if (effect.type === 'dial-agent') this.#users.set(effect.legId, effect.userId);
  }

  heard(signal: Signal): void {
    if (signal.type === 'leg-gone') this.#users.delete(signal.legId);
  }
}

/**
 * What somebody waits for goes first: Asterisk carries out the requests of a websocket one after the other, so an
 * agent is dialled before what is left of the last call is cleared away. The others keep their order; a telephone that
 * is still in a call is hung up before it is dialled, for it may have one line only.
 */
export function inOrderOfHaste(
  effects: readonly Effect[],
  userOf: (legId: LegId) => UserId | undefined,
): readonly Effect[] {
  const dialled = new Set(effects.flatMap((one) => (one.type === 'dial-agent' ? [one.userId] : [])));
  if (dialled.size === 0) return effects;
  // A telephone's own requests keep their order: a leg dialled and given up at once must not be given up first.
  const isUrgent = (one: Effect) =>
    one.type === 'dial-agent' || (one.type === 'hang-up-leg' && dialled.has(userOf(one.legId) ?? ''));
  return [...effects.filter(isUrgent), ...effects.filter((one) => !isUrgent(one))];
}
