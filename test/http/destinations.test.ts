import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { DestinationHealth, DestinationTest } from '../../services/http/protocol.ts';
import { bulkSite, openBulkStore, recorderOn } from '../recorder/bulk-scene.ts';
import { localDestination } from '../recorder/site.ts';
import { codeOf, testHttp } from './support.ts';

test('a destination is tested from the page: a text goes there as a recording would, and is taken away', async () => {
  const root = mkdtempSync(join(tmpdir(), 'centralita-destinations-'));
  writeFileSync(join(root, 'file'), '');
  const site = bulkSite([
    localDestination('archive', 'published'),
    // A file where its folder should be.
    localDestination('broken', join(root, 'file/in')),
  ]);
  const store = await openBulkStore(root, site);
  const recorder = await recorderOn(store, root, site);
  onTestFinished(async () => {
    await recorder.close();
    await store.close();
    rmSync(root, { recursive: true, force: true });
  });
  const { ask, signIn } = await testHttp({ store, recorder, site: () => site });
  const cookie = await signIn('auditor');
  const tried = async (id: string) =>
    (await (await ask('POST', `/api/destinations/${id}/test`, { cookie })).json()) as DestinationTest;

  const good = await tried('archive');
  expect(good).toMatchObject({ ok: true, removed: true, reason: null });
  expect(good.location).toContain(join(root, 'data/published/centralita-test'));
  const left = readdirSync(join(root, 'data/published'), { recursive: true, withFileTypes: true });
  expect(left.filter((one) => one.isFile())).toEqual([]);

  expect(await tried('broken')).toMatchObject({
    ok: false,
    location: null,
    reason: expect.stringContaining(`Check the folder ${join(root, 'file/in')}`),
  });
  expect(await codeOf(await ask('POST', '/api/destinations/moon/test', { cookie }))).toBe('destination-unknown');
  expect((await ask('POST', '/api/destinations/archive/test', { cookie: await signIn('supervisor') })).status).toBe(
    403,
  );
  // A test is no publication: nothing waits, nothing was published, nothing rests.
  const health = (await (await ask('GET', '/api/destinations', { cookie })).json()) as DestinationHealth[];
  expect(health.map((one) => [one.id, one.state, one.published, one.waiting, one.restsUntil])).toEqual([
    ['archive', 'unused', 0, 0, null],
    ['broken', 'unused', 0, 0, null],
  ]);
});
