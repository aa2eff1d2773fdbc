import { describe, expect, it } from 'vitest';
import type { Event } from '../../services/core/event.ts';
import { flowScene } from '../support/flow-scene.ts';
import type { Scene } from '../support/scene.ts';

const path = (scene: Scene) => scene.events.flatMap((event) => (event.type === 'step-entered' ? [event.step] : []));
const everything = (scene: Scene) => JSON.stringify([scene.events, [...scene.world.calls.values()]]);

const payment = `
flow: pago
language: es
start: consent
variables:
  card: { type: text, sensitive: true }
  again: { type: text }
  answer: { type: text }
steps:
  consent: { type: consent, prompts: [ask], version: '1', exits: { given: card, refused: card } }
  card:
    type: collect
    prompts: [card]
    variable: card
    length: { min: 12, max: 19 }
    check: { kind: luhn }
    exits: { done: copy, wrong: bye, silence: bye }
  copy: { type: set, values: { again: "{{card}}" }, exits: { done: pay } }
  pay:
    type: http
    method: POST
    url: https://pay.example.com/charge
    body: { card: "{{card}}", copy: "{{again}}" }
    get: { answer: state }
    exits: { done: menu, failed: bye }
  menu: { type: menu, prompts: [menu], keys: { "1": yes }, exits: { yes: bye, silence: bye, wrong: bye } }
  bye: { type: hang-up, prompts: [bye] }
`;

describe('what is sensitive', () => {
  /** Rung, answered with a yes, and the recording runs. */
  function asked(): Scene {
    const scene = flowScene([payment]);
    scene.ring('leg');
    scene.press('leg', '1');
    const capture = scene.call('leg').recording?.capture;
    scene.send({ type: 'capture-running', captureId: capture?.captureId ?? '', legId: 'leg' });
    return scene;
  }

  it('is masked in the journal, kept out of the world, and in the request alone', () => {
    const scene = asked();
    scene.press('leg', ...'4111111111111111', '#');
    expect(everything(scene)).not.toMatch(/4111|1111/);
    expect(scene.events.filter(({ type }) => type === 'variables-set')).toEqual([]);
    const [request] = scene.asked('web-request');
    expect(JSON.parse(request?.body ?? '')).toEqual({ card: '4111111111111111', copy: '4111111111111111' });
    expect(scene.last('web-asked')).toMatchObject({ host: 'pay.example.com' });
    expect(JSON.stringify(scene.effects.filter(({ type }) => type !== 'web-request'))).not.toContain('1111');
  });

  it('pauses the recording by itself, and lets it go on afterwards', () => {
    const scene = asked();
    expect(scene.last('pause-asked')).toMatchObject({ muted: true, by: { kind: 'system' } });
    expect(scene.asked('mute-capture').every(({ silent }) => silent.caller && silent.others)).toBe(true);
    scene.press('leg', ...'4111111111111111', '#');
    expect(scene.asked('mute-capture').at(-1)).toMatchObject({ silent: { caller: false, others: false } });
    expect(scene.last('pause-asked')).toMatchObject({ muted: false, by: { kind: 'system' } });
  });

  it('stops the recording where it cannot be paused, and begins another part afterwards', () => {
    const scene = asked();
    const target = scene.call('leg').recording?.capture?.captureId ?? '';
    scene.send({ type: 'effect-failed', effect: 'mute-capture', target, reason: 'refused' });
    expect(scene.asked('stop-capture')).toMatchObject([{ captureId: target }]);
    scene.send({ type: 'capture-stopped', captureId: target });
    expect(scene.asked('start-capture')).toHaveLength(1);
    scene.press('leg', ...'4111111111111111', '#');
    expect(scene.asked('start-capture')).toHaveLength(2);
  });

  it('is masked although it is typed ahead, or goes on after the end', () => {
    const scene = flowScene(
      [
        payment
          .replace('start: consent', 'start: hello')
          .replace(
            'steps:',
            'steps:\n  hello: { type: announce, prompts: [a], exits: { done: ring } }\n  ring: { type: ring, seconds: 5, exits: { done: card } }',
          ),
      ].map((source) => source.replace(/ {2}consent:.*\n/, '')),
    );
    scene.ring('leg');
    scene.press('leg', ...'41111111');
    expect(everything(scene)).not.toMatch(/"4"|1111/);
    scene.pass(5);
    scene.press('leg', ...'11111111', '#');
    expect(scene.asked('web-request')).toMatchObject([{ body: expect.stringContaining('4111111111111111') }]);
    scene.send({
      type: 'web-answered',
      callId: scene.call('leg').id,
      requestId: scene.last('web-asked').requestId,
      how: 'answered',
      status: 200,
      body: {},
    });
    scene.press('leg', '7');
    expect(scene.events.findLast(({ type }) => type === 'digit-pressed')).toMatchObject({ digit: '•' });
    scene.pass(4);
    scene.press('leg', '1');
    expect(scene.last('digit-pressed')).toMatchObject({ digit: '1' });
  });

  it('is gone after a restart: the step asks anew', () => {
    const scene = asked();
    scene.press('leg', ...'411111111');
    scene.surroundings.vault.forget(scene.call('leg').id);
    scene.pass(4);
    expect(scene.call('leg').step).toMatchObject({ step: 'card', data: { typed: '', silent: 1 } });
  });

  it('leaves the vault with its call', () => {
    const scene = asked();
    const { id } = scene.call('leg');
    scene.press('leg', ...'4111111111111111', '#');
    expect(scene.surroundings.vault.get(id, '0/card')).toBe('4111111111111111');
    scene.send({ type: 'leg-gone', legId: 'leg', cause: 16, causeText: '' });
    expect(scene.surroundings.vault.get(id, '0/card')).toBeUndefined();
  });
});

