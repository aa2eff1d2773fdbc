import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Person } from '../../../config/demo-site/person.ts';
import type { DeskPhone } from '../../../config/demo-site/telephones/desk-phone.ts';
import { freePort } from '../../../config/demo-site/telephones/free-ports.ts';
import { projectRoot } from '../../../config/paths.ts';
import type { Event, EventOf } from '../../../services/core/event.ts';
import { type DeskAgent, deskAgent, withDeskAgents } from '../../support/agents.ts';
import { endsWithUs } from '../../support/ending.ts';
import { reachableFarEnd } from '../../support/far-end.ts';
import { type Installation, startInstallation } from '../../support/installation.ts';
import { until } from '../../support/story.ts';

/** Callers sound the first, agents the second; the marks are sounded only where nothing may be kept. */
export const TONES = { caller: 440, agent: 880, outside: 2_060, paused: 3_000, before: 3_400 } as const;

/** Whoever is called over the line is there. */
const FAR_END = '127.0.0.7';
/** The queue whose callers ask to be called back: its one agent comes when they have. */
export const WAITING_QUEUE = 'vuelta';

type Row = { readonly seq: number; readonly at: number; readonly data: string };
export type Told<T extends Event['type'] = Event['type']> = {
  readonly seq: number;
  readonly at: number;
  readonly event: EventOf<T>;
};

/** A system with agents who answer, and what its journal says of each call, as soon as it says so. */
export type ConsentHouse = {
  readonly house: Installation;
  readonly admin: Person;
  readonly agents: ReadonlyMap<string, DeskAgent>;
  /** The one of `WAITING_QUEUE`, on a break. */
  readonly backAgent: DeskAgent;
  /** Whoever is called over the line. */
  readonly farEnd: DeskPhone;
  /** The call of a number. */
  readonly callOf: (number: string) => Promise<string>;
  /** The first event of a type in a call after a number of the journal. */
  readonly next: <T extends Event['type']>(callId: string, type: T, after?: number) => Promise<Told<T>>;
  readonly last: () => number;
  /** All events of a type. */
  readonly all: <T extends Event['type']>(type: T) => readonly Told<T>[];
  readonly close: () => Promise<void>;
};

/** @param environment of the controller. */
export async function startConsentHouse(
  agentCount: number,
  environment: Readonly<Record<string, string>> = {},
): Promise<ConsentHouse> {
  const linePort = await freePort(FAR_END);
  const house = await startInstallation({
    environment,
    site: (demo) => {
      const backAgent = `mesa-${agentCount + 1}`;
      const site = withDeskAgents(agentCount + 1)(demo);
      const queues = site.queues.map((queue) => ({
        ...queue,
        agents: queue.agents.filter((one) => one !== backAgent),
      }));
      const callback = { attempts: 3, retrySeconds: 2, ringSeconds: 60 };
      return {
        ...site,
        queues: [
          ...queues,
          ...queues.slice(0, 1).map((queue) => ({ ...queue, id: WAITING_QUEUE, agents: [backAgent], callback })),
        ],
        outbound: { trunk: 'demo', callerId: '+34910000000', region: 'ES', allowed: ['+34'] },
        services: site.services.slice(0, 1).map((one) => ({ ...one, flow: 'pausas' })),
        recording: { pauseSeconds: 60 },
      };
    },
    settings: {
      flowsDir: join(projectRoot(), 'test/chaos/consent-flows'),
      trunks: [{ name: 'demo', match: ['127.0.0.5'], outbound: { host: FAR_END, port: linePort } }],
    },
  });
  const database = new Database(join(house.settings.dataDir, 'centralita.db'), { readonly: true });
  let line: DeskPhone | undefined;
  const close = endsWithUs(async () => {
    database.close();
    await line?.close();
    await house.close();
  });
  const look = database.prepare<[number, string, string], Row>(
    `select seq, at, data from events where seq > ? and type = ? and json_extract(data, '$.callId') = ?
     order by seq limit 1`,
  );
  const rang = database.prepare<[string], { readonly id: string }>(
    `select json_extract(data, '$.callId') as id from events where type = 'call-rang'
     and json_extract(data, '$.number') = ?`,
  );
  const told = <T extends Event['type']>({ seq, at, data }: Row): Told<T> => ({ seq, at, event: JSON.parse(data) });
  try {
    const admin = await house.signIn('admin');
    const ids = Array.from({ length: agentCount }, (_, n) => `mesa-${n + 1}`);
    const agents = new Map<string, DeskAgent>();
    for (const id of ids) agents.set(id, await deskAgent(house, id, { hertz: TONES.agent, ringMs: 1 }));
    const backAgent = await deskAgent(house, `mesa-${agentCount + 1}`, { hertz: TONES.agent, ringMs: 1 });
    const there = { address: FAR_END, port: linePort, hertz: TONES.before, ringMs: 1 };
    const farEnd = await reachableFarEnd(house, 'demo', there);
    line = farEnd;
    await Promise.all([...agents.values()].map((agent) => agent.available()));
    return {
      house,
      admin,
      agents,
      backAgent,
      farEnd,
      callOf: (number) => until(`a call of ${number}`, () => rang.get(number)?.id, 60_000, 20),
      next: (callId, type, after = 0) =>
        until(
          `${type} of ${callId}`,
          () => {
            const row = look.get(after, type, callId);
            return row && told(row);
          },
          60_000,
          10,
        ),
      last: () => database.prepare<[], { seq: number | null }>('select max(seq) as seq from events').get()?.seq ?? 0,
      all: (type) =>
        database
          .prepare<[string], Row>('select seq, at, data from events where type = ? order by seq')
          .all(type)
          .map((row) => told(row)),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
