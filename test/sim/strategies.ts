import type { Site, StrategyChoice } from '../../services/core/site.ts';
import { strategyTypes } from '../../services/routing/index.ts';
import type { Chance } from './chance.ts';

type Staff = Pick<Site, 'skills'> & { readonly agents: readonly string[] };
type Sample = (chance: Chance, staff: Staff) => Omit<StrategyChoice, 'type'>;

const levels = (chance: Chance, first: number) => {
  const second = chance.int(5, 20);
  return [
    { afterSeconds: 0, level: first },
    { afterSeconds: second, level: Math.max(1, first - 2) },
    { afterSeconds: second + chance.int(5, 30), level: 0 },
  ];
};

/** Valid parameters of each strategy, by chance. A strategy that stands in the registry and not here fails a test. */
export const strategySamples: Readonly<Record<string, Sample>> = {
  'longest-idle': () => ({}),
  'round-robin': () => ({}),
  'fewest-calls': () => ({}),
  'least-talk': () => ({}),
  random: () => ({}),
  'weighted-random': () => ({}),
  linear: () => ({}),
  'ring-all': (chance) => ({ limit: chance.int(1, 8) }),
  'ring-progressively': (chance) => {
    const start = chance.int(1, 2);
    return { start, step: chance.int(1, 2), everySeconds: chance.int(1, 4), limit: start + chance.int(0, 4) };
  },
  skills: (chance, { skills }) => {
    const [required, preferred] = chance.shuffled(skills);
    return {
      required: required ? [{ skill: required.id, levels: levels(chance, chance.int(4, 8)) }] : [],
      preferred: preferred ? [{ skill: preferred.id, weight: chance.int(0, 5) }] : [],
      loosen: chance.is(0.5) ? [{ afterSeconds: chance.int(5, 30), by: chance.int(1, 10) }] : [],
    };
  },
  bullseye: (chance, { agents, skills }) => {
    const skill = chance.pick(skills);
    const inner = chance.some(agents, 0.4);
    return {
      rings: [
        inner.length > 0 ? { agents: inner, seconds: chance.int(2, 15) } : { seconds: chance.int(2, 15) },
        ...(skill ? [{ skills: { [skill.id]: chance.int(1, 5) }, seconds: chance.int(2, 15) }] : []),
        ...(chance.is(0.8) ? [{}] : []),
      ],
    };
  },
  'last-agent': (chance, staff) => ({
    waitSeconds: chance.one([0, 5, 20]),
    forgetDays: 1,
    otherwise: sampleStrategy(chance, staff, ['last-agent']),
  }),
  'percentage-split': (chance, { agents }) => {
    const [one, two, ...rest] = chance.shuffled(agents);
    const percent = chance.int(0, 100);
    return {
      groups: [
        { name: 'house', agents: [one ?? 'nobody', ...rest.slice(0, 2)], percent },
        { name: 'partner', agents: [two ?? 'somebody'], percent: 100 - percent },
      ],
    };
  },
};

/** A strategy of the registry with parameters of its own. A split needs two agents. */
export function sampleStrategy(chance: Chance, staff: Staff, without: readonly string[] = []): StrategyChoice {
  const types = strategyTypes.filter(
    (type) => !without.includes(type) && !(type === 'percentage-split' && staff.agents.length < 2),
  );
  const type = chance.pick(types) ?? 'longest-idle';
  return { type, ...strategySamples[type]?.(chance, staff) };
}
