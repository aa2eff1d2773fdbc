import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Known, readFlow } from '../../ivr-flows/flow.ts';
import { loadFlows } from '../../ivr-flows/loader.ts';
import { CentralitaError } from '../../services/core/errors.ts';

const known: Known = {
  queues: new Set(['general']),
  prompts: new Map([
    ['es', new Set(['hola', 'adios'])],
    ['en', new Set(['hola', 'adios'])],
  ]),
};

const sound = `
flow: prueba
language: es
start: hola
steps:
  hola: { type: announce, prompts: [hola], exits: { done: cola } }
  cola: { type: queue, queue: general, exits: { no-agents: fin } }
  fin: { type: hang-up, prompts: [adios] }
`;

function complaints(source: string): string {
  try {
    readFlow(parse(source), 'prueba.yaml', '1', known);
  } catch (error) {
    if (error instanceof CentralitaError) return error.message;
    throw error;
  }
  return '';
}

describe('a flow file', () => {
  it('is taken when everything it names is there', () => {
    expect(complaints(sound)).toBe('');
  });

  it.each([
    [
      'a missing prompt',
      sound.replace('[hola]', '[hola, nada]'),
      'steps.hola.prompts: the prompt "nada" has no text in the language "es"',
    ],
    [
      'a missing queue',
      sound.replace('general', 'ventas'),
      'steps.cola.queue: there is no queue "ventas"; name one of: general',
    ],
    [
      'a missing step',
      sound.replace('no-agents: fin', 'no-agents: final'),
      'steps.cola.exits.no-agents: there is no step "final"',
    ],
    [
      'a way out that leads nowhere',
      sound.replace('exits: { done: cola }', 'exits: {}'),
      'steps.hola.exits: the way out "done" leads nowhere',
    ],
    [
      'an exit the step has not',
      sound.replace('done: cola', 'done: cola, other: fin'),
      'steps.hola.exits.other: the step has no such way out; it has: done',
    ],
    [
      'an unknown step type',
      sound.replace('type: queue', 'type: cue'),
      'steps.cola.type: there is no step type "cue"; choose one of: announce',
    ],
    ['a wrong start', sound.replace('start: hola', 'start: nada'), 'start: there is no step "nada"'],
    ['a wrong type of value', sound.replace('prompts: [hola]', 'prompts: 7'), 'steps.hola.prompts'],
    ['something that is no flow', 'a: [1, 2]', '(top): Unrecognized key'],
    ['a scalar', '7', '(top)'],
  ])('is refused for %s, naming the place', (_what, source, sentence) => {
    expect(complaints(source)).toContain(sentence);
  });

  it('tells all wrong places at once', () => {
    const text = complaints(sound.replace('[hola]', '[nada@en]').replace('general', 'ventas'));
    expect(text.split('\n')).toHaveLength(3);
    expect(text).toContain('in the language "en"');
  });
});

describe('the loader', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'centralita-loader-'));
    mkdirSync(join(folder, 'flows'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const write = (source: string, name = 'prueba.yaml') => writeFileSync(join(folder, 'flows', name), source);
  const load = () => loadFlows(join(folder, 'flows'), join(folder, 'archive'), known);

  it('keeps the version on which a call began', () => {
    write(sound);
    const first = load().current('prueba')?.version ?? '';
    write(sound.replace('start: hola', 'start: cola'));
    const flows = load();
    const second = flows.current('prueba');
    expect(second).toMatchObject({ start: 'cola' });
    expect(second?.version).not.toBe(first);
    expect(flows.describe('prueba', first, 'hola')).toMatchObject({ type: 'announce' });
    expect(flows.next('prueba', first, 'hola', 'done')).toBe('cola');
  });

  it('refuses what is no YAML, two files of one name, and a file of 10 MB', () => {
    write('flow: [');
    expect(load).toThrow('is not YAML');
    write(sound);
    write(sound, 'otra.yaml');
    expect(load).toThrow('Two files hold the flow "prueba"');
    write(`# ${'x'.repeat(10_000_000)}`, 'otra.yaml');
    expect(load).toThrow('larger than 1 MB');
  });
});
