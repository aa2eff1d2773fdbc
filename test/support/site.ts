import type { z } from 'zod';
import { type SiteFile, siteSchema } from '../../config/site.ts';

type Written = z.input<typeof siteSchema>;

/** A site with what a test says of it; everything else as a site file that leaves it out would have it. */
export function siteOf(written: Partial<Written>): SiteFile {
  const hours = { timeZone: 'Europe/Madrid', week: {}, holidays: [] };
  const service = { id: 'mesa', name: 'Mesa', client: 'Empresa', numbers: ['1000'], flow: 'mesa', hours, holder: 'E' };
  const parsed = siteSchema.parse({
    services: [service],
    queues: [],
    users: [],
    breakReasons: [],
    outcomes: [],
    ...written,
  });
  return parsed as SiteFile;
}
