import type { RuntimeProgram } from '../../config/runtime.ts';
import type { Waveform } from '../../services/http/protocol.ts';
import type { Segment } from '../timeline.ts';
import type { PlainSource } from './plain-audio.ts';

/** Where sealing stands; tests stop the process at each. */
export type WorkerStep = 'writing' | 'written' | 'flushed' | 'renamed' | 'verified';

/** Who the threads of a pool are, for `top -H`, and whether somebody waits for what they do. */
export type ThreadSettings = {
  /** At most 15 characters: Linux keeps no more. */
  readonly name: string;
  /** Nobody waits: whoever decides about calls, and Asterisk, go first. */
  readonly background: boolean;
};

/** What a worker thread is asked for. */
export type Job =
  | {
      readonly kind: 'seal';
      readonly ffmpeg: RuntimeProgram;
      readonly segments: readonly Segment[];
      readonly durationMs: number;
      readonly target: string;
      /** The worker waits for an answer at each step. */
      readonly stepByStep: boolean;
    }
  | {
      readonly kind: 'open';
      readonly ffmpeg: RuntimeProgram;
      readonly path: string;
      readonly identity: string;
      readonly sha256: string;
      readonly format: 'ogg' | 'wav';
    }
  | {
      /** A copy in another format or for another key; `recipients` empty: plain. */
      readonly kind: 'copy';
      readonly ffmpeg: RuntimeProgram;
      readonly path: string;
      readonly identity: string;
      readonly sha256: string;
      readonly format: 'opus' | 'mp3' | 'wav';
      readonly recipients: readonly string[];
      readonly target: string;
    }
  /** What a copy would be: nothing is kept of it. */
  | ({ readonly kind: 'measure' } & PlainSource)
  | { readonly kind: 'hash'; readonly path: string };

/** A sealed file, read back and compared. The identity is not wrapped yet: it never leaves the process so. */
export type SealedFile = {
  readonly identity: string;
  readonly recipient: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly waveform: Waveform;
};

export type JobResult = {
  readonly seal: SealedFile;
  readonly open: Uint8Array;
  readonly copy: { readonly sha256: string; readonly bytes: number };
  readonly measure: { readonly sha256: string; readonly bytes: number };
  readonly hash: { readonly sha256: string; readonly bytes: number };
};

/** To the worker: a job, or the leave to go on after a step. */
export type ToWorker = { readonly type: 'job'; readonly job: Job } | { readonly type: 'go-on' };

export type FromWorker =
  | { readonly type: 'step'; readonly step: WorkerStep }
  | { readonly type: 'done'; readonly value: JobResult[Job['kind']] }
  | { readonly type: 'failed'; readonly code: string; readonly message: string };
