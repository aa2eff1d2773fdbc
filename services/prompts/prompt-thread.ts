import { parentPort, workerData } from 'node:worker_threads';
import { CentralitaError } from '../core/errors.ts';
import { doJob, type PromptJob } from './jobs.ts';

/** The thread in which one job is done. */
try {
  parentPort?.postMessage({ value: await doJob(workerData as PromptJob) });
} catch (error) {
  if (!(error instanceof CentralitaError)) throw error;
  parentPort?.postMessage({ code: error.code, message: error.message });
}
