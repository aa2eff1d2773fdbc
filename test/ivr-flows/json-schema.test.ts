import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { projectRoot } from '../../config/paths.ts';
import { flowJsonSchema, schemaText } from '../../ivr-flows/json-schema.ts';
import { flowFiles } from '../../ivr-flows/loader.ts';

const accepts = new Ajv({ allErrors: true, strict: false }).compile(flowJsonSchema());
const folders = ['ivr-flows/flows', 'test/chaos/flows', 'test/bench/support/flows'];
const read = (path: string) => readFileSync(join(projectRoot(), path), 'utf8');
const demo = read('ivr-flows/flows/mesa-de-ayuda.yaml');

describe('the JSON Schema of a flow', () => {
  it('is the one that is published: npm run flows -- schema writes it', () => {
    expect(read('ivr-flows/flow.schema.json')).toBe(schemaText());
  });

  it.each(folders.flatMap((folder) => flowFiles(join(projectRoot(), folder)).map((file) => `${folder}/${file}`)))(
    'accepts %s',
    (path) => {
      accepts(parse(read(path)));
      expect(accepts.errors).toBeNull();
    },
  );

  it.each([
    ['an unknown step type', 'type: announce', 'type: anounce', /must be equal to one of the allowed values/],
    ['an unknown setting', 'seconds: 1', 'secunds: 1', /must NOT have additional properties/],
    ['a missing setting', 'queue: solicitudes', 'priority: 1', /must have required property 'queue'/],
    ['a wrong type of value', 'wrongLimit: 3', 'wrongLimit: three', /must be integer/],
    ['a limit that is too high', 'wrongLimit: 3', 'wrongLimit: 300', /must be <= 10/],
    [
      'a missing way out',
      'exits: { open: menu, closed: closed }',
      'exits: { open: menu }',
      /required property 'closed'/,
    ],
    [
      'an unknown way out',
      'exits: { open: menu, closed: closed }',
      'exits: { open: menu, closed: closed, shut: closed }',
      /NOT have additional/,
    ],
    ['an unknown key on top', 'language: es\n', 'lenguage: es\n', /must have required property 'language'/],
    ['a wrong name of a flow', 'flow: mesa-de-ayuda', 'flow: Mesa de ayuda', /must match pattern/],
    ['steps that are a list', /steps:[\s\S]*/, 'steps: [1]', /must be object/],
  ])('refuses %s', (_what, from, to, sentence) => {
    const wrong = demo.replace(from, to);
    expect(wrong).not.toBe(demo);
    expect(accepts(parse(wrong))).toBe(false);
    expect(accepts.errors?.map(({ message }) => message).join('; ')).toMatch(sentence);
  });

  it('is named in each of our flows, where an editor looks for it', () => {
    for (const file of flowFiles(join(projectRoot(), 'ivr-flows/flows')))
      expect(read(`ivr-flows/flows/${file}`)).toMatch(/^# yaml-language-server: \$schema=\.\.\/flow\.schema\.json$/m);
  });
});
