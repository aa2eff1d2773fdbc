import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

export type Tone = 'ok' | 'busy' | 'wait' | 'danger' | 'after' | 'off';

/** A state as an icon and a word on its colour; never the colour alone. */
export function Status(props: {
  readonly tone: Tone;
  readonly icon: Icon;
  readonly children: ReactNode;
  readonly size?: 'normal' | 'big' | 'bare';
  readonly testId?: string;
}) {
  const { tone, icon: StatusIcon, children, size = 'normal', testId } = props;
  return (
    <span className={`status status-${tone} status-${size}`} data-testid={testId} data-tone={tone}>
      <StatusIcon size={size === 'big' ? 20 : 16} stroke={2} aria-hidden />
      <span>{children}</span>
    </span>
  );
}
