import { parentPort, workerData } from 'node:worker_threads';
import { beThread } from '../../config/threads/be-thread.ts';
import { CentralitaError } from '../../services/core/errors.ts';
import { hashFile } from '../durable.ts';
import { copyFile } from './copy-file.ts';
import { openFile } from './open-file.ts';
import { measureAudio } from './plain-audio.ts';
import type { FromWorker, Job, JobResult, ThreadSettings, ToWorker, WorkerStep } from './protocol.ts';
import { sealFile } from './seal-file.ts';

/** The thread in which recordings are encoded, encrypted and decrypted: one job at a time. */
const port = parentPort;
if (port === null) throw new Error('This file is started as a worker thread by the recorder, not by itself.');

const { name, background } = workerData as ThreadSettings;
beThread(name, background);

let goOn: (() => void) | null = null;
const say = (message: FromWorker) => port.postMessage(message);

function stepOf(job: Job): (step: WorkerStep) => Promise<void> {
  if (job.kind !== 'seal' || !job.stepByStep) return async () => undefined;
  return (step) =>
    new Promise((resolve) => {
      goOn = resolve;
      say({ type: 'step', step });
    });
}

function run(job: Job): Promise<JobResult[Job['kind']]> {
  switch (job.kind) {
    case 'seal':
      return sealFile(job, stepOf(job));
    case 'open':
      return openFile(job);
    case 'copy':
      return copyFile(job);
    case 'measure':
      return measureAudio(job);
    case 'hash':
      return hashFile(job.path);
  }
}

port.on('message', (message: ToWorker) => {
  if (message.type === 'go-on') {
    goOn?.();
    return;
  }
  run(message.job).then(
    (value) => say({ type: 'done', value }),
    (error: unknown) => {
      const code = error instanceof CentralitaError ? error.code : systemCode(error);
      say({ type: 'failed', code, message: error instanceof Error ? error.message : String(error) });
    },
  );
});

function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'worker-failed';
}
