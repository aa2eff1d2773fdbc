import type { TFunction } from 'i18next';
import type { Availability } from '../../../services/core/agent.ts';
import type { SiteView } from '../../../services/http/protocol.ts';
import type { Format } from '../format/use-format.ts';

const bySystem = ['declined', 'missed', 'lost'] as const;

/** The name of a break: one of the site's reasons, or one that the system set. */
export function breakName(t: TFunction, format: Format, site: SiteView | undefined, reason: string): string {
  const own = site?.breakReasons.find((one) => one.id === reason);
  if (own !== undefined) return format.local(own.name);
  const system = bySystem.find((one) => one === reason);
  return system === undefined ? reason : t(`breakReason.${system}`);
}

export function availabilityName(
  t: TFunction,
  format: Format,
  site: SiteView | undefined,
  availability: Availability,
): string {
  if (availability.kind === 'break') return breakName(t, format, site, availability.reason);
  return t(`availability.${availability.kind}`);
}
