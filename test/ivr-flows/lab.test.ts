import { describe, expect, it } from 'vitest';
import { checkText } from '../../ivr-flows/check/index.ts';
import type { Known } from '../../ivr-flows/flow.ts';
import { newTrail } from '../../ivr-flows/lab/coverage.ts';
import { givenOf, readFlowTests } from '../../ivr-flows/lab/flow-test.ts';
import { compared } from '../../ivr-flows/lab/judge.ts';
import { instantOf } from '../../ivr-flows/lab/local-time.ts';
import { type Bench, labFor, runFlowTest } from '../../ivr-flows/lab/run-test.ts';
import { runScript, settle } from '../../ivr-flows/lab/script.ts';
import { numbers } from '../../services/numbers.ts';
import { router } from '../../services/routing/index.ts';
import { siteOf } from '../support/site.ts';

const flowText = `flow: mesa
language: es
start: menu
steps:
  menu:
    type: menu
    prompts: [elija]
    keys: { "1": cola, "2": fin }
    exits: { cola: cola, fin: fin, silence: fin, wrong: fin }
  cola: { type: queue, queue: general, exits: { no-agents: fin } }
  fin: { type: hang-up, prompts: [adios] }
`;
const texts = new Map([['es', { elija: 'Elija una opción.', adios: 'Adiós.' }]]);
const known: Known = { queues: new Set(['general']), prompts: new Map([['es', new Set(['elija', 'adios'])]]) };
const { flow } = checkText(flowText, 'mesa.yaml', '1', known);
if (!flow) throw new Error('The flow of these tests has a fault.');
const site = siteOf({
  queues: [{ id: 'general', name: { es: 'General' }, service: 'mesa', agents: [] }],
  breakReasons: [{ id: 'lunch', name: { es: 'Comida' } }],
});
const bench: Bench = { flows: [flow], site, router, numbers, texts };

const header = 'flow: mesa\ntests:\n  - name: t\n';
function run(body: string) {
  const read = readFlowTests(header + body, 'mesa.flow-test.yaml');
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  const [test] = read.tests.tests;
  if (!test) throw new Error('There is no test.');
  return runFlowTest(bench, flow as NonNullable<typeof flow>, test, newTrail());
}

describe('a test of a flow', () => {
  it('passes when all is as it says', () => {
    const body =
      '    when: [{ keys: 1 }]\n    then: { path: [menu, cola], queue: general, end: queue, hears: [una opción] }\n';
    expect(run(body)).toEqual([]);
  });

  it.each([
    ['the path', '    then: { path: [menu, fin] }', 5, 'path', ['  menu', '- fin', '+ cola']],
    ['a prompt', '    then:\n      hears: [adios]', 6, 'hears', ['- adios', '  elija: Elija una opción.']],
    ['what is not to be said', '    then:\n      silent: [elija]', 6, 'silent', ['+ elija: Elija una opción.']],
    ['the end', '    then: { end: flow }', 5, 'end', ['- flow', '+ queue']],
    ['the queue', '    then: { queue: ventas }', 5, 'queue', ['- ventas', '+ general']],
    ['the exit', '    then: { exit: menu.fin }', 5, 'exit', ['- menu.fin', '+ menu.cola']],
    ['the consent', '    then: { consent: given }', 5, 'consent', ['- given', '+ unknown']],
    ['a variable', '    then: { variables: { name: Ana } }', 5, 'variables.name', ['- Ana', '+ null']],
  ])('tells at its line what is another: %s', (_what, then, line, what, lines) => {
    const failures = run(`    when: [{ keys: 1 }]\n${then}\n`);
    expect(failures).toEqual([{ line, what, lines }]);
  });

  it('tells which event is missing', () => {
    const [failure] = run('    when: [{ keys: 1 }]\n    then: { events: [{ type: queue-entered, position: 2 }] }\n');
    expect(failure?.lines[0]).toBe('- {"type":"queue-entered","position":2}');
  });

  it('tells the line of a key that nobody asks for', () => {
    const failures = run('    when:\n      - keys: 2\n      - keys: 1\n    then: {}\n');
    expect(failures).toMatchObject([{ line: 6, what: expect.stringContaining('the call had ended before key 1') }]);
    const talk = run('    when:\n      - agent: hangs-up\n    then: {}\n');
    expect(talk).toMatchObject([{ line: 5, what: 'no agent talks with the caller, the call is in menu' }]);
  });

  it.each([
    ['an unknown word', '    when: [{ key: 1 }]\n    then: {}\n', 4],
    ['a key that no telephone has', '    when: [{ keys: a }]\n    then: {}\n', 4],
    ['a time that is none', '    given: { time: tomorrow }\n    then: {}\n', 4],
    ['an expectation that is none', '    then: { pth: [] }\n', 4],
    ['nothing to expect', '    when: []\n', 3],
  ])('is refused with its line for %s', (_what, body, line) => {
    const read = readFlowTests(header + body, 't');
    expect('problems' in read && read.problems.map((one) => one.line)).toContain(line);
  });

  it('is no test when it is no YAML, or another file', () => {
    expect(readFlowTests('tests: [', 't')).toMatchObject({ problems: [{ code: 'no-yaml' }] });
    expect(readFlowTests(flowText, 't')).toHaveProperty('problems');
  });
});

