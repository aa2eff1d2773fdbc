import type { ReactNode } from 'react';
import { Link } from 'wouter';

/** A figure that leads to the calls behind it; a figure of none leads nowhere. */
export function FigureLink(props: {
  readonly count: number;
  readonly href: string;
  readonly label: string;
  readonly children: ReactNode;
  readonly testId: string;
}) {
  const { count, href, label, children, testId } = props;
  if (count === 0)
    return (
      <span className="flow-figure figure dimmed" data-testid={testId} data-count={0}>
        {children}
      </span>
    );
  return (
    <Link
      href={href}
      className="flow-figure figure nodrag nopan"
      title={label}
      data-testid={testId}
      data-count={count}
      onClick={(event) => event.stopPropagation()}
    >
      <span className="visually-hidden">{label}. </span>
      {children}
    </Link>
  );
}
