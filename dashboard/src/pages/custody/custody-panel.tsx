import { Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';

/** A titled part of the page; `empty` is said in its place. */
export function CustodyPanel(props: {
  readonly title: string;
  readonly empty?: string | false;
  readonly testId?: string;
  readonly children: ReactNode;
}) {
  const id = useId();
  const { empty = false } = props;
  return (
    <section className="panel custody-panel" aria-labelledby={id} data-testid={props.testId}>
      <Title order={2} id={id} className="panel-title">
        {props.title}
      </Title>
      {empty === false ? props.children : <p className="panel-empty">{empty}</p>}
    </section>
  );
}
