import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { differencesQuery } from './flow-queries.ts';

/** What changes for a caller, in words, against the version in force. */
export function Differences({
  flow,
  to,
}: {
  readonly flow: string;
  readonly to: { version: string } | { text: string };
}) {
  const { t } = useTranslation();
  const differences = useQuery(differencesQuery(flow, null, to));
  const rows = differences.data ?? [];
  return (
    <section aria-label={t('flow.differences')} data-testid="differences">
      <h3 className="flow-small-title">{t('flow.differences')}</h3>
      {differences.data !== undefined && rows.length === 0 && <p className="dimmed">{t('flow.noDifferences')}</p>}
      <ul className="flow-differences">
        {rows.map((one) => (
          <li key={`${one.code}-${one.step}-${one.message}`}>{one.message}</li>
        ))}
      </ul>
    </section>
  );
}
