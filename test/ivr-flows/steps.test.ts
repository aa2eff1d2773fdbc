import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { projectRoot } from '../../config/paths.ts';
import { loadSite } from '../../config/site.ts';
import { checkContent } from '../../ivr-flows/check/index.ts';
import { bindStep, stepTypes } from '../../ivr-flows/steps/index.ts';
import type { Prompt } from '../../services/core/prompt.ts';
import { demoPrompts } from '../support/scene.ts';
import { does, exitOf, stepOf, through } from './step-context.ts';

const played = (actions: ReturnType<typeof does>): readonly Prompt[] =>
  actions.flatMap((action) => (action.do === 'play' ? action.prompts : []));
const valuesSet = (actions: ReturnType<typeof does>) =>
  actions.flatMap((action) => (action.do === 'set' ? [action.values] : []))[0];

describe('each step type', () => {
  const site = loadSite(join(projectRoot(), 'config', 'demo-site', 'site.yaml'));
  const known = {
    queues: new Set(site.queues.map(({ id }) => id)),
    skills: new Set(site.skills.map(({ id }) => id)),
    calendars: new Set((site.calendars ?? []).map(({ id }) => id)),
    agents: new Set(['ana']),
    flows: new Set(['consulta-de-expediente']),
    secrets: new Set(['crm']),
    tables: new Map([['expedientes', new Set(['estado'])]]),
    prompts: demoPrompts(),
  };

  it.each(stepTypes.map(({ type, example }) => [type, example] as const))(
    '%s has an example that is right',
    (type, example) => {
      const steps = parse(example) as Readonly<Record<string, { readonly type: string; readonly exits?: object }>>;
      expect(Object.values(steps).map((one) => one.type)).toEqual([type]);
      const [start = ''] = Object.keys(steps);
      const flow = {
        flow: 'ejemplo',
        language: 'es',
        start,
        variables: Object.fromEntries(
          ['order', 'state', 'topic', 'from'].map((name) => [name, { type: 'text' }] as const),
        ),
        steps: {
          ...steps,
          ...(steps[start]?.exits ? { next: { type: 'hang-up' } } : {}),
        },
      };
      const { findings } = checkContent(flow, '1', known);
      expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    },
  );

  it('stands in the table of docs/flows.md', () => {
    const page = readFileSync(join(projectRoot(), 'docs', 'flows.md'), 'utf8');
    expect(stepTypes.filter(({ type }) => !page.includes(`| \`${type}\` |`)).map(({ type }) => type)).toEqual([]);
  });

  it('is told of in one sentence', () => {
    for (const { docs } of stepTypes) expect(docs).toMatch(/^[A-Z].*\.$/);
  });
});

