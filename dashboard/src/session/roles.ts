import type { Role } from '../../../services/core/site.ts';

/** The page a person works on: the first that fits. */
export function homeOf(roles: readonly Role[]): string {
  if (roles.includes('agent')) return '/desk';
  if (roles.includes('supervisor')) return '/console';
  return '/calls';
}
