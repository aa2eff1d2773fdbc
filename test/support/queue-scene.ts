import type { z } from 'zod';
import type { siteSchema } from '../../config/site.ts';
import { flowRunner } from '../../ivr-flows/interpreter.ts';
import { readFlow } from '../../ivr-flows/loader.ts';
import type { StrategyChoice } from '../../services/core/site.ts';
import { memoryVault } from '../../services/core/vault.ts';
import { numbers } from '../../services/numbers.ts';
import { checkStrategies, router } from '../../services/routing/index.ts';
import { Scene } from './scene.ts';
import { siteOf } from './site.ts';

type Written = z.input<typeof siteSchema>;
type WrittenQueue = Written['queues'][number];

export type QueueScene = {
  /** Queues by id; who dials the place of one in this list (`1000`, `1001`, …) enters it at once. */
  readonly queues: Readonly<Record<string, Partial<WrittenQueue>>>;
  /** Agents with their skills: spanish, network, billing. */
  readonly agents: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly lists?: Written['lists'];
  /** Of the flow's queue step, besides the queue. */
  readonly step?: Readonly<Record<string, unknown>>;
  readonly exits?: Readonly<Record<string, string>>;
  /** Further steps of the flow. */
  readonly steps?: Readonly<Record<string, unknown>>;
  readonly seed?: number;
};

const label = { es: 'Paso', en: 'Step' };
const always = Object.fromEntries(
  ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, ['00:00-24:00']]),
);

/** A scene whose lines lead straight into queues: for what queues and strategies do. */
export function queueScene(written: QueueScene): Scene {
  const ids = Object.keys(written.queues);
  const skills = new Set(['spanish', 'network', 'billing']);
  const site = siteOf({
    services: ids.map((id, index) => ({
      id,
      name: id,
      client: 'Empresa',
      numbers: [String(1000 + index)],
      flow: id,
      holder: 'Empresa',
      hours: { timeZone: 'Europe/Madrid', week: always, holidays: [] },
    })),
    queues: Object.entries(written.queues).map(([id, queue]) => ({
      id,
      name: { es: id, en: id },
      service: id,
      agents: Object.keys(written.agents),
      wrapUpSeconds: 0,
      announce: { position: false, wait: false },
      missedLimit: 100,
      ...queue,
    })),
    users: Object.entries(written.agents).map(([id, has]) => ({
      id,
      login: id,
      name: id,
      roles: ['agent' as const],
      phone: 'sip' as const,
      skills: { ...has },
    })),
    skills: [...skills].map((id) => ({ id, name: { es: id, en: id } })),
    lists: written.lists ?? [],
  });
  checkStrategies(site);
  const prompts = new Set([
    'welcome',
    'wrong-key',
    'voicemail-consent',
    'consent-announce',
    'voicemail-introduction',
    'comfort-one',
    'comfort-two',
  ]);
  const known = { queues: new Set(ids), skills, prompts: new Map([['es', prompts]]) };
  const flows = ids.map((id) =>
    readFlow(
      {
        flow: id,
        language: 'es',
        start: 'queue',
        steps: {
          queue: { type: 'queue', label, queue: id, ...written.step, exits: { 'no-agents': 'end', ...written.exits } },
          end: { type: 'hang-up', label, prompts: [] },
          ...written.steps,
        },
      },
      `${id}.yaml`,
      '1',
      known,
    ),
  );
  const runner = flowRunner(flows, new Map(ids.map((id) => [id, '1'])));
  return new Scene({ site, flows: runner, router, numbers, vault: memoryVault() }, written.seed);
}

/** Agents without skills. */
export const plain = (...ids: readonly string[]) => Object.fromEntries(ids.map((id) => [id, {}]));

/** One queue with a strategy, its agents signed in a second apart, in order. */
export function strategyScene(
  strategy: StrategyChoice,
  agents: QueueScene['agents'],
  more: Partial<QueueScene> & { readonly queue?: Partial<WrittenQueue> } = {},
): Scene {
  const scene = queueScene({ agents, ...more, queues: { cola: { strategy, ...more.queue } } });
  for (const id of Object.keys(agents)) {
    scene.signIn(id);
    scene.pass(1);
  }
  return scene;
}

/** A call comes in; the agent to whom it is offered first, if any. */
export function offered(scene: Scene, legId: string, { number = '600111222', dialled = '1000' } = {}): string | null {
  scene.send({ type: 'leg-entered', legId, dialled, callerNumber: number, callerName: '', since: scene.now });
  return ringing(scene, legId)[0] ?? null;
}

/** The agents whose telephones ring for a call, in the order in which they began to. */
export function ringing(scene: Scene, legId: string): readonly string[] {
  const callId = scene.world.legs.get(legId)?.callId;
  const place = callId === undefined ? undefined : scene.world.calls.get(callId)?.place;
  if (place?.at !== 'queue') return [];
  return place.offers.flatMap((id) => scene.world.offers.get(id)?.agentId ?? []);
}

/** A whole call: offered, taken, and ended after so many seconds. Who took it. */
export function served(scene: Scene, legId: string, seconds = 60): string {
  const agentId = offered(scene, legId);
  if (agentId === null) throw new Error(`Nobody was offered ${legId}`);
  scene.answer(agentId);
  scene.pass(seconds);
  scene.send({ type: 'leg-gone', legId, cause: 16, causeText: '' });
  return agentId;
}
