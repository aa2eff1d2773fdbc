import { type SiteFile, siteSchema } from '../../config/site.ts';

/** When the recordings of these tests begin: half past midnight in Madrid, the day before in UTC. */
export const START = Date.UTC(2027, 0, 15, 23, 30, 0);

/** A site with one service and these destinations, each of which gets everything. */
export function siteWith(destinations: SiteFile['destinations']): SiteFile {
  const hours = { timeZone: 'Europe/Madrid', week: {} };
  const service = { id: 'mesa', name: 'Mesa de ayuda', client: 'c', numbers: ['1000'], flow: 'f', holder: 'h', hours };
  const publication = destinations.map((one) => ({ destination: one.id }));
  const empty = { queues: [], users: [], breakReasons: [], outcomes: [] };
  return siteSchema.parse({ services: [service], ...empty, destinations, publication }) as SiteFile;
}

export const localDestination = (id: string, folder: string): SiteFile['destinations'][number] => ({
  id,
  type: 'local',
  folder,
  retries: 2,
  timeoutSeconds: 30,
});
