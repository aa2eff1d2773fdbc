import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Known } from '../../ivr-flows/flow.ts';
import { loadFlows, readFlow } from '../../ivr-flows/loader.ts';

const known: Known = { queues: new Set(['general']), prompts: new Map([['es', new Set(['adios'])]]) };

const sound = `flow: prueba
language: es
start: cola
steps:
  cola: { type: queue, queue: general, exits: { no-agents: fin } }
  fin: { type: hang-up, prompts: [adios] }
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'centralita-loader-'));
  mkdirSync(join(folder, 'flows'));
});
afterEach(() => rmSync(folder, { recursive: true }));
const write = (source: string, name = 'prueba.yaml') => writeFileSync(join(folder, 'flows', name), source);
const load = (knows = known) => loadFlows(join(folder, 'flows'), join(folder, 'archive'), knows);

describe('the loader', () => {
  it('keeps the version on which a call began', () => {
    write(sound);
    const first = load().current('prueba')?.version ?? '';
    write(sound.replaceAll('cola', 'espera'));
    const flows = load();
    const second = flows.current('prueba');
    expect(second).toMatchObject({ start: 'espera' });
    expect(second?.version).not.toBe(first);
    expect(flows.describe('prueba', first, 'cola')).toMatchObject({ type: 'queue' });
    expect(flows.next('prueba', first, 'cola', 'no-agents')).toBe('fin');
  });

  it('keeps it although a queue that it names is gone', () => {
    write(sound);
    const first = load().current('prueba')?.version ?? '';
    write(sound.replace('general', 'otra'));
    const flows = load({ ...known, queues: new Set(['otra']) });
    expect(flows.describe('prueba', first, 'cola')).toMatchObject({ type: 'queue' });
  });

  it('refuses what is no YAML, two files of one name, and a file of 10 MB', () => {
    write('flow: [');
    expect(load).toThrow('prueba.yaml:1:8: (top): This is not YAML');
    write(sound);
    write(sound, 'otra.yaml');
    expect(load).toThrow('prueba.yaml:1:1: flow: Two files hold the flow "prueba": otra.yaml and this one');
    write(`# ${'x'.repeat(10_000_000)}`, 'otra.yaml');
    expect(load).toThrow('larger than 128 kB');
  });

  it('does not take a test for a flow', () => {
    write(sound);
    write('tests: []', 'prueba.flow-test.yaml');
    expect(load().current('prueba')).not.toBeNull();
  });
});

it('says what is wrong with a content that has no file', () => {
  expect(() => readFlow({ flow: 'x' }, 'x.yaml', '1', known)).toThrow('This is no flow');
});
