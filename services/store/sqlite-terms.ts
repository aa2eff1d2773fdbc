import { type SqlBool, sql } from 'kysely';
import type { Asked } from './call-terms.ts';
import type { TermsIndex } from './database.ts';

/** Terms in FTS5, whose rows are the calls: what it finds comes newest first by itself. */
export const sqliteTerms: TermsIndex = {
  put: (n, terms) => [
    { sql: 'delete from call_terms where rowid = ?', parameters: [n] },
    { sql: 'insert into call_terms (rowid, terms) values (?, ?)', parameters: [n, terms.join(' ')] },
  ],
  empty: { sql: "insert into call_terms (call_terms) values ('delete-all')", parameters: [] },
  find: ({ read, asked, statement }) =>
    read(
      statement({
        table: 'call_terms',
        place: 'call_terms.rowid',
        is: sql<SqlBool>`call_terms match ${matchOf(asked)}`,
      }),
    ),
};

function matchOf({ wanted, beginnings, oneOf, unwanted }: Asked): string {
  const hours = oneOf === null ? [] : [oneOf.length === 0 ? '"never"' : `(${oneOf.map(quoted).join(' OR ')})`];
  const all = wanted.map(quoted).concat(
    beginnings.map((one) => `${quoted(one)} *`),
    hours,
  );
  const found = (all.length === 0 ? ['"call"'] : all).join(' AND ');
  return unwanted.length === 0 ? found : `(${found}) ${unwanted.map((one) => `NOT ${quoted(one)}`).join(' ')}`;
}

const quoted = (term: string): string => `"${term}"`;