describe('collect', () => {
  const number = { prompts: ['ask'], variable: 'number', length: { min: 4, max: 8 }, wrongPrompt: 'wrong' };

  it('takes digits up to the terminator, the longest, or a pause', () => {
    expect(through('collect', number, [...'4711', '#'])).toMatchObject({ exit: 'done' });
    expect(valuesSet(through('collect', number, [...'4711', '#']).actions)).toEqual({ number: '4711' });
    expect(through('collect', number, [...'4711', { type: 'wake' }])).toMatchObject({ exit: 'done' });
    expect(through('collect', { ...number, length: { min: 4, max: 4 } }, [...'4711'])).toMatchObject({ exit: 'done' });
    expect(through('collect', { ...number, terminator: 'none' }, [...'12345678'])).toMatchObject({ exit: 'done' });
    // The longest with a terminator: that may follow yet, and a further digit is one too many.
    expect(through('collect', number, [...'12345678']).exit).toBeUndefined();
    expect(through('collect', number, [...'12345678', '#'])).toMatchObject({ exit: 'done' });
    expect(through('collect', number, [...'123456789']).data).toMatchObject({ typed: '', wrong: 1 });
  });

  it('begins anew by a star, asks again for what is too short, and gives up', () => {
    expect(valuesSet(through('collect', number, ['9', '9', '*', ...'4711', '#']).actions)).toEqual({ number: '4711' });
    expect(through('collect', number, ['1', '#']).data).toMatchObject({ wrong: 1 });
    expect(played(through('collect', number, ['1', '#']).actions)).toMatchObject([
      { key: 'ask' },
      { key: 'wrong' },
      { key: 'ask' },
    ]);
    expect(through('collect', number, ['1', '#', '1', '#', '1', '#'])).toMatchObject({ exit: 'wrong' });
    expect(through('collect', number, [{ type: 'wake' }, { type: 'wake' }])).toMatchObject({ exit: 'silence' });
  });

  it.each([
    [{ kind: 'luhn' }, '4111111111111111', '4111111111111111'],
    [{ kind: 'luhn' }, '4111111111111112', null],
    [{ kind: 'pattern', pattern: '[1-3]\\d{3}' }, '1234', '1234'],
    [{ kind: 'pattern', pattern: '[1-3]\\d{3}' }, '12345', null],
    [{ kind: 'phone' }, '600111222', '+34600111222'],
    [{ kind: 'phone' }, '12345', null],
    [{ kind: 'date' }, '29022028', '2028-02-29'],
    [{ kind: 'date' }, '29022027', null],
    [{ kind: 'date', format: 'DDMMYY' }, '311226', '2026-12-31'],
    [{ kind: 'date', format: 'MMDDYYYY' }, '12312026', '2026-12-31'],
    [{ kind: 'date', format: 'YYYYMMDD' }, '20261231', '2026-12-31'],
    [{ kind: 'time' }, '930', '09:30'],
    [{ kind: 'time' }, '2460', null],
    [{ kind: 'list', list: 'vip' }, '600111222', '600111222'],
    [{ kind: 'list', list: 'vip' }, '911222333', '911222333'],
    [{ kind: 'list', list: 'vip' }, '600111223', null],
    [{ kind: 'table', table: 'files' }, '4711', '4711'],
    [{ kind: 'table', table: 'files' }, '4712', null],
  ])('checked by %j, %s becomes %s', (check, typed, value) => {
    const settings = { prompts: ['ask'], variable: 'v', length: { min: 1, max: 19 }, check };
    const { actions, exit } = through('collect', settings, [...typed, '#']);
    expect(valuesSet(actions)?.v ?? null).toBe(value);
    expect(exit).toBe(value === null ? undefined : 'done');
  });

  it('reads back, and asks again after a no', () => {
    const settings = { ...number, confirm: { before: ['typed'], after: ['right'] } };
    const { actions, exit } = through('collect', settings, [...'4711', '#', '1']);
    expect(played(actions)).toEqual([
      { kind: 'text', key: 'ask' },
      { kind: 'text', key: 'typed' },
      { kind: 'digits', value: '4711' },
      { kind: 'text', key: 'right' },
    ]);
    expect(exit).toBe('done');
    expect(through('collect', settings, [...'4711', '#', '2']).data).toMatchObject({ stage: 'typing', wrong: 1 });
    expect(through('collect', settings, [...'4711', '#', { type: 'wake' }]).data).toMatchObject({
      stage: 'confirming',
      silent: 1,
    });
    expect(through('collect', settings, [...'4711', '#', { type: 'wake' }, { type: 'wake' }])).toMatchObject({
      exit: 'silence',
    });
  });

  it('remembers nothing of what is sensitive, and reads its end alone', () => {
    const settings = {
      ...number,
      length: { min: 12, max: 19 },
      sensitive: true,
      confirm: { before: ['ends'], after: ['right'] },
    };
    const { actions, keeps } = through('collect', settings, [...'4111111111111234', '#'], { sensitive: true });
    expect(JSON.stringify(actions.flatMap((one) => (one.do === 'remember' ? [one.data] : [])))).not.toMatch(
      /\d{2}|[4-9]/,
    );
    expect(keeps).toEqual({ value: '4111111111111234' });
    expect(actions.at(-1)).toMatchObject({ do: 'play', secret: true, prompts: [{}, { value: '1234' }, {}] });
    expect(stepOf('collect', settings).sensitive).toBe(true);
    expect(stepOf('collect', number).variables.aloud).toEqual(['number']);
  });
});

