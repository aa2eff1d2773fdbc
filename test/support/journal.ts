import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Installation } from './installation.ts';

/** An event as it lies in the journal. */
export interface Journalled {
  readonly seq: number;
  readonly at: number;
  readonly type: string;
  readonly callId: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The journal itself, read from the database beside the running controller. */
export function journalOf({ settings }: Installation): readonly Journalled[] {
  const database = new Database(join(settings.dataDir, 'centralita.db'), { readonly: true });
  try {
    const rows = database
      .prepare<[], { seq: number; at: number; type: string; call_id: string | null; data: string }>(
        'select seq, at, type, call_id, data from events order by seq',
      )
      .all();
    return rows.map(({ seq, at, type, call_id, data }) => ({ seq, at, type, callId: call_id, data: JSON.parse(data) }));
  } finally {
    database.close();
  }
}

/** How often each type of event stands in a list. */
export function countsOf(events: readonly { readonly type: string }[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { type } of events) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}