describe('the lab', () => {
  it('lets no time pass but what is asked for, and takes the same way again', () => {
    const paths = [1, 2].map(() => {
      const lab = labFor(bench, flow, givenOf({}, 'Europe/Madrid'));
      const from = lab.now;
      expect(runScript(lab, [{ line: 1, do: 'silence', times: 1 }])).toBeNull();
      return [lab.now - from, lab.events.map(({ type }) => type)];
    });
    expect(paths[0]).toEqual(paths[1]);
    expect(paths[0]?.[0]).toBeGreaterThan(5_000);
  });

  it('has callers who wait already, and an agent who comes back from a break', () => {
    const lab = labFor(bench, flow, givenOf({ queues: { general: { waiting: 2 } } }, 'Europe/Madrid'));
    runScript(lab, [{ line: 1, do: 'keys', keys: ['1'] }]);
    expect(lab.last('queue-entered')?.position).toBe(3);
    const alone = labFor(bench, flow, givenOf({ agents: 'busy' }, 'Europe/Madrid'));
    expect(
      runScript(alone, [
        { line: 1, do: 'keys', keys: ['1'] },
        { line: 2, do: 'agent', what: 'answers' },
      ]),
    ).toBeNull();
    expect(alone.call?.place.at).toBe('conversation');
    alone.hangUp();
    settle(alone);
    expect(alone.ended).toMatchObject({ by: 'caller', result: 'answered' });
  });

  it('reads the clock of the service, on both sides of a change of the hour', () => {
    expect(instantOf('2026-11-04T10:00', 'Europe/Madrid')).toBe(Date.UTC(2026, 10, 4, 9));
    expect(instantOf('2026-07-04T10:00', 'Europe/Madrid')).toBe(Date.UTC(2026, 6, 4, 8));
    expect(instantOf('2026-10-25T12:00', 'Europe/Madrid')).toBe(Date.UTC(2026, 9, 25, 11));
    expect(instantOf('2026-03-29T04:00', 'Europe/Madrid')).toBe(Date.UTC(2026, 2, 29, 2));
    expect(instantOf('2026-11-04T10:00Z', 'Europe/Madrid')).toBe(Date.UTC(2026, 10, 4, 10));
  });

  it('shows two lists line by line', () => {
    expect(compared(['a', 'b', 'c'], ['a', 'x', 'c', 'd'])).toEqual(['  a', '- b', '+ x', '  c', '+ d']);
  });
});
