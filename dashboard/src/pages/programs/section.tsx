import { Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';

/** A part of the page: what it is about, what can be added, and its contents. */
export function Section(props: {
  readonly title: string;
  readonly about: string;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}) {
  const id = useId();
  return (
    <section className="programs-section" aria-labelledby={id}>
      <div className="row-between">
        <Title order={2} id={id}>
          {props.title}
        </Title>
        {props.action}
      </div>
      <p className="dimmed programs-hint">{props.about}</p>
      {props.children}
    </section>
  );
}