const web = `
flow: consulta
language: es
start: ask
variables: { state: { type: text }, open: { type: boolean, default: false } }
steps:
  ask:
    type: http
    url: https://crm.example.com/files/{{caller.number}}?from={{dialled}}
    headers: { Authorization: "Bearer {{secret.crm}}" }
    get: { state: file.state, open: file.open }
    timeoutSeconds: 4
    prompts: [moment]
    exits: { done: say, failed: bye, timeout: late, not-found: none }
  say: { type: menu, prompts: [menu], keys: { "1": yes }, exits: { yes: bye, silence: bye, wrong: bye } }
  late: { type: menu, prompts: [menu], keys: { "1": yes }, exits: { yes: bye, silence: bye, wrong: bye } }
  none: { type: menu, prompts: [menu], keys: { "1": yes }, exits: { yes: bye, silence: bye, wrong: bye } }
  bye: { type: hang-up, prompts: [bye] }
`;

describe('a web service in a flow', () => {
  function asked(): Scene {
    const scene = flowScene([web]);
    scene.ring('leg');
    return scene;
  }
  const answer = (scene: Scene, more: Partial<Extract<Parameters<Scene['send']>[0], { type: 'web-answered' }>>) =>
    scene.send({
      type: 'web-answered',
      callId: scene.call('leg').id,
      requestId: scene.last('web-asked').requestId,
      how: 'answered',
      status: 200,
      body: { file: { state: 'abierto', open: true } },
      ...more,
    });

  it('is asked with values put in, and its answer becomes variables once the prompt has ended', () => {
    const scene = asked();
    expect(scene.asked('web-request')).toMatchObject([
      {
        url: 'https://crm.example.com/files/600111222?from=1000',
        headers: { Authorization: 'Bearer {{secret.crm}}' },
        timeoutMs: 4000,
      },
    ]);
    answer(scene, {});
    expect(scene.call('leg').variables).toEqual({ state: 'abierto', open: true });
    expect(path(scene)).toEqual(['ask']);
    scene.promptEnds('leg');
    expect(path(scene)).toEqual(['ask', 'say']);
  });

  it.each([
    ['a status of failure', { status: 500, body: null }, 'bye'],
    ['nothing of that name', { status: 404, body: null }, 'none'],
    ['a list where a value should be', { body: { file: { state: [1] } } }, 'bye'],
    ['HTML, 50 MB, or another address', { how: 'invalid', body: null }, 'bye'],
    ['silence', { how: 'timeout', status: null, body: null }, 'late'],
    ['nothing, for it is left alone', { how: 'open', status: null, body: null }, 'bye'],
  ] as const)('answers %s', (_what, what, step) => {
    const scene = asked();
    scene.promptEnds('leg');
    answer(scene, what);
    expect(path(scene)).toEqual(['ask', step]);
    expect(scene.call('leg').variables).toEqual({});
  });

  it('whose answer is lost is given up by the step itself', () => {
    const scene = asked();
    scene.promptEnds('leg');
    scene.pass(5);
    expect(path(scene)).toEqual(['ask', 'late']);
  });

  it('that answers late, twice, or another one, is not heard', () => {
    const scene = asked();
    const late = { requestId: scene.last('web-asked').requestId };
    answer(scene, { requestId: 'web-other' });
    scene.promptEnds('leg');
    expect(path(scene)).toEqual(['ask']);
    scene.pass(5);
    expect(answer(scene, late)).toEqual([]);
  });
});

