import { describe, expect, it } from 'vitest';
import { withProperty } from '../../dashboard/src/pages/distribution/fields.ts';
import { membersOf, shifted, writtenMembers } from '../../dashboard/src/pages/distribution/members.ts';
import { placesOf, sentenceAt } from '../../dashboard/src/pages/distribution/places.ts';
import { idFrom, nameOf, prepared } from '../../dashboard/src/pages/distribution/sections.ts';
import { spansOf, spansText } from '../../dashboard/src/pages/distribution/spans.ts';
import { fieldsOfSchema, firstSettings } from '../../dashboard/src/pages/distribution/strategy-fields.ts';
import { strategySchemas } from '../../services/routing/index.ts';

describe("the server's sentences", () => {
  const message = [
    'The site file site.yaml cannot be used. Correct these places:',
    '  - queues.1.serviceLevel.target: Too big: expected number to be <=1',
    '  - queues.general.overflow: leads in a circle back to "general"; take one rule out',
    '  - queues.general.overflow: there is no queue "night"',
    '  - Queue general, strategy: rings.0.skills: there is no skill "golf".',
    '  - Queue general, strategy: there is no agent "zoe".',
    '  - queues.other.agents: "zoe" is no user with the role agent',
    '  - users: nobody would be administrator any more',
  ].join('\n');
  const places = placesOf(message, 'queues', 'general', 1);

  it('stand at their fields, several of one field together', () => {
    expect(sentenceAt(places, 'serviceLevel.target', true)).toBe('Too big: expected number to be <=1');
    expect(sentenceAt(places, 'overflow', false)).toBe(
      'leads in a circle back to "general"; take one rule out there is no queue "night"',
    );
    expect(sentenceAt(places, 'strategy.rings.0.skills', true)).toBe('there is no skill "golf".');
    expect(sentenceAt(places, 'strategy', false)).toBe('there is no agent "zoe".');
    expect(sentenceAt(places, 'serviceLevel', false)).toBe(null);
    expect(sentenceAt(places, 'serviceLevel', true)).toBe('Too big: expected number to be <=1');
  });

  it('stand over the form when they are about something else', () => {
    expect(places.elsewhere).toEqual([
      'queues.other.agents: "zoe" is no user with the role agent',
      'users: nobody would be administrator any more',
    ]);
    expect(placesOf('Something else.', 'queues', 'general', 1)).toEqual({ at: {}, elsewhere: ['Something else.'] });
  });
});

describe('the fields of every strategy', () => {
  const schemaOf = (type: string) => strategySchemas().find((one) => one.type === type)?.settings ?? {};

  it('are made of its JSON Schema, none left out', () => {
    for (const { type, settings } of strategySchemas()) {
      const properties = Object.keys((settings.properties as object | undefined) ?? {});
      expect([type, fieldsOfSchema(settings).map(({ name }) => name)]).toEqual([type, properties]);
    }
  });

  it('know skills, agents, levels, rows and another strategy by their names', () => {
    const kinds = (type: string) => fieldsOfSchema(schemaOf(type)).map(({ name, kind }) => [name, kind]);
    expect(kinds('bullseye')).toEqual([['rings', 'rows']]);
    expect(kinds('last-agent')).toContainEqual(['otherwise', 'strategy']);
    const [rings] = fieldsOfSchema(schemaOf('bullseye'));
    expect(rings?.kind === 'rows' && rings.fields.map(({ name, kind }) => [name, kind])).toEqual([
      ['agents', 'choices'],
      ['skills', 'levels'],
      ['seconds', 'number'],
    ]);
  });

  it('begin with as many rows as the schema wants', () => {
    expect(firstSettings(schemaOf('percentage-split'))).toEqual({ groups: [{ agents: [] }, { agents: [] }] });
    expect(firstSettings(schemaOf('longest-idle'))).toEqual({});
  });
});

describe('an entry of the site', () => {
  it('keeps the order of its properties, and loses those that are taken out', () => {
    const queue = { id: 'a', ringSeconds: 20, level: 2 };
    expect(Object.keys(withProperty(queue, 'ringSeconds', 30))).toEqual(['id', 'ringSeconds', 'level']);
    expect(withProperty(queue, 'ringSeconds', undefined)).toEqual({ id: 'a', level: 2 });
  });

  it('has a name, an id made of it, and hours without loose ends', () => {
    expect(nameOf({ id: 'x', name: { es: 'Averías' } }, (text) => text.es ?? '')).toBe('Averías');
    expect(nameOf({ id: 'x' }, () => '')).toBe('x');
    expect(idFrom('  Averías & Líneas (2) ')).toBe('averias-lineas-2');
    const hours = { timeZone: 'Europe/Madrid', week: { mon: ['09:00-14:00', ''], tue: [''] }, holidays: [] };
    expect(prepared({ id: 'a', hours })).toEqual({ id: 'a', hours: { ...hours, week: { mon: ['09:00-14:00'] } } });
    expect(prepared({ id: 'a', hours: null })).toEqual({ id: 'a', hours: null });
  });

  it('writes a member as short as it can', () => {
    const members = membersOf(['ana', { id: 'bruno', order: 2 }, { id: 'carla', weight: 3 }, 7]);
    expect(members.map(({ id }) => id)).toEqual(['ana', 'bruno', 'carla']);
    expect(writtenMembers(members)).toEqual(['ana', { id: 'bruno', order: 2 }, { id: 'carla', weight: 3 }]);
    expect(shifted(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
    expect(shifted(['a', 'b', 'c'], 0, -1)).toEqual(['a', 'b', 'c']);
  });

  it('shows the spans of a day as a line, while they are typed too', () => {
    expect(spansText(['09:00-14:00', '16:00-19:00'])).toBe('09:00-14:00, 16:00-19:00');
    expect(spansText(spansOf('09:00-14:00, '))).toBe('09:00-14:00, ');
    expect(spansOf('')).toBe(undefined);
  });
});
