/** Steps of every further type, which the simulated menus go through. Nothing of it knows a wall clock. */

const question = (name: string) => ({ prompts: [name], wrongPrompt: 'wrong', timeoutSeconds: 3 });
const condition = (queue: string) => ({ queue, figure: 'waiting', above: 2 });

/** Who is it, and what for: a flow of its own, gone into from another. */
export const identify = {
  flow: 'identify',
  language: 'es',
  start: 'half',
  variables: {
    from: { type: 'text' },
    number: { type: 'text' },
    card: { type: 'text', sensitive: true },
    again: { type: 'text' },
    state: { type: 'text', default: 'none' },
    sum: { type: 'number' },
  },
  steps: {
    half: {
      type: 'experiment',
      variants: { ask: 60, skip: 40 },
      sticky: true,
      exits: { ask: 'number', skip: 'done' },
    },
    number: {
      type: 'collect',
      ...question('number'),
      variable: 'number',
      length: { min: 2, max: 6 },
      betweenSeconds: 2,
      confirm: { before: ['typed'], after: ['right'] },
      exits: { done: 'find', wrong: 'done', silence: 'done' },
    },
    find: {
      type: 'look-up',
      table: 'files',
      key: '{{number}}',
      get: { state: 'state' },
      exits: { found: 'card', missing: 'read' },
    },
    card: {
      type: 'collect',
      ...question('card'),
      variable: 'card',
      length: { min: 4, max: 4 },
      exits: { done: 'copy', wrong: 'done', silence: 'done' },
    },
    copy: { type: 'set', values: { again: 'x{{card}}', number: '{{number}}' }, exits: { done: 'ask' } },
    ask: {
      type: 'http',
      method: 'POST',
      url: 'https://pay.example.com/{{number}}',
      body: { card: '{{card}}', again: '{{again}}' },
      get: { state: 'state', sum: 'sum' },
      timeoutSeconds: 3,
      prompts: ['moment'],
      exits: { done: 'read', failed: 'read', timeout: 'done' },
    },
    read: {
      type: 'say',
      parts: [{ prompt: 'said' }, { number: '{{sum}}' }, { spelled: '{{state}}' }, { digits: '{{number}}' }],
      exits: { done: 'open' },
    },
    open: {
      type: 'branch',
      cases: [
        {
          exit: 'done',
          when: {
            all: [
              { variable: 'state', is: 'open' },
              { variable: 'from', set: true },
            ],
          },
        },
      ],
      exits: { done: 'done', otherwise: 'again' },
    },
    again: { type: 'return', exit: 'again' },
    done: { type: 'return', exit: 'done' },
  },
};

/** Between consent and menu, and after the talk; `queues`: where a transfer and a note lead. */
export const parts = (queues: readonly [string, string]) => ({
  who: {
    type: 'sub-flow',
    flow: 'identify',
    with: { from: '{{caller.number}}' },
    get: { found: 'state' },
    exits: { done: 'crowded', again: 'who-else' },
  },
  'who-else': { type: 'hours', calendar: 'office', exits: { open: 'crowded', closed: 'note', holiday: 'note' } },
  crowded: {
    type: 'branch',
    cases: [
      { exit: 'on', when: { any: [condition(queues[0]), { variable: 'found', is: 'open' }] } },
      { exit: 'vip', when: { variable: 'caller.number', list: 'vip' } },
    ],
    exits: { on: 'menu', vip: 'send', otherwise: 'menu' },
  },
  send: {
    type: 'transfer',
    to: { agent: 'a1', queue: queues[1] },
    exits: { failed: 'outside', 'after-talk': 'rate' },
  },
  outside: { type: 'transfer', to: { number: '911222333' }, exits: { failed: 'menu' } },
  note: {
    type: 'record',
    ...question('voicemail'),
    introduction: ['introduction'],
    version: '1',
    limitSeconds: 5,
    exits: { done: 'menu', refused: 'menu' },
  },
  rate: {
    type: 'survey',
    questions: [
      { id: 'kind', prompts: ['rate'] },
      { id: 'solved', prompts: ['rate'], from: 1, to: 2 },
    ],
    share: 0.8,
    wrongPrompt: 'wrong',
    timeoutSeconds: 3,
    exits: { done: 'goodbye' },
  },
});
