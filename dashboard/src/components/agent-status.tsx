import {
  IconBolt,
  IconCoffee,
  IconHeadset,
  IconLogout,
  IconPencil,
  IconPhoneIncoming,
  IconPhoneOff,
  IconPlayerPause,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Activity, Availability } from '../../../services/core/agent.ts';
import { siteQuery } from '../api/queries.ts';
import { useFormat } from '../format/use-format.ts';
import { availabilityName } from './breaks.ts';
import { Status } from './status.tsx';

const activityLooks = {
  idle: { tone: 'ok', icon: IconBolt },
  offered: { tone: 'wait', icon: IconPhoneIncoming },
  talking: { tone: 'busy', icon: IconHeadset },
  holding: { tone: 'wait', icon: IconPlayerPause },
  'wrapping-up': { tone: 'after', icon: IconPencil },
  unreachable: { tone: 'danger', icon: IconPhoneOff },
} as const;

const availabilityLooks = {
  available: { tone: 'ok', icon: IconBolt },
  break: { tone: 'wait', icon: IconCoffee },
  'signed-out': { tone: 'off', icon: IconLogout },
} as const;

type Size = 'normal' | 'big' | 'bare';

/** What the agent chose. */
export function AvailabilityStatus(props: { readonly availability: Availability; readonly size?: Size }) {
  const { t } = useTranslation();
  const format = useFormat();
  const site = useQuery({ ...siteQuery, enabled: false });
  const look = availabilityLooks[props.availability.kind];
  return (
    <Status tone={look.tone} icon={look.icon} size={props.size ?? 'normal'}>
      {availabilityName(t, format, site.data, props.availability)}
    </Status>
  );
}

/** What the system sees the agent do; on a break the break itself, because `idle` would mislead. */
export function ActivityStatus(props: {
  readonly availability: Availability;
  readonly activity: Activity | null;
  readonly size?: Size;
}) {
  const { t } = useTranslation();
  const { availability, activity, size = 'normal' } = props;
  const resting = activity === null || (activity === 'idle' && availability.kind !== 'available');
  if (resting) return <AvailabilityStatus availability={availability} size={size} />;
  const look = activityLooks[activity];
  return (
    <Status tone={look.tone} icon={look.icon} size={size}>
      {t(`activity.${activity}`)}
    </Status>
  );
}
