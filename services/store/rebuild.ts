import type { Journal } from '../ports.ts';
import type { Database } from './database.ts';
import type { Building, Projection } from './projections/projection.ts';

/** Events folded in one transaction. */
const BATCH = 1_000;

/**
 * Empties a projection's tables and fills them from the journal. Its version is noted last, so that an interrupted
 * rebuild begins again at the next start. Nothing may be appended meanwhile.
 */
export async function rebuild(
  database: Database,
  journal: Pick<Journal, 'read'>,
  projection: Projection,
  building: Building,
): Promise<void> {
  const { query, write } = database;
  await write(
    [
      query.deleteFrom('projections').where('name', '=', projection.name).compile(),
      ...projection.tables.map((table) => query.deleteFrom(table).compile()),
      ...(projection.also?.(database) ?? []),
    ],
    { patient: true },
  );
  let after = 0;
  for (;;) {
    const events = await journal.read(after, BATCH);
    const newest = events.at(-1);
    if (newest === undefined) break;
    await write(events.flatMap((one) => projection.write(one, building)));
    after = newest.seq;
  }
  await write([
    query.insertInto('projections').values({ name: projection.name, version: projection.version }).compile(),
  ]);
}

/** Rebuilds the projections whose version is not the one their rows were written with. Returns their names. */
export async function rebuildOutdated(
  database: Database,
  journal: Pick<Journal, 'read'>,
  projections: readonly Projection[],
  building: Building,
): Promise<readonly string[]> {
  const rows = await database.query.selectFrom('projections').select(['name', 'version']).execute();
  const versions = new Map(rows.map((row) => [row.name, row.version]));
  const outdated = projections.filter((one) => versions.get(one.name) !== one.version);
  for (const one of outdated) await rebuild(database, journal, one, building);
  return outdated.map((one) => one.name);
}
