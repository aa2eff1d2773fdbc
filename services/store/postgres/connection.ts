import { type ClientConfig, types } from 'pg';
import type { Statement } from '../database.ts';

const [BIGINT, NUMERIC] = [20, 1700];

/** 14, the oldest that its makers kept when this was written; the tests run on 18. */
export const OLDEST_VERSION = 140_000;

/** A server that does not answer within this is not reachable, in ms. */
const CONNECT_MS = 5_000;

/** How every connection is made. Numbers come as numbers: times, sizes and sums are far below 2⁵³. */
export function connectionTo(url: string): ClientConfig {
  return {
    connectionString: url,
    application_name: 'centralita',
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    types: {
      getTypeParser: ((oid: number, format?: 'text') =>
        oid === BIGINT || oid === NUMERIC ? Number : types.getTypeParser(oid, format)) as typeof types.getTypeParser,
    },
  };
}

/** Texts that are the same again and again are planned once; what is different each time must not fill the server. */
const PREPARED_AT_MOST = 400;

/** A statement as the server takes it. */
export type Prepared = { readonly text: string; readonly name?: string; readonly values: unknown[] };

/** The server's form of a statement that is asked once. */
export const unprepared = ({ sql, parameters }: Statement): Prepared => ({
  text: numbered(sql),
  values: parameters.map(keptValue),
});

/** Gives statements the server's form: `?` becomes `$1`, and a text that comes often has a name. */
export function preparing(): (statement: Statement) => Prepared {
  const known = new Map<string, { readonly text: string; readonly name: string }>();
  return ({ sql, parameters }) => {
    const values = parameters.map(keptValue);
    const found = known.get(sql);
    if (found !== undefined) return { ...found, values };
    const text = numbered(sql);
    if (known.size >= PREPARED_AT_MOST) return { text, values };
    const prepared = { text, name: `s${known.size}` };
    known.set(sql, prepared);
    return { ...prepared, values };
  };
}

/** `?` outside of quotes, one after the other. What Kysely compiled has its numbers already. */
function numbered(sql: string): string {
  let count = 0;
  return sql.replace(/'[^']*'|\?/g, (found) => {
    if (found !== '?') return found;
    count += 1;
    return `$${count}`;
  });
}

/** PostgreSQL keeps no character 0, which a caller's name may have: a sign stands for it. */
function keptValue(value: unknown): unknown {
  return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value;
}