const outer = `
flow: fuera
language: es
start: into
variables: { name: { type: text, default: a }, got: { type: number } }
steps:
  into:
    type: sub-flow
    flow: dentro
    with: { given: "{{name}}" }
    get: { got: count }
    exits: { good: after, bad: bye }
  after: { type: branch, cases: [{ exit: three, when: { variable: got, is: 3 } }], exits: { three: menu, otherwise: bye } }
  menu: { type: menu, prompts: [menu], keys: { "1": yes }, exits: { yes: bye, silence: bye, wrong: bye } }
  bye: { type: hang-up, prompts: [bye] }
`;
const inner = `
flow: dentro
language: es
start: into
variables: { given: { type: text }, count: { type: number }, name: { type: text } }
steps:
  into: { type: set, values: { count: 3, name: other }, exits: { done: ask } }
  ask: { type: menu, prompts: [menu], keys: { "1": yes, "2": no }, exits: { yes: good, no: bad, silence: bad, wrong: bad } }
  good: { type: return, exit: good }
  bad: { type: return, exit: bad }
`;

describe('a sub-flow', () => {
  it('has variables of its own, and comes back by its way out', () => {
    const scene = flowScene([outer, inner]);
    scene.ring('leg');
    expect(scene.call('leg')).toMatchObject({
      inFlow: { flow: 'dentro' },
      variables: { given: 'a', count: 3, name: 'other' },
    });
    expect(scene.last('call-rang')).toMatchObject({ flow: 'fuera', subFlows: { dentro: '1' } });
    scene.press('leg', '1');
    expect(scene.call('leg')).toMatchObject({ inFlow: { flow: 'fuera' }, frames: [], variables: { got: 3 } });
    expect(path(scene)).toEqual(['into', 'into', 'ask', 'good', 'after', 'menu']);
    expect(scene.call('leg').path.map(({ step, exit }) => `${step}>${exit}`)).toEqual([
      'into>good',
      'into>done',
      'ask>yes',
      'good>good',
      'after>three',
      'menu>null',
    ]);
  });

  it('that goes into itself ends the call, and nothing else', () => {
    const circle = `
flow: rueda
language: es
start: again
steps:
  again: { type: sub-flow, flow: rueda, exits: { done: out } }
  out: { type: return }
`;
    const scene = flowScene([circle]);
    scene.ring('leg');
    expect(scene.last('call-ended')).toMatchObject({ reason: 'flow-fault' });
    expect(scene.events.filter(({ type }) => type === 'sub-flow-entered')).toHaveLength(8);
  });

  it('of a call that nobody sent into it ends the call where it returns', () => {
    const scene = flowScene([inner]);
    scene.ring('leg');
    scene.press('leg', '1');
    expect(scene.last('call-ended')).toMatchObject({ reason: 'flow-ended' });
  });
});

