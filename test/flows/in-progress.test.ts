import { expect, it } from 'vitest';
import { memoryVault } from '../../services/core/vault.ts';
import { numbers } from '../../services/numbers.ts';
import { router } from '../../services/routing/index.ts';
import { Scene } from '../support/scene.ts';
import { siteOf } from '../support/site.ts';
import { sound, testFlows } from './support.ts';

const by = { kind: 'person', userId: 'admin' } as const;
const hours = { timeZone: 'Europe/Madrid', week: {}, holidays: [] };
const site = siteOf({
  services: [{ id: 'mesa', name: 'Mesa', client: 'E', numbers: ['1000'], flow: 'prueba', hours, holder: 'E' }],
  queues: [{ id: 'general', name: { es: 'General' }, service: 'mesa', agents: [] }],
});

/** The greeting is followed by a message more; the first step has another name. */
const other = sound
  .replace('start: hola', 'start: saludo')
  .replace('  hola:', '  saludo:')
  .replace('done: cola', 'done: otra')
  .replace('  fin:', '  otra: { type: announce, prompts: [adios], exits: { done: cola } }\n  fin:');

it('a call finishes on the version on which it began, while new ones begin on the new one', async () => {
  const flows = testFlows();
  const scene = new Scene({ site, flows: flows.current().runner, router, numbers, vault: memoryVault() });
  scene.ring('old');
  const base = flows.current().files[0]?.version ?? '';
  const { version } = await flows.save({ flow: 'prueba', text: other, base, by, note: 'one message more' });
  const [applied] = flows.applied;
  if (!applied) throw new Error('Nothing came into force.');
  const { runner, ...change } = applied;
  Object.assign(scene.surroundings, { flows: runner });
  expect(scene.send({ type: 'flows-changed', ...change })).toEqual([
    { type: 'flows-changed', changes: [{ flow: 'prueba', version, previous: base }], by, note: 'one message more' },
  ]);
  scene.ring('new');
  for (const leg of ['old', 'new', 'new']) scene.promptEnds(leg);
  const steps = (leg: string) => {
    const rang = scene.events.find((event) => event.type === 'call-rang' && event.legId === leg);
    const callId = rang && 'callId' in rang ? rang.callId : '';
    return scene.events.flatMap((event) =>
      event.type === 'step-entered' && event.callId === callId ? [`${event.step}@${event.version}`] : [],
    );
  };
  // Nobody is signed in: the queue gives both back at once.
  expect(steps('old')).toEqual(['hola', 'cola', 'fin'].map((step) => `${step}@${base}`));
  expect(steps('new')).toEqual(['saludo', 'otra', 'cola', 'fin'].map((step) => `${step}@${version}`));
});
