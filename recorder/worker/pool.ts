import { Worker } from 'node:worker_threads';
import { threadModule } from '../../config/threads/thread-module.ts';
import { CentralitaError } from '../../services/core/errors.ts';
import type { FromWorker, Job, JobResult, ThreadSettings, ToWorker, WorkerStep } from './protocol.ts';

type Waiting = {
  readonly job: Job;
  readonly onStep: ((step: WorkerStep) => Promise<void> | void) | undefined;
  readonly resolve: (value: JobResult[Job['kind']]) => void;
  readonly reject: (error: Error) => void;
};

const thread = threadModule(import.meta.url, 'thread');

/** At most `size` threads, started when first needed; a thread that dies fails its job and is replaced by the next one. */
export class WorkerPool {
  readonly #size: number;
  readonly #settings: ThreadSettings;
  readonly #idle: Worker[] = [];
  readonly #all = new Set<Worker>();
  readonly #waiting: Waiting[] = [];
  #closed = false;

  constructor(size: number, settings: ThreadSettings = { name: 'sealer', background: true }) {
    this.#size = size;
    this.#settings = settings;
  }

  /**
   * Runs a job as soon as a thread is free.
   * @throws CentralitaError with the worker's code and sentence; `worker-closed` after `close()`.
   */
  run<J extends Job>(job: J, onStep?: (step: WorkerStep) => Promise<void> | void): Promise<JobResult[J['kind']]> {
    return new Promise((resolve, reject) => {
      if (this.#closed) return reject(closed());
      const done = resolve as (value: JobResult[Job['kind']]) => void;
      this.#waiting.push({ job, onStep, resolve: done, reject });
      this.#next();
    });
  }

  /** Ends the threads; jobs under way are rejected, and resumed at the next start. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    for (const one of this.#waiting.splice(0)) one.reject(closed());
    await Promise.all([...this.#all].map((worker) => worker.terminate()));
  }

  #next(): void {
    if (this.#waiting.length === 0) return;
    const worker = this.#idle.pop() ?? (this.#all.size < this.#size ? this.#start() : undefined);
    const one = worker === undefined ? undefined : this.#waiting.shift();
    if (worker !== undefined && one !== undefined) this.#give(worker, one);
  }

  #start(): Worker {
    const worker = new Worker(thread.url, { ...thread.options, workerData: this.#settings });
    this.#all.add(worker);
    worker.once('exit', () => {
      this.#all.delete(worker);
      const at = this.#idle.indexOf(worker);
      if (at >= 0) this.#idle.splice(at, 1);
      if (!this.#closed) this.#next();
    });
    return worker;
  }

  #give(worker: Worker, one: Waiting): void {
    const say = (message: ToWorker) => worker.postMessage(message);
    const end = () => {
      worker.off('message', hear).off('error', fail).off('exit', gone);
    };
    const hear = (message: FromWorker) => {
      if (message.type === 'step') {
        void (async () => {
          await one.onStep?.(message.step);
          say({ type: 'go-on' });
        })();
        return;
      }
      end();
      this.#idle.push(worker);
      if (message.type === 'done') one.resolve(message.value);
      else one.reject(new CentralitaError(message.code, message.message));
      this.#next();
    };
    const fail = (error: Error) => {
      end();
      one.reject(this.#closed ? closed() : new CentralitaError('worker-failed', died(error.message), { cause: error }));
    };
    const gone = (code: number) => {
      end();
      one.reject(this.#closed ? closed() : new CentralitaError('worker-failed', died(`exit code ${code}`)));
    };
    worker.on('message', hear).once('error', fail).once('exit', gone);
    say({ type: 'job', job: one.job });
  }
}

const died = (why: string) => `A thread of the recorder ended unexpectedly (${why}). The recording is tried again.`;
const closed = () =>
  new CentralitaError('worker-closed', 'The recorder is stopping. The work goes on at the next start.');
