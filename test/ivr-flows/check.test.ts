import { describe, expect, it } from 'vitest';
import { checkText } from '../../ivr-flows/check/index.ts';
import { inWords } from '../../ivr-flows/check/problem.ts';
import type { Known } from '../../ivr-flows/flow.ts';
import { sentencesOf } from '../../ivr-flows/sentences.ts';

const known: Known = {
  queues: new Set(['general', 'ventas']),
  skills: new Set(['french']),
  prompts: new Map([
    ['es', new Set(['hola', 'adios', 'elija'])],
    ['en', new Set(['hola', 'adios', 'elija'])],
  ]),
};

const sound = `flow: prueba
language: es
start: hola
steps:
  hola: { type: announce, prompts: [hola], exits: { done: menu } }
  menu:
    type: menu
    prompts: [elija]
    keys: { "1": cola, "2": hola }
    exits: { cola: cola, hola: hola, silence: fin, wrong: fin }
  cola:
    type: queue
    queue: general
    exits: { no-agents: fin }
  fin: { type: hang-up, prompts: [adios] }
`;

const check = (text: string) => checkText(text, 'prueba.yaml', '1', known);
const change = (from: string, to: string) => {
  if (!sound.includes(from)) throw new Error(`The sound flow has no ${from}.`);
  return sound.replace(from, to);
};

