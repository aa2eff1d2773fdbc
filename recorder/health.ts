import type { SiteFile } from '../config/site.ts';
import type { DestinationHealth } from '../services/http/protocol.ts';
import type { Outbox } from '../services/ports.ts';
import { guaranteeOf } from './destinations/index.ts';
import type { Lanes } from './lanes.ts';

/** How each destination of the site is doing at an instant. */
export function healthOf(
  site: SiteFile,
  lanes: Lanes,
  counts: Awaited<ReturnType<Outbox['counts']>>,
  now: number,
): readonly DestinationHealth[] {
  return site.destinations.map((settings) => {
    const lane = lanes.of(settings.id);
    const of = (state: string) => counts.find((one) => one.destination === settings.id && one.state === state);
    const last = of('published')?.lastPublishedAt ?? null;
    return {
      id: settings.id,
      type: settings.type,
      guarantee: guaranteeOf(settings.type),
      state: lane.failures > 0 ? 'failing' : last === null && lane.lastSuccessAt === null ? 'unused' : 'ok',
      waiting: of('waiting')?.rows ?? 0,
      running: lane.running.size,
      published: of('published')?.rows ?? 0,
      publishedBytes: of('published')?.bytes ?? 0,
      dead: of('dead')?.rows ?? 0,
      lastPublishedAt: last,
      lastFailure: lane.lastFailure,
      restsUntil: lane.restsUntil > now ? lane.restsUntil : null,
      parallel: settings.parallel ?? 1,
      bytesPerSecond: settings.bytesPerSecond ?? null,
    };
  });
}
