import type { Compilable } from 'kysely';
import type { Recorded } from '../../core/event.ts';
import type { Query } from '../database.ts';
import type { Schema } from '../schema.ts';

/** What a projection may use besides the event. */
export type Building = {
  /** Builds statements; nothing is run here. */
  readonly query: Query;
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
  readonly write: (recorded: Recorded, building: Building) => readonly Compilable[];
};
