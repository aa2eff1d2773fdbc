import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { CallResult, Event, QueueEnd } from '../../services/core/event.ts';
import type { Site } from '../../services/core/site.ts';
import { openStore, type Store, type StoreOptions } from '../../services/store/store.ts';
import { siteOf } from '../support/site.ts';
import { onServer, placeOf } from './dialect.ts';

/** A site in Madrid with one service, two queues and two agents. */
export const site: Site = siteOf({
  services: [
    {
      id: 'mesa',
      name: 'Mesa de ayuda',
      client: 'Empresa',
      numbers: ['1000'],
      flow: 'mesa',
      hours: { timeZone: 'Europe/Madrid', week: {}, holidays: [] },
      holder: 'Empresa, S. A.',
    },
  ],
  queues: ['incidencias', 'general'].map((id) => ({
    id,
    name: { es: id, en: id },
    service: 'mesa',
    strategy: { type: 'longest-idle' },
    agents: ['ana', 'bruno'],
    ringSeconds: 15,
    announceSeconds: 30,
    wrapUpSeconds: 30,
    serviceLevel: { seconds: 20, target: 0.8 },
    shortAbandonSeconds: 5,
  })),
  users: [
    { id: 'ana', login: 'ana', name: 'Ana Ruiz', roles: ['agent'], language: 'es', phone: 'browser' },
    { id: 'bruno', login: 'bruno', name: 'Bruno Gil', roles: ['agent'], language: 'es', phone: 'browser' },
    { id: 'sonia', login: 'sonia', name: 'Sonia Vega', roles: ['supervisor'], language: 'es' },
    { id: 'alba', login: 'alba', name: 'Alba Mora', roles: ['auditor'], language: 'es' },
  ],
  breakReasons: [{ id: 'lunch', name: { es: 'Comida', en: 'Lunch' } }],
  outcomes: [{ id: 'solved', name: { es: 'Resuelta', en: 'Solved' } }],
  returnSeconds: 20,
  awaySeconds: 60,
});

/** A folder of the test's own, removed when it ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'centralita-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A store in memory, or on the given file, closed when the test ends; or of a server: see `storesOn`. */
export async function testStore(options: Partial<StoreOptions> = {}): Promise<Store> {
  const file = options.file ?? (onServer() ? join(temporaryFolder(), 'centralita.db') : ':memory:');
  const store = await openStore({
    site: () => site,
    promptText: (key, language) => `${key} (${language})`,
    ...options,
    ...(await placeOf(file)),
  });
  onTestFinished(() => store.close());
  return store;
}

export type Fact = { readonly at: number; readonly event: Event };

export const noon = Date.parse('2026-03-10T11:00:00Z');

export function rang(callId: string, at: number, change: Partial<Extract<Event, { type: 'call-rang' }>> = {}): Fact {
  return {
    at,
    event: {
      type: 'call-rang',
      callId,
      legId: `leg-${callId}`,
      direction: 'inbound',
      number: '+34 600-123-456',
      callerName: 'Luis',
      dialled: '1000',
      serviceId: 'mesa',
      flow: 'mesa',
      flowVersion: '1',
      language: 'es',
      rangAt: at,
      ...change,
    },
  };
}

export function entered(callId: string, at: number, queueId = 'incidencias', returned = false): Fact {
  const visit = `${callId}-${at}`;
  return {
    at,
    event: {
      type: 'queue-entered',
      callId,
      queueId,
      visit,
      position: 1,
      via: returned ? 'returned' : 'flow',
      priority: 0,
      order: at,
      waitingSince: at,
      direct: null,
      needs: {},
      returned,
      day: '2026-03-10',
      agenda: { announceAt: at + 30_000, comfortAt: null, widenAt: null, overflowAt: null, limitAt: null },
    },
  };
}

export function left(
  callId: string,
  at: number,
  reason: QueueEnd,
  waitMs: number,
  change: { readonly queueId?: string; readonly returned?: boolean } = {},
): Fact {
  const facts = { visit: 'v', withinTarget: waitMs <= 20_000, short: waitMs < 5_000, day: '2026-03-10' };
  return {
    at,
    event: { type: 'queue-left', callId, queueId: 'incidencias', returned: false, reason, waitMs, ...facts, ...change },
  };
}

export function connected(callId: string, at: number, agentId: string): Fact {
  return {
    at,
    event: {
      type: 'call-connected',
      callId,
      agentId,
      queueId: 'incidencias',
      bridgeId: `bridge-${callId}`,
      agentLegId: `leg-${agentId}`,
    },
  };
}

export function ended(callId: string, at: number, result: CallResult): Fact {
  return { at, event: { type: 'call-ended', callId, by: 'caller', reason: 'hang-up', cause: 16, result } };
}

/** One event at a moment. */
export const fact = (at: number, event: Event): Fact => ({ at, event });

export function step(callId: string, at: number, name: string, stepType = 'menu'): Fact {
  return fact(at, { type: 'step-entered', callId, step: name, stepType, label: { es: name, en: name } });
}

export const stepLeft = (callId: string, at: number, name: string, exit: string): Fact =>
  fact(at, { type: 'step-left', callId, step: name, exit });

export const key = (callId: string, at: number, digit: string, ahead = false): Fact =>
  fact(at, { type: 'digit-pressed', callId, digit, ahead });
