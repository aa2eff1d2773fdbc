import { describe, expect, it } from 'vitest';
import { checkSet } from '../../ivr-flows/check/set.ts';
import type { Known } from '../../ivr-flows/flow.ts';

const known: Known = {
  queues: new Set(['general']),
  tables: new Map([['files', new Set(['state'])]]),
  calendars: new Set(['office']),
  secrets: new Set(['crm']),
  mayDial: (number) => number === '+34900000000',
  prompts: new Map([['es', new Set(['pide', 'adios'])]]),
};

const sound = `flow: main
language: es
start: ask
variables:
  order: { type: text }
  state: { type: text, default: "" }
  card: { type: text, sensitive: true }
  day: { type: date, default: "2026-01-01" }
steps:
  ask: { type: collect, prompts: [pide], variable: order, exits: { done: look, wrong: fin, silence: fin } }
  look: { type: look-up, table: files, key: "{{order}}", get: { state: state }, exits: { found: say, missing: fin } }
  say: { type: say, parts: [{ date: "{{day}}" }], exits: { done: sub } }
  sub: { type: sub-flow, flow: inner, with: { given: "{{order}}" }, get: { state: answer }, exits: { done: card } }
  card: { type: collect, prompts: [pide], variable: card, check: { kind: luhn }, exits: { done: open, wrong: fin, silence: fin } }
  open: { type: hours, calendar: office, exits: { open: fin, closed: fin } }
  fin: { type: hang-up, prompts: [adios] }
`;
const inner = `flow: inner
language: es
start: set
variables:
  given: { type: text }
  answer: { type: text }
steps:
  set: { type: set, values: { answer: "{{given}}" }, exits: { done: back } }
  back: { type: return, exit: done }
`;

function problems(main: string, other = inner) {
  const texts = [main, other].map((text, index) => ({ file: `${index}.yaml`, text, version: String(index) }));
  return checkSet(texts, known).flatMap((one) => one.problems);
}
const change = (from: string, to: string) => {
  if (!sound.includes(from)) throw new Error(`The sound flow has no ${from}.`);
  return sound.replace(from, to);
};

