import { parentPort, workerData } from 'node:worker_threads';
import { replayed, type WhatIfJob } from './what-if-job.ts';

/** The thread in which the calls of a period are taken through a flow. */
parentPort?.postMessage(replayed(workerData as WhatIfJob));
