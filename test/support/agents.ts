import type { Person, View } from '../../config/demo-site/person.ts';
import type { DeskPhone, DeskPhoneOptions } from '../../config/demo-site/telephones/desk-phone.ts';
import type { DeskState } from '../../services/live/protocol.ts';
import type { Installation, SiteInput } from './installation.ts';

/** An agent at a desk telephone: signed in, with the own desk in view. */
export interface DeskAgent {
  readonly id: string;
  readonly person: Person;
  readonly desk: View<DeskState>;
  readonly phone: DeskPhone;
  readonly available: () => Promise<void>;
  readonly rest: () => Promise<void>;
  readonly talking: () => Promise<DeskState>;
  readonly close: () => Promise<void>;
}

/** Signs an agent in at a desk telephone; on a break until told otherwise, so that the queues are attended. */
export async function deskAgent(
  house: Installation,
  id: string,
  options: Partial<DeskPhoneOptions> = {},
): Promise<DeskAgent> {
  const [person, phone] = await Promise.all([house.signIn(id), house.deskPhone(id, options)]);
  const desk = await person.desk();
  const rest = async () => {
    await person.command({ name: 'set-availability', availability: { kind: 'break', reason: 'meeting' } });
  };
  await rest();
  await desk.until('a reachable telephone', (state) => state.agent.reachable);
  return {
    id,
    person,
    desk,
    phone,
    rest,
    available: async () => {
      await person.command({ name: 'set-availability', availability: { kind: 'available' } });
    },
    talking: () => desk.until('a conversation', (state) => state.call?.phase === 'talking'),
    close: async () => {
      person.close();
      await phone.close();
    },
  };
}

/** The demo site with so many more agents at desk telephones (`mesa-1` …), and no wrap-up. */
export function withDeskAgents(count: number): (site: SiteInput) => SiteInput {
  return (site) => {
    const users = Array.from({ length: count }, (_, n) => ({
      id: `mesa-${n + 1}`,
      login: `mesa-${n + 1}`,
      name: `Agente ${n + 1}`,
      roles: ['agent' as const],
      phone: 'sip' as const,
    }));
    const agents = users.map(({ id }) => id);
    return {
      ...site,
      users: [...site.users, ...users],
      queues: site.queues.map((queue) => ({ ...queue, wrapUpSeconds: 0, agents: [...queue.agents, ...agents] })),
    };
  };
}