describe('variables, secrets and sub-flows', () => {
  it('are right in a sound flow', () => {
    expect(problems(sound)).toEqual([]);
  });

  const planted: readonly (readonly [string, string, string, string, string | null])[] = [
    [
      'an unknown variable that is read',
      change('key: "{{order}}"', 'key: "{{ordre}}"'),
      'error unknown-variable',
      '11 "{{ordre}}"',
      'order',
    ],
    [
      'an unknown variable that is set',
      change('variable: order', 'variable: ordre'),
      'error unknown-variable',
      '10 ordre',
      'order',
    ],
    [
      'a variable of another type',
      change('day: { type: date, default: "2026-01-01" }', 'day: { type: number, default: 1 }'),
      'error variable-type',
      '12 "{{day}}"',
      'type: date',
    ],
    [
      'a variable that is never set before it is read',
      change('start: ask', 'start: look').replace(/ {2}ask: .*\n/, ''),
      'warning variable-unset',
      '10 "{{order}}"',
      null,
    ],
    [
      'a variable that nobody uses',
      change('  day:', '  other: { type: text }\n  day:'),
      'warning variable-unused',
      '8 other',
      null,
    ],
    [
      'the digits of a card recorded',
      change('sensitive: true', 'sensitive: false'),
      'error sensitive-recorded',
      '14 check:',
      'sensitive: true',
    ],
    [
      'sensitive digits journalled',
      change('variable: order,', 'variable: order, sensitive: true,'),
      'error sensitive-journalled',
      '10 order',
      'order: { type: text, sensitive: true }',
    ],
    [
      'something sensitive passed on',
      change('key: "{{order}}"', 'key: "{{card}}"'),
      'warning sensitive-passed-on',
      '11 state:',
      'state: { type: text, sensitive: true }',
    ],
    ['an unknown table', change('table: files', 'table: fils'), 'error unknown-tables', '11 fils', 'files'],
    [
      'an unknown column',
      change('get: { state: state }', 'get: { state: stat }'),
      'error unknown-column',
      '11 stat }',
      'state',
    ],
    [
      'an unknown calendar',
      change('calendar: office', 'calendar: ofice'),
      'error unknown-calendars',
      '15 ofice',
      'office',
    ],
    ['an unknown flow', change('flow: inner', 'flow: iner'), 'error unknown-flows', '13 iner', 'inner'],
    [
      'a way back that is not led',
      change('exits: { done: card } }', 'exits: {} }').replace(/ {2}(card|open): \{ type.*\n/g, ''),
      'error missing-exit',
      '12 sub:',
      null,
    ],
    [
      'a way back that there is not',
      change('exits: { done: card }', 'exits: { done: card, dne: fin }'),
      'error unknown-return',
      '13 dne',
      'done',
    ],
    [
      'an unknown variable of the other flow',
      change('with: { given:', 'with: { givn:'),
      'error unknown-sub-variable',
      '13 givn',
      'given',
    ],
    [
      'a language that the centre does not speak',
      change('language: es', 'language: ca'),
      'error unknown-language',
      '2 language',
      'es',
    ],
    [
      'an outside number that may not be dialled',
      change('  fin:', '  out: { type: transfer, to: { number: "+5355" }, exits: { failed: fin } }\n  fin:').replace(
        'closed: fin',
        'closed: out',
      ),
      'error unknown-number',
      '16 "+5355"',
      null,
    ],
    [
      'an unknown secret',
      change(
        '  fin:',
        '  web: { type: http, url: "https://x.example/", headers: { A: "{{secret.cmr}}" }, exits: { done: fin, failed: fin } }\n  fin:',
      ).replace('closed: fin', 'closed: web'),
      'error unknown-secrets',
      '16 "{{secret.cmr}}"',
      'crm',
    ],
  ];

  it.each(planted)('%s is found, with its place', (_what, text, told, where, suggestion) => {
    const [, line = '', word = ''] = /^(\d+) (.*)$/.exec(where) ?? [];
    const place = `${line}:${(text.split('\n')[Number(line) - 1] ?? '').indexOf(word) + 1}`;
    const found = problems(text);
    const lines = found.map((one) => `${one.severity} ${one.code} ${one.line}:${one.column}`);
    expect(lines).toContain(`${told} ${place}`);
    expect(found[lines.indexOf(`${told} ${place}`)]?.suggestion).toBe(suggestion);
  });

  it('a flow within itself is found, over two flows and within one', () => {
    const again = inner.replace(
      'exits: { done: back } }',
      'exits: { done: again } }\n  again: { type: sub-flow, flow: main, exits: {} }',
    );
    const codes = problems(sound, again).filter(({ code }) => code === 'sub-flow-recursion');
    expect(codes.map(({ file, params }) => [file, params.chain])).toEqual([
      ['0.yaml', 'main → inner → main'],
      ['1.yaml', 'inner → main → inner'],
    ]);
    const self = problems(change('flow: inner', 'flow: main'));
    expect(self.find(({ code }) => code === 'sub-flow-recursion')?.params.chain).toBe('main → main');
  });

  it('flows more than eight deep are found', () => {
    const deep = Array.from({ length: 11 }, (_, index) => ({
      file: `${index}.yaml`,
      version: '1',
      text: `flow: f${index}\nlanguage: es\nstart: a\nsteps:\n  a: { type: sub-flow, flow: f${index + 1}, exits: { done: b } }\n  b: { type: return }\n`,
    }));
    const last = {
      file: 'last.yaml',
      version: '1',
      text: 'flow: f11\nlanguage: es\nstart: b\nsteps:\n  b: { type: return }\n',
    };
    const found = checkSet([...deep, last], known).flatMap((one) => one.problems);
    expect(found.map(({ file, code }) => `${file} ${code}`)).toEqual(
      ['0.yaml', '1.yaml', '2.yaml'].map((file) => `${file} sub-flow-deep`),
    );
  });

  it('a circle that is counted is none', () => {
    const circle = (values: string) => `flow: c
language: es
start: set
variables: { done: { type: boolean, default: false }, other: { type: text, default: "" } }
steps:
  set: { type: set, values: { ${values} }, exits: { done: look } }
  look: { type: branch, cases: [{ exit: out, when: { variable: done, is: true } }, { exit: out, when: { variable: other, is: x } }], exits: { out: fin, otherwise: set } }
  fin: { type: hang-up }
`;
    const codes = (text: string) => problems(text).map(({ code }) => code);
    expect(codes(circle('done: true'))).not.toContain('endless-loop');
    const blind = circle('done: true')
      .replaceAll('variable: done', 'variable: other')
      .replace('variables: {', 'variables: { more: { type: text, default: "" },');
    expect(codes(blind)).toContain('endless-loop');
  });
});