const talk = `
flow: charla
language: es
start: queue
steps:
  queue: { type: queue, queue: general, exits: { no-agents: bye, after-talk: survey } }
  survey:
    type: survey
    questions: [{ id: kind, prompts: [kind] }, { id: solved, prompts: [solved], from: 1, to: 2 }]
    wrongPrompt: wrong
    exits: { done: bye }
  bye: { type: hang-up, prompts: [bye] }
`;

describe('a survey after the talk', () => {
  function talking(): Scene {
    const scene = flowScene([talk]);
    scene.signIn('ana');
    scene.ring('leg');
    scene.answer('ana');
    return scene;
  }

  it('is asked of the caller when the agent has hung up, and says whom it judges', () => {
    const scene = talking();
    scene.command('ana', { name: 'hang-up' });
    expect(scene.last('talk-ended')).toMatchObject({ agentId: 'ana', queueId: 'general' });
    expect(scene.world.agents.get('ana')).toMatchObject({ call: null, wrapUp: { callId: scene.call('leg').id } });
    scene.press('leg', '9', '4', '2');
    expect(scene.events.filter(({ type }) => type === 'survey-answered')).toMatchObject([
      { question: 'kind', answer: 4, agentId: 'ana', queueId: 'general' },
      { question: 'solved', answer: 2, agentId: 'ana' },
    ]);
    scene.promptEnds('leg');
    expect(scene.last('call-ended')).toMatchObject({ result: 'answered', reason: 'flow-ended' });
  });

  it('is not asked where the caller hung up', () => {
    const scene = talking();
    scene.send({ type: 'leg-hang-up-requested', legId: 'leg', cause: 16 });
    scene.command('ana', { name: 'hang-up' });
    expect(scene.types()).not.toContain('talk-ended');
    expect(scene.types().filter((type) => type === 'call-ended')).toHaveLength(1);
  });

  it('is left alone by one who says nothing', () => {
    const scene = talking();
    scene.command('ana', { name: 'hang-up' });
    for (let count = 0; count < 2; count += 1) {
      scene.promptEnds('leg');
      scene.pass(5);
    }
    expect(path(scene)).toEqual(['queue', 'survey', 'bye']);
  });
});

const sent = `
flow: envio
language: es
start: transfer
steps:
  transfer: { type: transfer, to: { number: "911222333" }, exits: { failed: menu } }
  menu: { type: menu, prompts: [menu], keys: { "1": yes }, exits: { yes: bye, silence: bye, wrong: bye } }
  bye: { type: hang-up, prompts: [bye] }
`;
const line = { trunk: 'demo', callerId: '+34900000000', region: 'ES', allowed: ['+34'] };

describe('a transfer by the flow', () => {
  it('calls the number, and puts the caller through', () => {
    const scene = flowScene([sent], (site) => ({ ...site, outbound: line }));
    scene.ring('leg');
    expect(scene.asked('dial-number')).toMatchObject([{ number: '+34911222333' }]);
    scene.send({ type: 'leg-up', legId: scene.asked('dial-number')[0]?.legId ?? '' });
    expect(scene.call('leg').place).toMatchObject({ at: 'outside', state: 'here' });
  });

  it('goes on in the flow when nobody answers there, or the number may not be called', () => {
    const scene = flowScene([sent], (site) => ({ ...site, outbound: line }));
    scene.ring('leg');
    scene.send({ type: 'leg-gone', legId: scene.asked('dial-number')[0]?.legId ?? '', cause: 17, causeText: '' });
    expect(path(scene)).toEqual(['transfer', 'menu']);
    const refused = flowScene([sent], (site) => ({ ...site, outbound: { ...line, allowed: ['+1'] } }));
    refused.ring('leg');
    expect(path(refused)).toEqual(['transfer', 'menu']);
  });

  it('rings one agent first, and is away with one who is away', () => {
    const source = sent.replace('{ number: "911222333" }', '{ agent: ana, queue: general }');
    const scene = flowScene([source]);
    scene.signIn('bruno', 'ana');
    scene.ring('leg');
    expect([...scene.world.offers.values()]).toMatchObject([{ agentId: 'ana' }]);
    const away = flowScene([source]);
    away.signIn('bruno');
    away.ring('leg');
    expect(path(away)).toEqual(['transfer', 'menu']);
  });
});

