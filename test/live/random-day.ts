import { CentralitaError } from '../../services/core/errors.ts';
import type { Command } from '../../services/core/signal.ts';
import { demoSurroundings, dice, Scene } from '../support/scene.ts';

const surroundings = demoSurroundings((site) => ({
  ...site,
  // In one queue the agent is free at once, with no event of its own.
  queues: site.queues.map((queue, index) => ({ ...queue, wrapUpSeconds: index === 0 ? 0 : 3, ringSeconds: 5 })),
  users: site.users.map((user) => (user.id === 'sonia' ? { ...user, phone: 'browser' as const } : user)),
  outbound: { trunk: 'demo', callerId: '', region: 'ES', allowed: ['+34'] },
  returnSeconds: 6,
}));

const agents = ['ana', 'bruno', 'carla'];
const inCall: readonly Command[] = [
  { name: 'hold' },
  { name: 'resume' },
  { name: 'hang-up' },
  { name: 'decline' },
  { name: 'pause-recording' },
  { name: 'finish-wrap-up', outcome: null, note: '' },
  { name: 'set-availability', availability: { kind: 'break', reason: 'lunch' } },
  { name: 'set-availability', availability: { kind: 'available' } },
  { name: 'set-availability', availability: { kind: 'signed-out' } },
  { name: 'consult', to: { kind: 'agent', agentId: 'bruno' } },
  { name: 'consult', to: { kind: 'agent', agentId: 'carla' } },
  { name: 'conference' },
  { name: 'complete-transfer', reason: '' },
  { name: 'transfer', to: { kind: 'number', number: '+34911222333' }, reason: '' },
  { name: 'transfer', to: { kind: 'queue', queueId: 'general' }, reason: '' },
];
const modes = ['listen', 'whisper', 'barge'] as const;

/** A scene to which things happen by chance, one at each `act`; the same seed brings the same. */
export function randomDay(seed: number): { readonly scene: Scene; readonly act: () => void } {
  const scene = new Scene(surroundings, seed);
  const random = dice(seed);
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  const agent = () => pick(agents) ?? 'ana';
  let calls = 0;
  scene.send({ type: 'phone-reachable', userId: 'sonia', reachable: true });
  const legs = () => [...scene.world.legs.keys()];
  /** Chance alone would rarely find who is being rung, or who talks. */
  const rung = () => pick([...scene.world.offers.values()])?.agentId ?? agent();
  const talking = () => pick([...scene.world.agents.values()].filter((one) => one.call))?.id ?? agent();
  const leave = (legId: string | undefined) =>
    scene.send({ type: 'leg-gone', legId: legId ?? 'none', cause: 16, causeText: '' });
  const acts: readonly (() => void)[] = [
    () => {
      calls += 1;
      scene.toQueue(`in-${calls}`, { consent: pick(['1', '2']) ?? '1', key: pick(['1', '2', '0']) ?? '1' });
    },
    () => {
      calls += 1;
      scene.ring(`in-${calls}`);
    },
    () => scene.answer(rung()),
    () => scene.answer(rung()),
    () => scene.answer(rung()),
    () => scene.command(agent(), pick(inCall) ?? { name: 'hold' }),
    () => scene.command(talking(), pick(inCall) ?? { name: 'hold' }),
    () => scene.send({ type: 'leg-up', legId: pick(legs().filter((legId) => !legId.startsWith('in-'))) ?? 'none' }),
    () => {
      const callId = scene.world.agents.get(talking())?.call ?? 'none';
      const watch: Command = { name: 'watch', callId, mode: pick(modes) ?? 'listen' };
      scene.command(
        'sonia',
        pick<Command>([watch, watch, { name: 'stop-watching' }, { name: 'take', callId, reason: '' }]) ?? watch,
      );
    },
    () => leave(pick(legs())),
    () => leave(pick([...scene.world.calls.values()].filter((one) => one.place.at === 'conversation'))?.legId),
    () => scene.send({ type: 'phone-reachable', userId: agent(), reachable: random() < 0.95 }),
    () => scene.send({ type: 'desk-present', userId: agent(), present: random() < 0.7 }),
    () => scene.pass(random() * 8),
    () => {
      if (random() < 0.05) scene.send({ type: 'asterisk-lost' });
      else scene.signIn(agent());
    },
  ];
  return {
    scene,
    act: () => {
      try {
        pick(acts)?.();
      } catch (error) {
        // Chance asks for what cannot be, such as an answer where nothing rings.
        if (!(error instanceof CentralitaError) && !(error instanceof Error && error.message.startsWith('No')))
          throw error;
      }
    },
  };
}
