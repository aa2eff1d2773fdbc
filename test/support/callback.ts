import type { Call } from '../../services/core/call.ts';
import type { Site } from '../../services/core/site.ts';
import { demoSurroundings, Scene } from './scene.ts';

export const surroundings = (change: (site: Site) => Site = (site) => site) =>
  demoSurroundings((site) =>
    change({
      ...site,
      outbound: { trunk: 'demo', callerId: '+34910000000', region: 'ES', allowed: ['+34'] },
      queues: site.queues.map((queue) => ({ ...queue, wrapUpSeconds: 0 })),
    }),
  );

/** A scene in which people can be called back. */
export const callbackScene = (change?: (site: Site) => Site) => new Scene(surroundings(change));

/** The open call-backs, oldest first. */
export const callbacksOf = (scene: Scene): readonly Call[] =>
  [...scene.world.calls.values()].filter((call) => call.direction === 'callback');

/** The one open call-back. */
export function callbackOf(scene: Scene): Call {
  const [only, ...more] = callbacksOf(scene);
  if (!only || more.length > 0) throw new Error(`There is not one call-back but ${more.length + (only ? 1 : 0)}`);
  return only;
}

/** In the queue, the caller presses 9, takes the number shown, and the flow hangs up. */
export function asksToBeCalled(scene: Scene, legId: string): void {
  scene.press(legId, '9', '1');
  scene.promptEnds(legId);
}

/** The leg on which the person is being called. */
export function dialled(scene: Scene): string {
  const effect = scene.asked('dial-number').at(-1);
  if (!effect) throw new Error('Nobody is being called.');
  return effect.legId;
}

/** Ana is busy with c0, and c1 and c2 wait. */
export function busy(scene = callbackScene()): Scene {
  scene.signIn('ana');
  scene.toQueue('c0');
  scene.answer('ana');
  scene.pass(1);
  scene.toQueue('c1');
  scene.pass(1);
  scene.toQueue('c2');
  return scene;
}

/** Who waits, a call-back as `back`. */
export const waitingNumbers = (scene: Scene) =>
  scene.waiting('incidencias').map((id) => (scene.world.calls.get(id)?.direction === 'callback' ? 'back' : id));
