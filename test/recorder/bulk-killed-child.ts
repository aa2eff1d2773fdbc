/**
 * Jobs in a process that kills itself: `bulk-killed-child.ts ROOT STEP COUNT FORMAT` begins a ZIP, or goes on with one, and
 * ends when it comes to that step for the COUNTth time.
 */
import { bulkOn, ended, openBulkStore, zipAsked } from './bulk-scene.ts';

const [root = '', stopAt = '', count = '1'] = process.argv.slice(2);
let left = Number(count);
const store = await openBulkStore(root);
const bulk = await bulkOn(store, root, {
  onStep: (step) => {
    if (step !== stopAt) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
  },
});
const [open] = await bulk.jobs();
await ended(bulk, (open ?? (await bulk.begin(zipAsked))).id);
await bulk.close();
await store.close();
