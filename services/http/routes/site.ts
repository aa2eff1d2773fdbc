import type { SiteFile } from '../../../config/site.ts';
import { recordingOf } from '../../core/recording-rules.ts';
import type { SiteView } from '../protocol.ts';
import { health, siteView } from '../schemas.ts';
import { type Route, route } from './route.ts';

export const siteRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/site',
    access: 'signed-in',
    scope: 'recordings:read',
    summary: 'What the centre consists of: names for the ids that stand elsewhere.',
    answer: siteView,
    handle: async ({ house }) => viewOf(house.site()),
  }),
  route({
    method: 'get',
    path: '/health',
    access: 'anyone',
    summary:
      'Whether the controller works, and whether it has its socket to Asterisk. With a full disk (`ok: false`) it decides nothing until there is room.',
    answer: health,
    handle: async ({ house }) => ({ ok: house.disk() !== 'full', telephony: house.telephony(), disk: house.disk() }),
  }),
  route({
    method: 'get',
    path: '/api/openapi.json',
    access: 'anyone',
    summary: 'This document.',
    answer: 'document',
    handle: async ({ house }) => house.document(),
  }),
];

function viewOf(site: SiteFile): SiteView {
  return {
    services: site.services.map(({ id, name, numbers }) => ({ id, name, numbers })),
    queues: site.queues.map(({ id, name }) => ({ id, name })),
    agents: site.users.filter((one) => one.roles.includes('agent')).map(({ id, name }) => ({ id, name })),
    supervisors: site.users
      .filter(({ roles }) => !roles.includes('agent') && roles.some((one) => one !== 'auditor'))
      .map(({ id, name }) => ({ id, name })),
    breakReasons: site.breakReasons,
    outcomes: site.outcomes,
    consentBases: recordingOf(site).bases,
    destinations: site.destinations.map(({ id, type }) => ({ id, type })),
    timeZone: site.services[0]?.hours.timeZone ?? 'UTC',
  };
}
