import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Person } from '../../../config/demo-site/person.ts';
import { projectRoot } from '../../../config/paths.ts';
import type { Event, EventOf } from '../../../services/core/event.ts';
import { type DeskAgent, deskAgent, withDeskAgents } from '../../support/agents.ts';
import { endsWithUs } from '../../support/ending.ts';
import { type Installation, startInstallation } from '../../support/installation.ts';
import { until } from '../../support/story.ts';

/** Callers sound the first, agents the second; the marks are sounded only where nothing may be kept. */
export const TONES = { caller: 440, agent: 880, paused: 3_000, before: 3_400 } as const;

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
  /** The call of a number. */
  readonly callOf: (number: string) => Promise<string>;
  /** The first event of a type in a call after a number of the journal. */
  readonly next: <T extends Event['type']>(callId: string, type: T, after?: number) => Promise<Told<T>>;
  readonly last: () => number;
  /** All events of a type. */
  readonly all: <T extends Event['type']>(type: T) => readonly Told<T>[];
  readonly close: () => Promise<void>;
};

export async function startConsentHouse(agentCount: number): Promise<ConsentHouse> {
  const house = await startInstallation({
    site: (demo) => {
      const site = withDeskAgents(agentCount)(demo);
      return {
        ...site,
        services: site.services.slice(0, 1).map((one) => ({ ...one, flow: 'pausas' })),
        recording: { pauseSeconds: 60 },
      };
    },
    settings: {
      flowsDir: join(projectRoot(), 'test/chaos/consent-flows'),
      asterisk: { rtpStart: 12_000, rtpEnd: 13_999 },
    },
  });
  const database = new Database(join(house.settings.dataDir, 'centralita.db'), { readonly: true });
  const close = endsWithUs(async () => {
    database.close();
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
    await Promise.all([...agents.values()].map((agent) => agent.available()));
    return {
      house,
      admin,
      agents,
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
