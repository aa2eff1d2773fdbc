import type { Recorded } from '../../core/event.ts';
import type { Database, Statement } from '../database.ts';
import type { Schema } from '../schema.ts';

/** What a projection may use besides the event. */
export type Building = {
  /** IANA time zone of a service. */
  readonly timeZone: (serviceId: string) => string;
};

/**
 * A read model kept up to date from the journal: the statements an event asks for, run in the transaction that appends
 * the event. It reads nothing and remembers nothing between events, so that a rebuild gives the same rows.
 */
export type Projection = {
  readonly name: string;
  /** Raised when what it writes changes: its tables are then emptied and rebuilt from the journal at the next start. */
  readonly version: number;
  /** The tables that are its own. */
  readonly tables: readonly (keyof Schema)[];
  readonly write: (recorded: Recorded, building: Building) => readonly Statement[];
  /** What else is emptied with its tables. */
  readonly also?: (database: Pick<Database, 'terms'>) => readonly Statement[];
};

/**
 * A statement as a projection writes it: text that is always the same, so that it is compiled once, with `?` for each
 * parameter. Every event of the centre passes through these.
 */
export function statement(sql: string, ...parameters: readonly (string | number | null)[]): Statement {
  return { sql, parameters };
}
