import BetterSqlite3 from 'better-sqlite3';
import { expect, test } from 'vitest';
import { prepared } from '../../services/store/prepared.ts';

test('a text is prepared once while it is used, and what is composed once is let go', () => {
  const sqlite = new BetterSqlite3(':memory:');
  const texts: string[] = [];
  const counted = Object.assign(Object.create(sqlite), {
    prepare: (text: string) => {
      texts.push(text);
      return sqlite.prepare(text);
    },
  });
  const ready = prepared(counted);
  const often = 'select 1 as one';
  for (let n = 0; n < 2_000; n += 1) {
    expect(ready(often).get()).toEqual({ one: 1 });
    expect(ready(`select ${n} as n`).get()).toEqual({ n });
  }
  expect(texts.filter((text) => text === often)).toHaveLength(1);
  const [first = ''] = texts.filter((text) => text !== often);
  ready(first);
  expect(texts.filter((text) => text === first)).toHaveLength(2);
  sqlite.close();
});

test('a statement that is kept sees a table as it is now', () => {
  const sqlite = new BetterSqlite3(':memory:');
  const ready = prepared(sqlite);
  sqlite.exec("create table things (name text); insert into things values ('a')");
  expect(ready('select * from things').all()).toEqual([{ name: 'a' }]);
  sqlite.exec('alter table things add column size integer');
  expect(ready('select * from things').all()).toEqual([{ name: 'a', size: null }]);
  sqlite.close();
});
