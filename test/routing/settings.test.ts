import { describe, expect, it } from 'vitest';
import type { StrategyChoice } from '../../services/core/site.ts';
import { checkStrategies } from '../../services/routing/index.ts';
import { siteOf } from '../support/site.ts';

const check = (strategy: StrategyChoice) => () =>
  checkStrategies(
    siteOf({
      queues: [{ id: 'cola', name: { es: 'Cola' }, service: 'mesa', agents: ['ana', 'bruno'], strategy }],
      users: ['ana', 'bruno'].map((id) => ({ id, login: id, name: id, roles: ['agent' as const] })),
      skills: [{ id: 'spanish', name: { es: 'Español' } }],
    }),
  );
const level = (afterSeconds: number, of: number) => ({ afterSeconds, level: of });
const skills = (...levels: readonly object[]) => ({ type: 'skills', required: [{ skill: 'spanish', levels }] });
const group = (name: string, percent: number, ...agents: readonly string[]) => ({ name, percent, agents });

describe('the settings of strategies', () => {
  it.each<StrategyChoice>([
    { type: 'longest-idle' },
    { type: 'round-robin' },
    { type: 'fewest-calls' },
    { type: 'least-talk' },
    { type: 'random' },
    { type: 'weighted-random' },
    { type: 'linear' },
    { type: 'ring-all', limit: 5 },
    { type: 'ring-progressively', start: 2, step: 2, everySeconds: 6, limit: 8 },
    skills(level(0, 7), level(30, 4), level(90, 0)),
    { type: 'bullseye', rings: [{ agents: ['ana'], seconds: 10 }, { skills: { spanish: 3 }, seconds: 5 }, {}] },
    { type: 'last-agent', waitSeconds: 20, forgetDays: 7, otherwise: skills(level(0, 5)) },
    { type: 'percentage-split', groups: [group('casa', 60, 'ana'), group('fuera', 40, 'bruno')] },
  ])('are taken as documented: $type', (strategy) => {
    expect(check(strategy)).not.toThrow();
  });

  it.each<readonly [StrategyChoice, string]>([
    [{ type: 'fastest' }, 'there is no strategy "fastest"; choose one of: longest-idle, round-robin'],
    [{ type: 'round-robin', speed: 3 }, 'Unrecognized key: "speed"'],
    [{ type: 'ring-all', limit: 0 }, 'limit: Too small'],
    [{ type: 'ring-all', limit: 1000 }, 'limit: Too big'],
    [{ type: 'ring-progressively', start: 5, limit: 2 }, 'limit: write a limit that is not below start'],
    [{ type: 'skills', required: [{ skill: 'klingon', levels: [level(0, 1)] }] }, 'there is no skill "klingon"'],
    [skills(level(0, 11)), 'Too big'],
    [skills(level(10, 5)), 'begin with afterSeconds: 0'],
    [skills(level(0, 5), level(30, 7)), 'a level must be lower than the one before it'],
    [skills(level(0, 5), level(30, 4), level(20, 2)), 'each later than the one before'],
    [skills(), 'required.0.levels'],
    [{ type: 'bullseye', rings: [] }, 'rings'],
    [{ type: 'bullseye', rings: [{ agents: ['zoe'] }] }, 'there is no agent "zoe"'],
    [{ type: 'bullseye', rings: [{ skills: { klingon: 1 } }] }, 'there is no skill "klingon"'],
    [{ type: 'last-agent', otherwise: { type: 'fastest' } }, 'there is no strategy "fastest"'],
    [{ type: 'last-agent', waitSeconds: -1 }, 'waitSeconds: Too small'],
    [{ type: 'percentage-split', groups: [group('a', 60, 'ana'), group('b', 30, 'bruno')] }, 'must add up to 100'],
    [{ type: 'percentage-split', groups: [group('a', 60, 'ana'), group('b', 40, 'ana')] }, 'in one group only'],
    [{ type: 'percentage-split', groups: [group('a', 60, 'ana'), group('a', 40, 'bruno')] }, 'name each group once'],
    [{ type: 'percentage-split', groups: [group('a', 60, 'zoe'), group('b', 40, 'bruno')] }, 'there is no agent "zoe"'],
  ])('are refused with a sentence that names the queue: %j', (strategy, sentence) => {
    expect(check(strategy)).toThrow('Queue cola, strategy:');
    expect(check(strategy)).toThrow(sentence);
  });
});
