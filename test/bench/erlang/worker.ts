import { parentPort } from 'node:worker_threads';
import { type RunPlan, runOnce } from './run.ts';

/** A core's share: runs what it is given, one at a time. */
parentPort?.on('message', ({ plan, seed }: { readonly plan: RunPlan; readonly seed: number }) => {
  parentPort?.postMessage(runOnce(plan, seed));
});
