import { flowRunner } from '../../../ivr-flows/interpreter.ts';
import { readFlow } from '../../../ivr-flows/loader.ts';
import type { StrategyChoice } from '../../../services/core/site.ts';
import type { Surroundings } from '../../../services/core/turn.ts';
import { memoryVault } from '../../../services/core/vault.ts';
import { numbers } from '../../../services/numbers.ts';
import { checkStrategies, router } from '../../../services/routing/index.ts';
import { siteOf } from '../../support/site.ts';

/** Strategies in turn over the queues. */
const strategies: readonly StrategyChoice[] = [
  { type: 'longest-idle' },
  {
    type: 'skills',
    required: [
      {
        skill: 'en',
        levels: [
          { afterSeconds: 0, level: 7 },
          { afterSeconds: 30, level: 4 },
          { afterSeconds: 90, level: 0 },
        ],
      },
    ],
    preferred: [{ skill: 'fr', weight: 1 }],
  },
  { type: 'round-robin' },
  { type: 'fewest-calls' },
  { type: 'weighted-random' },
  { type: 'bullseye', rings: [{ skills: { en: 7 }, seconds: 20 }, { skills: { en: 3 }, seconds: 20 }, {}] },
  { type: 'least-talk' },
  { type: 'last-agent', waitSeconds: 10 },
  { type: 'ring-all', limit: 3 },
  { type: 'linear' },
];

const levels = [1, 3, 5, 7, 10];

/** A centre of so many agents and queues, each agent in two of them (or in the only one). The line of queue 7 is 10007. */
export function townOf(agents: number, queues: number): Surroundings {
  const members: { id: string; weight: number }[][] = Array.from({ length: queues }, () => []);
  const users = Array.from({ length: agents }, (_, index) => {
    const id = `a${index}`;
    const member = { id, weight: 1 + (index % 9) };
    // Crowded queues are the even ones, calm ones the odd ones: an agent attends two of a kind.
    const first = index % queues;
    const second = (first + 2 * (1 + (Math.floor(index / queues) % 7))) % queues;
    members[first]?.push(member);
    if (second !== first) members[second]?.push(member);
    const skills = { es: 10, en: levels[index % 5] ?? 1, fr: levels[Math.floor(index / 5) % 5] ?? 1 };
    return { id, login: id, name: id, roles: ['agent' as const], phone: 'sip' as const, skills };
  });
  const week = Object.fromEntries(
    ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, ['00:00-24:00']]),
  );
  const ids = members.map((_, index) => `q${index}`);
  const site = siteOf({
    services: ids.map((id, index) => ({
      id,
      name: id,
      client: 'Empresa',
      numbers: [String(10_000 + index)],
      flow: id,
      holder: 'Empresa',
      hours: { timeZone: 'Europe/Madrid', week, holidays: [] },
    })),
    queues: ids.map((id, index) => ({
      id,
      name: { es: id },
      service: id,
      strategy: strategies[index % strategies.length] ?? { type: 'longest-idle' },
      agents: members[index] ?? [],
      wrapUpSeconds: 0,
    })),
    users,
    skills: ['es', 'en', 'fr'].map((id) => ({ id, name: { es: id } })),
  });
  checkStrategies(site);
  const label = { es: 'Cola', en: 'Queue' };
  const known = { queues: new Set(ids), prompts: new Map([['es', new Set<string>()]]) };
  const flows = ids.map((id) =>
    readFlow(
      {
        flow: id,
        language: 'es',
        start: 'queue',
        steps: {
          queue: { type: 'queue', label, queue: id, exits: { 'no-agents': 'end' } },
          end: { type: 'hang-up', label, prompts: [] },
        },
      },
      `${id}.yaml`,
      '1',
      known,
    ),
  );
  return { site, flows: flowRunner(flows, new Map(ids.map((id) => [id, '1']))), router, numbers, vault: memoryVault() };
}