describe('a flow file', () => {
  it('is taken when everything it names is there', () => {
    const { flow, problems } = check(sound);
    expect(problems).toEqual([]);
    expect(flow?.steps.size).toBe(4);
  });

  /** What is planted, the code, the place of it (line:column), what to write instead. */
  const planted: readonly (readonly [string, string, string, string, string | null])[] = [
    ['a missing prompt', change('[hola]', '[hola, holla]'), 'prompt-missing', '5:43', 'hola'],
    ['a missing queue', change('queue: general', 'queue: generla'), 'unknown-queues', '13:12', 'general'],
    [
      'a missing skill',
      change('queue: general', 'queue: general\n    skills: { frensh: 3 }'),
      'unknown-skills',
      '14:15',
      'french',
    ],
    ['a missing step', change('no-agents: fin', 'no-agents: fim'), 'lost-exit', '14:14', 'fin'],
    ['a missing way out', change(', wrong: fin', ''), 'missing-exit', '10:5', 'wrong: hola'],
    [
      'an unknown way out',
      change('exits: { done: menu', 'exits: { done: menu, dnoe: fin'),
      'unknown-exit',
      '5:65',
      'done',
    ],
    ['an unknown step type', change('type: queue', 'type: quue'), 'unknown-type', '12:5', 'queue'],
    [
      'an unknown setting',
      change('queue: general', 'queue: general\n    prioritty: 3'),
      'unknown-setting',
      '14:5',
      'priority',
    ],
    ['an unknown key on top', change('language: es', 'language: es\nstrat: hola'), 'unknown-setting', '3:1', 'start'],
    ['a missing setting', change('    queue: general\n', ''), 'missing-setting', '11:3', null],
    ['a wrong start', change('start: hola', 'start: holla'), 'no-start', '3:1', 'hola'],
    ['a wrong type of value', change('prompts: [hola]', 'prompts: 7'), 'wrong-value', '5:27', null],
    ['a wrong key of the telephone', change('"2": hola', '"12": hola'), 'wrong-value', '9:24', null],
    ['a step to which no way leads', `${sound}  lost: { type: hang-up }\n`, 'unreachable', '16:3', null],
    ['a circle of silence', change('silence: fin', 'silence: menu'), 'endless-loop', '10:38', null],
    ['a circle without a question', change('no-agents: fin', 'no-agents: cola'), 'endless-loop', '14:14', null],
    ['a key that stands twice', change('language: es', 'language: es\nlanguage: en'), 'twice', '3:1', null],
    ['what is no YAML', change('steps:', 'steps: ]'), 'no-yaml', '4:8', null],
    ['a list that is no flow', '- 1\n- 2\n', 'no-flow', '1:1', null],
    ['another kind of YAML', 'services: []\n', 'no-flow', '1:1', null],
    ['a number', '7', 'no-flow', '1:1', null],
    ['nothing', '', 'no-flow', '1:1', null],
    ['a program', `${String.fromCharCode(0x7f)}ELF${String.fromCharCode(2, 1)}`, 'no-text', '1:1', null],
    ['a second document', `${sound}---\n${sound}`, 'no-yaml', '16:1', null],
    ['a list as a key', change('language: es', 'language: es\n? [a]\n: b'), 'no-word', '3:3', null],
    ['10 MB', `# ${'x'.repeat(10_000_000)}\n${sound}`, 'too-large', '1:1', null],
  ];

  it.each(planted)('is refused for %s, with its place', (_what, text, code, place, suggestion) => {
    const { flow, problems } = check(text);
    expect(flow).toBeNull();
    const found = problems.find((one) => one.code === code);
    expect(problems.map((one) => `${one.code} ${one.line}:${one.column}`)).toContain(`${code} ${place}`);
    expect(found?.suggestion).toBe(suggestion);
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual(problems);
  });

  it('is taken with a warning for a menu longer than a person remembers, and for a prompt that nobody says', () => {
    const long = change(
      'keys: { "1": cola',
      `keys: { ${[3, 4, 5, 6].map((key) => `"${key}": hola`).join(', ')}, "1": cola`,
    );
    const { flow, problems } = check(
      long.replace('language: es', 'language: es\nprompts: { nunca: { es: Nunca, en: Never } }'),
    );
    expect(flow).not.toBeNull();
    expect(problems.map(({ code, severity, line }) => [code, severity, line])).toEqual([
      ['prompt-unused', 'warning', 3],
      ['menu-long', 'warning', 10],
    ]);
  });

  it('may hold its own prompts, in every language of the centre', () => {
    const own = change('[hola]', '[buenas]').replace(
      'language: es',
      'language: es\nprompts: { buenas: { es: Buenas, en: Hi } }',
    );
    expect(check(own).problems).toEqual([]);
    const { problems } = check(own.replace(', en: Hi', ''));
    expect(problems).toMatchObject([{ code: 'prompt-missing', params: { prompt: 'buenas', language: 'en' } }]);
  });

  it('tells all wrong places at once, in the order of the file', () => {
    const { problems } = check(change('[adios]', '[nada@en]').replace('queue: general', 'queue: nada'));
    expect(problems.map(({ code }) => code)).toEqual(['unknown-queues', 'prompt-missing']);
    expect(problems[1]?.params.language).toBe('en');
  });

  it.each(['es', 'en'])('is judged in whole sentences (%s)', (language) => {
    for (const [, text] of planted)
      for (const problem of check(text).problems)
        expect(inWords(problem, sentencesOf(language))).not.toMatch(/\{\{|^check\./);
  });
});

describe('YAML that is made to break a reader', () => {
  const bomb = `a: &a [x, x]\n${Array.from(
    { length: 12 },
    (_, n) =>
      `b${n}: &b${n} [${Array(9)
        .fill(n ? `*b${n - 1}` : '*a')
        .join(', ')}]`,
  ).join('\n')}`;
  it.each([
    ['aliases of aliases', bomb, 'too-many-aliases'],
    ['brackets in brackets', '['.repeat(100_000), 'too-deep'],
    ['lists in lists', '- '.repeat(60_000), 'too-deep'],
    // The process itself died of this one: V8 ends it when a regular expression is made on a full stack.
    ['keys in keys', '? '.repeat(60_000), 'too-deep'],
    ['maps in maps', Array.from({ length: 300 }, (_, n) => `${' '.repeat(n)}a:`).join('\n'), 'too-deep'],
    ['tags and tags', '!a '.repeat(40_000), 'no-yaml'],
    ['a storm of quotes', '"'.repeat(120_000), 'no-yaml'],
  ])('is a problem like another: %s', (_what, text, code) => {
    expect(check(text).problems.map((one) => one.code)).toEqual([code]);
  });
});