describe('hours', () => {
  it.each([
    [undefined, '2026-11-04T09:00Z', 'open'],
    [undefined, '2026-11-04T19:00Z', 'closed'],
    [undefined, '2026-11-09T11:00Z', 'closed'],
    // The Canaries are an hour behind Madrid.
    ['office', '2026-11-04T08:59Z', 'closed'],
    ['office', '2026-11-04T09:00Z', 'open'],
    ['office', '2026-11-04T14:00Z', 'closed'],
    ['office', '2026-11-05T10:00Z', 'closed'],
    ['office', '2026-11-11T10:00Z', 'closed'],
    ['office', '2026-11-18T10:00Z', 'holiday'],
    // A holiday of a region that is not kept.
    ['office', '2026-11-25T10:00Z', 'open'],
    // Good Friday; Christmas, which an exception opens.
    ['office', '2026-04-03T10:00Z', 'holiday'],
    ['office', '2027-03-26T10:00Z', 'holiday'],
    ['office', '2026-12-25T11:00Z', 'open'],
    ['gone', '2026-11-04T09:00Z', 'closed'],
  ])('of %s at %s: %s', (calendar, at, exit) => {
    const settings = calendar === undefined ? {} : { calendar };
    expect(exitOf(does('hours', settings, { now: Date.parse(at) }))).toBe(exit);
  });
});

describe('branch', () => {
  const taken = (when: unknown, given = {}) =>
    exitOf(does('branch', { cases: [{ exit: 'yes', when }] }, given)) === 'yes';
  const busy = { queueState: () => ({ waiting: 4, ready: 0, expectedWaitSeconds: 120 }) };

  it.each([
    [{ variable: 'caller.number', is: '600111222' }, {}, true],
    [{ variable: 'caller.number', list: 'vip' }, {}, true],
    [{ variable: 'caller.number', list: 'vip' }, { callerNumber: '911222333' }, true],
    [{ variable: 'caller.number', list: 'vip' }, { callerNumber: '' }, false],
    [{ variable: 'caller.number', matches: '6.*' }, {}, true],
    [{ variable: 'caller.number', matches: '11' }, {}, false],
    [{ variable: 'dialled', oneOf: ['900', '1000'] }, {}, true],
    [{ variable: 'time', atLeast: '09:30', below: '10:01' }, {}, true],
    [{ variable: 'today', is: '2026-11-04' }, {}, true],
    [{ variable: 'today', above: '{{due}}' }, { variables: { due: '2026-11-03' } }, true],
    [{ variable: 'count', above: 9 }, { variables: { count: 10 } }, true],
    [{ variable: 'count', above: 9 }, { variables: { count: '10' } }, true],
    [{ variable: 'count', atMost: 9 }, { variables: { count: 10 } }, false],
    [{ variable: 'count', above: 9 }, {}, false],
    [{ variable: 'count', below: 9 }, {}, false],
    [{ variable: 'count', set: false }, {}, true],
    [{ variable: 'paid', is: true }, { variables: { paid: true } }, true],
    [{ variable: 'state', not: 'open' }, { variables: { state: 'shut' } }, true],
    [{ queue: 'q', figure: 'waiting', above: 3 }, busy, true],
    [{ queue: 'q', figure: 'ready', above: 0 }, busy, false],
    [{ queue: 'q', figure: 'wait', above: 60 }, busy, true],
    [{ queue: 'q', figure: 'wait', above: 60 }, {}, false],
    [
      {
        all: [
          { variable: 'dialled', is: '1000' },
          { variable: 'consent', is: 'given' },
        ],
      },
      {},
      false,
    ],
    [
      {
        any: [
          { variable: 'dialled', is: '1000' },
          { variable: 'consent', is: 'given' },
        ],
      },
      {},
      true,
    ],
  ])('%j', (when, given, holds) => {
    expect(taken(when, given)).toBe(holds);
  });

  it('takes the first that holds, or else the rest', () => {
    const when = { variable: 'dialled', is: '1000' };
    const settings = {
      cases: [
        { exit: 'a', when: { variable: 'dialled', is: '1' } },
        { exit: 'b', when },
        { exit: 'c', when },
      ],
    };
    expect(exitOf(does('branch', settings))).toBe('b');
    expect(exitOf(does('branch', settings, { dialled: '2' }))).toBe('otherwise');
  });

  it('takes no pattern that could go on for ever, and no condition that says nothing', () => {
    const bad = (when: unknown) => 'issues' in (bindStep('branch', { cases: [{ exit: 'a', when }] }) ?? {});
    expect(bad({ variable: 'state', matches: '(a+)+b' })).toBe(true);
    expect(bad({ variable: 'state', matches: '(' })).toBe(true);
    expect(bad({ variable: 'state' })).toBe(true);
    expect(bad({ queue: 'q', figure: 'waiting' })).toBe(true);
    expect(bad({ variable: 'state', matches: '(ab|cd)+' })).toBe(false);
  });
});

