import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import type { SiteFile } from '../../config/site.ts';
import { startAnchors } from '../../recorder/anchors.ts';
import { readLedger } from '../../services/store/read-ledger.ts';
import { noon, temporaryFolder, testStore } from '../store/support.ts';
import { localDestination, siteWith } from './site.ts';

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const by = { kind: 'system' } as const;

async function scene(destinations: SiteFile['destinations'], anchors: SiteFile['anchors']) {
  const root = temporaryFolder();
  const file = join(root, 'centralita.db');
  const store = await testStore({ file });
  let now = noon;
  const start = async () => {
    const anchoring = await startAnchors({
      dataFolder: root,
      publicUrl: 'http://127.0.0.1',
      secret: () => undefined,
      site: () => ({ ...siteWith(destinations), ...(anchors === undefined ? {} : { anchors }) }),
      ledger: store.ledger,
      now: () => now,
      logger: quiet,
    });
    onTestFinished(() => anchoring.close());
    return anchoring;
  };
  const enter = () => store.ledger.append({ at: now, recordingId: 'r1', action: 'played', by, from: '' });
  return {
    root,
    file,
    store,
    start,
    enter,
    pass: (ms: number) => {
      now += ms;
    },
    written: () =>
      execFileSync('find', [join(root, 'elsewhere'), '-name', '*.anchor'])
        .toString()
        .split('\n')
        .filter(Boolean)
        .sort(),
  };
}

test('the head of the ledger is written down at its hours, and shows what is cut off afterwards', async () => {
  const house = await scene([localDestination('notary', 'elsewhere')], [{ destination: 'notary', everyHours: 24 }]);
  for (let n = 0; n < 3; n += 1) await house.enter();
  const anchors = await house.start();
  await anchors.look();
  expect(house.written()).toHaveLength(1);
  await house.enter();
  house.pass(23 * 3_600_000);
  await anchors.look();
  expect(house.written()).toHaveLength(1);
  house.pass(3_600_000);
  await anchors.look();
  // Nothing new: nothing is written.
  house.pass(48 * 3_600_000);
  await anchors.look();
  expect(house.written()).toHaveLength(2);
  expect(await anchors.list()).toMatchObject([{ destination: 'notary', last: { seq: 4 }, error: null }]);
  // After a restart it goes on from there.
  await (await house.start()).look();
  expect(house.written()).toHaveLength(2);

  const heads = house.written().map((path) => JSON.parse(readFileSync(path, 'utf8')));
  expect(heads.map(({ seq }) => seq)).toEqual([3, 4]);
  expect(readLedger(house.file, heads).faults).toEqual([]);
  await house.store.close();
  const sqlite = new BetterSqlite3(house.file);
  sqlite.exec('delete from ledger where seq = 4');
  sqlite.close();
  expect(readLedger(house.file, heads).faults.map(({ kind }) => kind)).toEqual(['tail-missing']);
});

test('a destination that fails is told with its reason, and tried again', async () => {
  const place = localDestination('notary', 'centralita.db/none');
  const house = await scene([place], [{ destination: 'notary', everyHours: 1 }]);
  await house.enter();
  const anchors = await house.start();
  await anchors.look();
  expect(await anchors.list()).toMatchObject([{ last: null, error: expect.stringMatching(/centralita.db\/none/) }]);
});
