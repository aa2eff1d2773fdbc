import { flowRunner } from '../../ivr-flows/interpreter.ts';
import { readFlow } from '../../ivr-flows/loader.ts';
import { bindStep } from '../../ivr-flows/steps/index.ts';
import type { Flows } from '../../services/core/flow.ts';
import { identify, parts } from './flow-parts.ts';

/** Queues that a simulated site may have; the menu's keys lead to them. */
export const queueIds = ['q1', 'q2', 'q3', 'q4', 'q5', 'q6'] as const;
export const skillIds = ['es', 'en', 'billing'] as const;

const question = (name: string) => ({ prompts: [name], wrongPrompt: 'wrong', timeoutSeconds: 3 });

const greeting = {
  welcome: { type: 'announce', prompts: ['welcome'], exits: { done: 'language' } },
  language: {
    type: 'language',
    prompts: ['language'],
    languages: { '1': 'es', '2': 'en' },
    exits: { done: 'consent' },
  },
};

/** `brief`: no welcome, and no choice of language. */
function flow(
  name: string,
  queueSteps: Readonly<Record<string, unknown>>,
  { callback, brief }: { readonly callback: boolean; readonly brief: boolean },
): unknown {
  const first = brief ? 'menu' : 'who';
  return {
    flow: name,
    language: 'es',
    ...(brief ? {} : { variables: { found: { type: 'text' } } }),
    start: 'ring',
    steps: {
      ring: { type: 'ring', seconds: 1, exits: { done: brief ? 'consent' : 'welcome' } },
      ...(brief ? {} : greeting),
      consent: { type: 'consent', ...question('consent'), version: '1', exits: { given: first, refused: first } },
      ...(brief ? {} : parts(['q1', 'q2'])),
      menu: {
        type: 'menu',
        ...question('menu'),
        speech: { '1': { es: ['uno'] }, '2': { es: ['dos', 'segundo'] } },
        keys: Object.fromEntries(queueIds.map((id, index) => [String(index + 1), id])),
        exits: {
          ...Object.fromEntries(queueIds.map((id) => [id, id])),
          silence: 'q1',
          wrong: 'goodbye',
        },
      },
      ...queueSteps,
      voicemail: {
        type: 'voicemail',
        ...question('voicemail'),
        introduction: ['introduction'],
        version: '1',
        limitSeconds: 20,
        exits: { done: 'goodbye', refused: 'goodbye' },
      },
      ...(callback
        ? { callback: { type: 'callback', timeoutSeconds: 3, exits: { done: 'goodbye', refused: 'voicemail' } } }
        : {}),
      goodbye: { type: 'hang-up', prompts: ['goodbye'] },
    },
  };
}

/** Every prompt is known: what is said does not matter here. */
const anyPrompt = new (class extends Set<string> {
  override has(): boolean {
    return true;
  }
})();

/** Two menus over all queues, one of them asking for skills, priorities and call-backs. They know no wall clock. */
export function simulatedFlows(): Flows {
  const callback = 'step' in (bindStep('callback', {}) ?? {});
  const known = {
    queues: new Set<string>(queueIds),
    skills: new Set<string>(skillIds),
    flows: new Set(['identify']),
    prompts: new Map([
      ['es', anyPrompt],
      ['en', anyPrompt],
    ]),
  };
  const plain = Object.fromEntries(
    queueIds.map((id) => [id, { type: 'queue', queue: id, exits: { 'no-agents': 'voicemail' } }]),
  );
  const rich = Object.fromEntries(
    queueIds.map((id, index) => [
      id,
      {
        type: 'queue',
        queue: id,
        priority: index % 3 === 0 ? 5 : 0,
        skills: index % 2 === 0 ? { [skillIds[index % skillIds.length] ?? 'es']: 3 + index } : {},
        keys: { '9': callback ? 'callback' : 'voicemail', '8': 'voicemail' },
        exits: {
          'no-agents': 'voicemail',
          voicemail: 'voicemail',
          full: 'goodbye',
          timeout: 'voicemail',
          'after-talk': 'rate',
          ...(callback ? { callback: 'callback' } : {}),
        },
      },
    ]),
  );
  const flows = [
    readFlow(flow('plain', plain, { callback: false, brief: true }), 'plain', '1', known),
    readFlow(flow('rich', rich, { callback, brief: false }), 'rich', '1', known),
    readFlow(identify, 'identify', '1', known),
  ];
  return flowRunner(
    flows,
    new Map([
      ['plain', '1'],
      ['rich', '1'],
      ['identify', '1'],
    ]),
  );
}
