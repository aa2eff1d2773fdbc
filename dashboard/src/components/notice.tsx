import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Tone } from './status.tsx';

/** A message that stays in its place. `live` has it read aloud when it appears. */
export function Notice(props: {
  readonly tone: Tone;
  readonly icon: Icon;
  readonly children: ReactNode;
  readonly action?: ReactNode;
  readonly live?: boolean;
  readonly testId?: string;
}) {
  const { tone, icon: NoticeIcon, children, action, live = false, testId } = props;
  return (
    <div className={`notice status-${tone}`} role={live ? 'status' : undefined} data-testid={testId}>
      <NoticeIcon size={18} stroke={2} aria-hidden />
      <div className="notice-body">{children}</div>
      {action}
    </div>
  );
}
