import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Event } from '../../services/core/event.ts';
import type { Installation } from '../support/installation.ts';
import { until } from '../support/story.ts';
import type { Told } from './judge.ts';

type Row = { readonly seq: number; readonly at: number; readonly data: string };

const LOOK_EVERY_MS = 10;

/** The journal, read beside the running controller. */
export class JournalReader {
  readonly #database: Database.Database;

  constructor({ settings }: Installation) {
    this.#database = new Database(join(settings.dataDir, 'centralita.db'), { readonly: true });
  }

  last(): number {
    return this.#database.prepare<[], { seq: number | null }>('select max(seq) as seq from events').get()?.seq ?? 0;
  }

  since(seq: number): readonly Told[] {
    const rows = this.#database.prepare<[number], Row>('select seq, at, data from events where seq > ? order by seq');
    return rows.all(seq).map(toTold);
  }

  /** The first event of a type after a number, as soon as it is there. */
  async next(type: Event['type'], after: number, limitMs = 60_000): Promise<Told> {
    const first = this.#database.prepare<[number, string], Row>(
      'select seq, at, data from events where seq > ? and type = ? order by seq limit 1',
    );
    return until(
      `the event ${type}`,
      () => {
        const row = first.get(after, type);
        return row && toTold(row);
      },
      limitMs,
      LOOK_EVERY_MS,
    );
  }

  close(): void {
    this.#database.close();
  }
}

const toTold = ({ seq, at, data }: Row): Told => ({ seq, at, event: JSON.parse(data) as Event });
