import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { CentralitaError } from '../../services/core/errors.ts';

export interface ProgramStart {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** What the program prints goes to the end of this file. */
  readonly outputFile: string;
}

export interface ProgramExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A program of ours in a process group of its own, so that Ctrl-C in a terminal does not reach it. */
export class ChildProgram {
  readonly pid: number;
  /** Resolves when the process is gone, whoever ended it. */
  readonly exited: Promise<ProgramExit>;
  #isGone = false;

  constructor(pid: number, exited: Promise<ProgramExit>) {
    this.pid = pid;
    this.exited = exited.then((exit) => {
      this.#isGone = true;
      return exit;
    });
  }

  get isRunning(): boolean {
    return !this.#isGone;
  }

  /** Asks the program to end and waits; after `graceMs` it is killed. */
  async close(graceMs = 10_000): Promise<void> {
    if (this.#isGone) return;
    signalProcess(this.pid, 'SIGTERM');
    const patience = new AbortController();
    const late = sleep(graceMs, 'late' as const, { signal: patience.signal }).catch(() => 'ended' as const);
    const first = await Promise.race([this.exited, late]);
    patience.abort();
    if (first === 'late') this.kill();
    await this.exited;
  }

  /** Ends the program at once, as a crash would. */
  kill(): void {
    if (!this.#isGone) signalProcess(this.pid, 'SIGKILL');
  }
}

/** Starts a program; the files it makes are for its owner only. @throws CentralitaError `program-not-started`. */
export async function startProgram(start: ProgramStart): Promise<ChildProgram> {
  const output = openSync(start.outputFile, 'a', 0o600);
  try {
    const child = spawn('/bin/sh', ['-c', 'umask 077; exec "$0" "$@"', start.command, ...start.args], {
      detached: true,
      stdio: ['ignore', output, output],
      env: { ...process.env, ...start.env },
    });
    const exited = new Promise<ProgramExit>((resolve) => {
      child.once('exit', (code, signal) => resolve({ code, signal }));
    });
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', reject);
    });
    if (child.pid === undefined) throw new Error('no process id');
    return new ChildProgram(child.pid, exited);
  } catch (error) {
    throw new CentralitaError('program-not-started', `${start.command} cannot be started; see ${start.outputFile}.`, {
      cause: error,
    });
  } finally {
    closeSync(output);
  }
}

/** A program that an earlier launcher started and that lives on; its end is seen by looking twice a second. */
export function adoptProgram(pid: number): ChildProgram {
  const watch = async (): Promise<ProgramExit> => {
    while (isAlive(pid)) await sleep(500);
    return { code: null, signal: null };
  };
  return new ChildProgram(pid, watch());
}

/** True while the process lives and is no zombie. */
export function isAlive(pid: number): boolean {
  const stat = `/proc/${pid}/stat`;
  try {
    return existsSync(stat) && !/\) [ZX] /.test(readFileSync(stat, 'utf8'));
  } catch {
    // It ended between the two looks.
    return false;
  }
}

/** The arguments a process was started with, or none when it is gone. */
export function commandLine(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1);
  } catch {
    // It is gone, or another user's.
    return [];
  }
}

function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    const isGone = error instanceof Error && 'code' in error && error.code === 'ESRCH';
    if (!isGone) throw error;
  }
}
