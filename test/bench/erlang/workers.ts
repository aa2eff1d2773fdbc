import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { RunPlan, RunResult } from './run.ts';

/** Runs on all cores; which core takes which run makes no difference to the result. */
export class Workers {
  readonly #workers: readonly Worker[];

  constructor() {
    const file = new URL('./worker.js', import.meta.url);
    // Short-lived objects by the million: a larger nursery spares most of the collector's work.
    const resourceLimits = { maxYoungGenerationSizeMb: 96 };
    this.#workers = Array.from({ length: availableParallelism() }, () => new Worker(file, { resourceLimits }));
  }

  async run(plan: RunPlan, seeds: readonly number[]): Promise<readonly RunResult[]> {
    const results: RunResult[] = [];
    let next = 0;
    const work = async (worker: Worker) => {
      for (let index = next++; index < seeds.length; index = next++) {
        results[index] = await new Promise<RunResult>((resolve, reject) => {
          worker.once('error', reject);
          worker.once('message', (result: RunResult) => {
            worker.off('error', reject);
            resolve(result);
          });
          worker.postMessage({ plan, seed: seeds[index] });
        });
      }
    };
    await Promise.all(this.#workers.map(work));
    return results;
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}