describe('set, look-up and sub-flow', () => {
  it('set puts in values, and says which are made of something sensitive', () => {
    const values = { a: 'x', b: 3, c: '{{n}}', d: '{{n}}-{{caller.name}}', e: 'card {{card}}' };
    expect(does('set', { values }, { variables: { n: 7 }, secrets: { card: '4111' } })).toEqual([
      { do: 'set', values: { a: 'x', b: 3, c: 7, d: '7-Ana', e: 'card 4111' }, secret: ['e'] },
      { do: 'exit', exit: 'done' },
    ]);
    expect('issues' in (bindStep('set', { values: { now: '1' } }) ?? {})).toBe(true);
  });

  it('look-up finds a row, or unsets what it would have found', () => {
    const settings = { table: 'files', key: '{{file}}', get: { state: 'state', sum: 'amount' } };
    const found = does('look-up', settings, { variables: { file: '4711' } });
    expect([valuesSet(found), exitOf(found)]).toEqual([{ state: 'open', sum: 12.5 }, 'found']);
    const missing = does('look-up', settings, { variables: { file: '4712' } });
    expect([valuesSet(missing), exitOf(missing)]).toEqual([{ state: undefined, sum: undefined }, 'missing']);
    expect(exitOf(does('look-up', { table: 'gone', key: '1' }))).toBe('missing');
  });

  it('sub-flow hands values in and out', () => {
    const settings = { flow: 'other', with: { number: '{{file}}' }, get: { state: 'answer' } };
    expect(does('sub-flow', settings, { secrets: { file: '1' } })).toEqual([
      { do: 'sub-flow', flow: 'other', values: { number: '1' }, secret: ['number'] },
    ]);
    const variable = (name: string) => ({ value: name === 'answer' ? 'open' : undefined, secret: false });
    const back = does('sub-flow', settings, {}, { type: 'returned', exit: 'good', variable });
    expect([valuesSet(back), exitOf(back)]).toEqual([{ state: 'open' }, 'good']);
    expect(does('return', { exit: 'good' })).toEqual([{ do: 'return', exit: 'good' }]);
  });
});

describe('say', () => {
  it('says values as they are, and passes over what is none', () => {
    const parts = [
      { prompt: 'a@en' },
      { number: '{{n}}' },
      { date: '{{d}}' },
      { time: '{{time}}' },
      { currency: 12.5 },
      { spelled: '{{s}}' },
      { digits: '+34 600' },
      { number: '{{s}}' },
      { date: '2026-02-30' },
      { digits: '{{none}}' },
    ];
    const actions = does('say', { parts }, { variables: { n: -3, d: '2026-12-01', s: 'AB-1' } });
    expect(played(actions)).toEqual([
      { kind: 'text', key: 'a', language: 'en' },
      { kind: 'number', value: -3 },
      { kind: 'date', value: '2026-12-01' },
      { kind: 'time', value: '10:00' },
      { kind: 'currency', value: 12.5, unit: 'EUR' },
      { kind: 'spelled', value: 'AB-1' },
      { kind: 'digits', value: '34600' },
    ]);
    expect(exitOf(does('say', { parts: [{ digits: '{{none}}' }] }))).toBe('done');
    expect(does('say', { parts: [{ digits: '{{card}}' }] }, { secrets: { card: '41' } })[1]).toMatchObject({
      secret: true,
    });
    expect(exitOf(does('say', { parts }, { ahead: 1 }))).toBe('done');
  });
});

describe('experiment', () => {
  const settings = { variants: { a: 30, b: 70, c: 0 } };

  it('throws dice that come from outside', () => {
    const at = (dice: number) => exitOf(does('experiment', settings, { random: () => dice }));
    expect([at(0), at(0.299), at(0.3), at(0.999)]).toEqual(['a', 'a', 'b', 'b']);
  });

  it('sends a number the same way each time, and the numbers by weight', () => {
    const ways = Array.from({ length: 4_000 }, (_, index) =>
      exitOf(
        does('experiment', { ...settings, sticky: true }, { callerNumber: `6000${index}`, random: () => Number.NaN }),
      ),
    );
    const share = ways.filter((one) => one === 'a').length / ways.length;
    expect(share).toBeGreaterThan(0.27);
    expect(share).toBeLessThan(0.33);
    const [first] = ways;
    expect(exitOf(does('experiment', { ...settings, sticky: true }, { callerNumber: '60000' }))).toBe(first);
    // Who hides the number is thrown for.
    expect(exitOf(does('experiment', { ...settings, sticky: true }, { callerNumber: '', random: () => 0 }))).toBe('a');
  });
});

