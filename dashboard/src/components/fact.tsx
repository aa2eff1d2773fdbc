import type { ReactNode } from 'react';

/** A small label over its value, inside a `<dl className="facts">`. */
export function Fact(props: { readonly label: string; readonly children: ReactNode; readonly wide?: boolean }) {
  const { label, children, wide = false } = props;
  return (
    <div className="fact" data-wide={wide}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