describe('words', () => {
  const spoken = `
flow: habla
language: es
start: menu
steps:
  menu:
    type: menu
    prompts: [menu]
    keys: { "1": yes, "2": no }
    speech: { "1": { es: [Sí, vale] }, "2": { es: [no] } }
    exits: { yes: yes, no: bye, silence: bye, wrong: bye }
  yes: { type: menu, prompts: [menu], keys: { "1": yes }, exits: { yes: bye, silence: bye, wrong: bye } }
  bye: { type: hang-up, prompts: [bye] }
`;
  it('choose where a recogniser listens, and are not asked for where none does', () => {
    const deaf = flowScene([spoken]);
    deaf.ring('leg');
    expect(deaf.asked('start-listening')).toEqual([]);
    const scene = flowScene([spoken]);
    Object.assign(scene.surroundings, { hears: (language: string) => language === 'es' });
    scene.ring('leg');
    expect(scene.asked('start-listening')).toMatchObject([{ words: ['sí', 'vale', 'no'], language: 'es' }]);
    scene.send({ type: 'heard', legId: 'leg', words: 'vale', confidence: 0.2 });
    expect(path(scene)).toEqual(['menu']);
    scene.send({ type: 'heard', legId: 'leg', words: 'Vale', confidence: 0.9 });
    expect(path(scene)).toEqual(['menu', 'yes']);
    expect(scene.asked('stop-listening')).toHaveLength(1);
    expect(scene.send({ type: 'heard', legId: 'leg', words: 'vale', confidence: 0.9 })).toEqual([]);
  });
});

describe('a caller who', () => {
  const typed = (events: readonly Event[], type: Event['type']) => events.filter((event) => event.type === type).length;

  it('sends 200 keys in a second gets no further than the limits, and the journal stays small', () => {
    const scene = flowScene([payment]);
    scene.ring('leg');
    scene.press('leg', ...'7'.repeat(200));
    expect(typed(scene.events, 'digit-pressed')).toBeLessThanOrEqual(200);
    expect(scene.events.length).toBeLessThan(600);
    expect(['card', 'bye']).toContain(scene.call('leg').step?.step);
  });

  it('sends none at all is led out by silence', () => {
    const scene = flowScene([payment]);
    scene.ring('leg');
    for (let count = 0; count < 4; count += 1) {
      scene.promptEnds('leg');
      scene.pass(6);
    }
    expect(path(scene)).toEqual(['consent', 'card', 'bye']);
  });

  it('is led round for ever by a flow that waits for nothing but time is let go', () => {
    const scene = flowScene([
      `
flow: rueda
language: es
start: a
steps:
  a: { type: announce, prompts: [a], exits: { done: m } }
  m: { type: menu, prompts: [m], keys: { "1": one }, exits: { one: a, silence: bye, wrong: bye } }
  bye: { type: hang-up, prompts: [bye] }
`,
    ]);
    scene.ring('leg');
    for (let count = 0; count < 2_000 && scene.world.calls.size > 0; count += 1) {
      scene.promptEnds('leg');
      if (scene.world.legs.has('leg') && scene.call('leg').step?.step === 'm') scene.press('leg', '1');
    }
    expect(scene.last('call-ended')).toMatchObject({ reason: 'flow-fault' });
  });
});
