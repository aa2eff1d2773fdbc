import { IconAlertCircle } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorTextOf } from './error-text.ts';
import { Notice } from './notice.tsx';
import { PageLoader } from './page-loader.tsx';

/** What was asked for, or why it is not there; `none` where there is nothing. */
export function Listed<T>(props: {
  readonly query: UseQueryResult<readonly T[], Error>;
  readonly none: string;
  readonly label: string;
  readonly children: (rows: readonly T[]) => ReactNode;
}) {
  const { t } = useTranslation();
  const { query, none, label, children } = props;
  if (query.data === undefined)
    return query.error === null ? (
      <PageLoader away={query.failureCount > 0} />
    ) : (
      <Notice tone="danger" icon={IconAlertCircle} live testId="list-error">
        {errorTextOf(t, query.error)}
      </Notice>
    );
  return (
    <section className="panel" aria-label={label}>
      {query.data.length === 0 ? <p className="panel-empty">{none}</p> : children(query.data)}
    </section>
  );
}
