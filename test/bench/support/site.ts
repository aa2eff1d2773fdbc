import { join } from 'node:path';
import { projectRoot } from '../../../config/paths.ts';
import type { SiteInput } from '../../support/installation.ts';

/** Number of the line that leads straight into the queue. */
export const LINE = '1000';
export const QUEUE = 'bench';
/** Address of the agents' telephones, and of the callers: the demo's line. */
export const AGENTS_ADDRESS = '127.0.0.6';
export const CALLERS_ADDRESS = '127.0.0.5';

export const benchFlows = () => join(projectRoot(), 'test/bench/support/flows');

export const agentIds = (count: number): readonly string[] => Array.from({ length: count }, (_, n) => `a${n + 1}`);

/** A site of one queue without wrap-up or announcements, and so many agents at desk telephones. */
export function benchSite(agents: number): (demo: SiteInput) => SiteInput {
  return (demo) => {
    const [service] = demo.services;
    const [queue] = demo.queues;
    if (!service || !queue) throw new Error('The demo site has no service or no queue.');
    const ids = agentIds(agents);
    const users = ids.map((id, n) => ({
      id,
      login: id,
      name: `Agent ${n + 1}`,
      roles: ['agent' as const],
      phone: 'sip' as const,
    }));
    return {
      ...demo,
      services: [{ ...service, numbers: [LINE], flow: 'straight' }],
      queues: [{ ...queue, id: QUEUE, agents: [...ids], ringSeconds: 60, announceSeconds: 3600, wrapUpSeconds: 0 }],
      users: [...demo.users.filter((one) => !one.roles.includes('agent')), ...users],
    };
  };
}
