import type { Availability } from '../../../services/core/agent.ts';

/** Whether two availabilities are the same choice (pages import only the types of the core). */
export function sameAvailability(one: Availability, other: Availability): boolean {
  return one.kind === other.kind && (one.kind !== 'break' || (other.kind === 'break' && one.reason === other.reason));
}
