import { join } from 'node:path';
import { setImmediate as otherWork } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSqlite } from '../../services/store/database.ts';
import { reader } from '../../services/store/reader.ts';
import { temporaryFolder } from './support.ts';

const insert = (name: string) => ({ sql: 'insert into cursors (name, seq) values (?, 1)', parameters: [name] });
const names = { sql: 'select name from cursors order by name', parameters: [] };

async function openFile() {
  const file = join(temporaryFolder(), 'read.db');
  const database = await openSqlite(file);
  onTestFinished(database.close);
  return { file, database };
}

describe('reading beside the work of the engine', () => {
  it('sees what was committed a moment before', async () => {
    const { database } = await openFile();
    for (const name of ['a', 'b', 'c']) {
      await database.write([insert(name)]);
      expect(await database.read<{ name: string }>(names)).toContainEqual({ name });
    }
  });

  it('holds up nobody, however long it takes', async () => {
    const { database } = await openFile();
    await database.read(names);
    const long =
      'with recursive n (i) as (select 1 union all select i + 1 from n where i < 3000000) select count(*) as c from n';
    let turns = 0;
    let reads = true;
    const counted = database.read<{ c: number }>({ sql: long, parameters: [] }).finally(() => {
      reads = false;
    });
    while (reads) {
      await otherWork();
      turns += 1;
    }
    expect(await counted).toEqual([{ c: 3_000_000 }]);
    expect(turns).toBeGreaterThan(50);
    await database.write([insert('written meanwhile')]);
  });

  it('answers a wrong question with its error, and the next one all the same', async () => {
    const { database } = await openFile();
    await expect(database.read({ sql: 'select * from no_such_table', parameters: [] })).rejects.toThrow(
      'no such table',
    );
    await expect(database.read(insert('never'))).rejects.toThrow();
    expect(await database.read(names)).toEqual([]);
  });

  it('asks another thread when the first has ended', async () => {
    const { file } = await openFile();
    const beside = reader(file);
    await beside.read(names);
    await beside.close();
    expect(await beside.read(names)).toEqual([]);
    await beside.close();
  });
});