describe('survey', () => {
  const settings = {
    questions: [
      { id: 'kind', prompts: ['kind'] },
      { id: 'solved', prompts: ['solved'], from: 0, to: 1 },
    ],
  };

  it('asks each question in turn, and a share of the callers alone', () => {
    const { actions, exit } = through('survey', { ...settings, introduction: ['hello'] }, ['5', '0']);
    expect(actions.filter((one) => one.do === 'survey')).toEqual([
      { do: 'survey', question: 'kind', answer: 5 },
      { do: 'survey', question: 'solved', answer: 0 },
    ]);
    expect(played(actions).map((one) => 'key' in one && one.key)).toEqual(['hello', 'kind', 'solved']);
    expect(exit).toBe('done');
    expect(does('survey', { ...settings, share: 0.4 }, { random: () => 0.4 })).toEqual([
      { do: 'exit', exit: 'skipped', or: 'done' },
    ]);
  });

  it('passes over a question after wrong keys, and ends in silence', () => {
    const wrong = through('survey', settings, ['9', '#', '0', '1']);
    expect(wrong.actions.filter((one) => one.do === 'survey')).toEqual([
      { do: 'survey', question: 'solved', answer: 1 },
    ]);
    expect(through('survey', settings, [{ type: 'wake' }, { type: 'wake' }])).toMatchObject({ exit: 'silence' });
  });
});

describe('transfer, queue and record', () => {
  it('a number that is sensitive is not called: the journal would have it', () => {
    const to = { number: '{{card}}' };
    expect(does('transfer', { to }, { variables: { card: '911222333' } })).toContainEqual({
      do: 'send-outside',
      number: '911222333',
    });
    expect(exitOf(does('transfer', { to }, { secrets: { card: '911222333' } }))).toBe('failed');
  });

  it('lead out by what the queue says, and after the talk', () => {
    const to = { queue: 'general' };
    expect(does('transfer', { to }, {}, { type: 'queue-exit', exit: 'full' })).toEqual([
      { do: 'exit', exit: 'full', or: 'failed' },
    ]);
    expect(does('transfer', { to }, {}, { type: 'queue-exit', exit: 'no-agents' })).toEqual([
      { do: 'exit', exit: 'failed', or: 'failed' },
    ]);
    expect(exitOf(does('queue', { queue: 'q' }, {}, { type: 'talk-ended' }))).toBe('after-talk');
  });

  it('record takes nothing without a yes, and goes on after a key or the limit', () => {
    const settings = { prompts: ['ask'], introduction: ['speak'], version: '1' };
    expect(through('record', settings, ['2'])).toMatchObject({ exit: 'refused' });
    const given = through('record', settings, [{ type: 'prompt-done' }, '#'], { consent: 'given' });
    expect(given.actions.filter((one) => one.do === 'message')).toEqual([
      { do: 'message', how: 'begin' },
      { do: 'message', how: 'key' },
    ]);
    expect(given.exit).toBe('done');
    expect(through('record', settings, ['1', { type: 'prompt-done' }, { type: 'wake' }])).toMatchObject({
      exit: 'done',
    });
  });
});

describe('http', () => {
  it('encodes what it puts into an address, and lets no value begin another header', () => {
    const settings = {
      url: 'https://x.example/{{a}}',
      headers: { Key: '{{a}} {{secret.k}}' },
      method: 'POST',
      body: { list: ['{{n}}', 'n={{n}}'] },
    };
    const given = { variables: { a: '../é?x\r\nEvil: 1', n: 3 } };
    expect(does('http', settings, given)).toContainEqual({
      do: 'web',
      method: 'POST',
      url: 'https://x.example/..%2F%C3%A9%3Fx%0D%0AEvil%3A%201',
      headers: { Key: '../é?x  Evil: 1 {{secret.k}}' },
      body: '{"list":[3,"n=3"]}',
      timeoutMs: 5000,
    });
    expect(stepOf('http', settings).references.secrets).toEqual(['k']);
  });

  it.each(['https://{{host}}/x', 'ftp://x/y', 'https://user:pw@x/', 'x/y', 'https://x/a b'])(
    'refuses the address %s',
    (url) => {
      expect('issues' in (bindStep('http', { url }) ?? {})).toBe(true);
    },
  );
});
