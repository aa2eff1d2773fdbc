import type { Floor } from '../core/floor.ts';
import type { Site } from '../core/site.ts';
import type { World } from '../core/world.ts';
import type { FloorView } from '../http/protocol.ts';
import { agentsOf, agentView } from './views.ts';

/** Where a call can be sent now: for who transfers one. */
export function floorViewOf(world: World, site: Site, floor: Floor): FloorView {
  return {
    agents: agentsOf(site).map((user) => {
      const { id, name, availability, activity } = agentView(user, world, site);
      return { id, name, availability, activity };
    }),
    queues: site.queues.map(({ id, escalatesTo }) => {
      const queue = floor.queue(id);
      return {
        id,
        waiting: queue ? [...queue.calls()].length : 0,
        agentsIdle: queue?.readyCount ?? 0,
        above: escalatesTo,
      };
    }),
    outside: site.outbound.trunk !== null,
  };
}
