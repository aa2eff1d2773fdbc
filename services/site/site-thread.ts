import { parentPort, workerData } from 'node:worker_threads';
import { CentralitaError } from '../core/errors.ts';
import { prepare, type SiteJob } from './prepare.ts';

/** The thread in which one site file is read. */
try {
  parentPort?.postMessage({ value: prepare(workerData as SiteJob) });
} catch (error) {
  if (!(error instanceof CentralitaError)) throw error;
  parentPort?.postMessage({ code: error.code, message: error.message });
}
