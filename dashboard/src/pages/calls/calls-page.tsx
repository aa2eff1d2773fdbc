import './calls.css';
import { Button, Title } from '@mantine/core';
import { IconAlertCircle, IconRefresh, IconSearchOff } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'wouter';
import type { CallRow, Page } from '../../../../services/http/protocol.ts';
import { request } from '../../api/client.ts';
import { errorTextOf } from '../../components/error-text.ts';
import { Notice } from '../../components/notice.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import { useFormat } from '../../format/use-format.ts';
import { BulkButton } from './bulk-button.tsx';
import { CallsTable } from './calls-table.tsx';
import { FilterBar } from './filter-bar.tsx';
import { countFilters, type Filters, noFilters, queryText, readFilters, searchOf, writeFilters } from './filters.ts';
import { rememberSearch } from './last-search.ts';
import { SavedSearches } from './saved-searches.tsx';

const pageSize = 50;

/** Searches the calls. The search is in the address: it can be sent to somebody, and "back" goes back to it. */
export function CallsPage() {
  const { t } = useTranslation();
  const { timeZone } = useFormat();
  const [parameters, setParameters] = useSearchParams();
  const filters = readFilters(parameters);
  useEffect(() => rememberSearch(parameters), [parameters]);
  // To the minute: a search of the last days is not another one at each look.
  const search = searchOf(filters, timeZone, Math.floor(Date.now() / 60_000) * 60_000);
  const calls = useInfiniteQuery({
    queryKey: ['calls', search],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) =>
      request<Page<CallRow>>(
        `/api/calls?${queryText({ ...search, limit: pageSize, ...(pageParam === null ? {} : { cursor: pageParam }) })}`,
      ),
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    staleTime: 5000,
  });
  // From the address as it is by then: two fields may be told of before the page is drawn anew.
  const change = (next: Partial<Filters>) =>
    setParameters((now) => writeFilters({ ...readFilters(now), ...next }), { replace: true });
  const rows = calls.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <div className="calls">
      <div className="row-between">
        <Title order={1}>{t('calls.title')}</Title>
        <div className="row">
          <BulkButton search={search} />
          <SavedSearches
            query={writeFilters(filters).toString()}
            onUse={(query) => setParameters(new URLSearchParams(query))}
          />
          <Button
            variant="default"
            leftSection={<IconRefresh size={16} />}
            loading={calls.isFetching && !calls.isFetchingNextPage}
            onClick={() => void calls.refetch()}
            data-testid="refresh"
          >
            {t('calls.refresh')}
          </Button>
        </div>
      </div>
      <FilterBar
        filters={filters}
        onChange={change}
        onClear={() => setParameters(writeFilters(noFilters), { replace: true })}
      />
      {calls.error !== null && (
        <Notice tone="danger" icon={IconAlertCircle} live testId="calls-error">
          {errorTextOf(t, calls.error)}
        </Notice>
      )}
      {calls.data === undefined && calls.error === null && <PageLoader away={calls.failureCount > 0} />}
      {calls.data !== undefined && rows.length === 0 && (
        <section className="panel calls-empty" role="status" data-testid="calls-empty">
          <IconSearchOff size={34} stroke={1.5} aria-hidden />
          <p>{countFilters(filters) > 0 ? t('calls.nothing') : t('calls.none')}</p>
          {countFilters(filters) > 0 && (
            <Button variant="default" onClick={() => setParameters(writeFilters(noFilters))}>
              {t('calls.clear')}
            </Button>
          )}
        </section>
      )}
      {rows.length > 0 && (
        <section className="panel" aria-label={t('calls.title')} data-fresh={!calls.isPlaceholderData}>
          <CallsTable rows={rows} />
        </section>
      )}
      {calls.hasNextPage && (
        <Button
          variant="default"
          loading={calls.isFetchingNextPage}
          onClick={() => void calls.fetchNextPage()}
          data-testid="more-calls"
        >
          {t('calls.more')}
        </Button>
      )}
    </div>
  );
}
