import type BetterSqlite3 from 'better-sqlite3';

/** Texts of a fixed shape are some hundred; those that a search composes come and go. */
const KEPT = 500;

/**
 * Statements of a connection by their text. Preparing one takes longer than running it, and most are run again. Beyond `KEPT`
 * the one that was not used for longest is prepared anew. Not for `iterate`: a statement gives its rows to one reader at a time.
 */
export function prepared(sqlite: BetterSqlite3.Database): (text: string) => BetterSqlite3.Statement {
  const known = new Map<string, BetterSqlite3.Statement>();
  return (text) => {
    const statement = known.get(text) ?? sqlite.prepare(text);
    // A map keeps the order in which its keys were set: the first is the one that was not used for longest.
    known.delete(text);
    known.set(text, statement);
    const [oldest] = known.keys();
    if (known.size > KEPT && oldest !== undefined) known.delete(oldest);
    return statement;
  };
}
