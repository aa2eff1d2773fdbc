import { type SqlBool, sql } from 'kysely';
import type { Asked } from '../call-terms.ts';
import type { Read, Span, TermsIndex } from '../database.ts';

/** Bytes of a term: longer ones share theirs. The server takes 2,046 at most; what is sought is never this long. */
const TERM_BYTES = 1_000;
/** The newest calls that are looked through before the index is asked: some ms. */
const NEWEST = 10_000;
/** Calls that the index is asked for at once, and that are looked at in one go. */
const FOUND_AT_ONCE = 5_000;
const LOOKED_AT_ONCE = 400;

/**
 * Terms as lexemes of a `tsvector`, written as they are: no dictionary, no positions. A GIN index knows no order, so what
 * many calls have is found among the newest, by their numbers, and only what few have by the index.
 */
export const postgresTerms: TermsIndex = {
  put: (n, terms) => [
    {
      sql: `insert into call_terms (n, terms) values (?, array_to_tsvector(?::text[]))
        on conflict (n) do update set terms = excluded.terms`,
      parameters: [n, terms.map(cut)],
    },
  ],
  empty: { sql: 'truncate call_terms', parameters: [] },
  find: async ({ read, asked, span, limit, statement }) => {
    const found: unknown[] = [];
    for await (const some of placesOf(read, asked, span)) {
      const rows = await read<never>(
        statement({ place: 'calls.n', is: sql<SqlBool>`calls.n = any(${some}::bigint[])` }),
      );
      found.push(...rows);
      if (found.length >= limit) break;
    }
    return found.slice(0, limit) as never;
  },
};

const cut = (term: string): string => term.slice(0, TERM_BYTES);

/** The numbers of calls that have the terms, newest first, some at a time. */
async function* placesOf(read: Read, asked: Asked, { from, before }: Span): AsyncGenerator<readonly number[]> {
  const has = { sql: 'terms @@ ?::tsquery', parameters: [tsqueryOf(asked)] };
  const between = (until: number | null) => ({
    sql: `n >= ? and n < ?`,
    parameters: [from ?? 0, until ?? Number.MAX_SAFE_INTEGER],
  });
  const newest = between(before);
  const [edge] = await read<{ n: number }>({
    sql: `select n from call_terms where ${newest.sql} order by n desc limit 1 offset ${NEWEST - 1}`,
    parameters: newest.parameters,
  });
  const found = await read<{ n: number }>({
    sql: `select n from (select n, terms from call_terms where ${newest.sql} order by n desc limit ${NEWEST}) as newest
      where ${has.sql} order by n desc`,
    parameters: [...newest.parameters, ...has.parameters],
  });
  yield* inParts(found);
  // `n + 0`: by the index of terms, and never down the numbers through a million calls.
  for (let until = edge?.n; until !== undefined; ) {
    const rest = between(until);
    const more = await read<{ n: number }>({
      sql: `select n from call_terms where ${has.sql} and ${rest.sql} order by n + 0 desc limit ${FOUND_AT_ONCE}`,
      parameters: [...has.parameters, ...rest.parameters],
    });
    yield* inParts(more);
    until = more.length < FOUND_AT_ONCE ? undefined : more.at(-1)?.n;
  }
}

function* inParts(rows: readonly { readonly n: number }[]): Generator<readonly number[]> {
  for (let at = 0; at < rows.length; at += LOOKED_AT_ONCE) yield rows.slice(at, at + LOOKED_AT_ONCE).map(({ n }) => n);
}

/** Terms are of letters, digits and `_` alone: nothing in them means anything in a query. */
export function tsqueryOf({ wanted, beginnings, oneOf, unwanted }: Asked): string {
  const quoted = (term: string) => `'${cut(term)}'`;
  const hours = oneOf === null ? [] : [`(${(oneOf.length === 0 ? ['never'] : oneOf).map(quoted).join(' | ')})`];
  const all = [
    ...wanted.map(quoted),
    ...beginnings.map((one) => `${quoted(one)}:*`),
    ...hours,
    ...unwanted.map((one) => `!${quoted(one)}`),
  ];
  return all.join(' & ');
}
