import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { dataPaths, writePrivateFile } from '../data-folder.ts';
import { commandLine, isAlive } from './child-program.ts';

export type ProgramName = 'launcher' | 'asterisk' | 'controller';

/** What is noted of a running program, in `data/run/<name>.pid`. */
export interface PidNote {
  readonly pid: number;
  /** A word of its command line by which it is known as ours: a process id alone may be another's by now. */
  readonly mark: string;
  /** What it was started with; another value means that it must be started anew. */
  readonly fingerprint: string;
}

export function writePidFile(dataDir: string, name: ProgramName, note: PidNote): void {
  writePrivateFile(pidPath(dataDir, name), `${JSON.stringify(note)}\n`);
}

export function removePidFile(dataDir: string, name: ProgramName): void {
  rmSync(pidPath(dataDir, name), { force: true });
}

/** The program noted, if it lives and is ours. */
export function runningProgram(dataDir: string, name: ProgramName): PidNote | undefined {
  const path = pidPath(dataDir, name);
  if (!existsSync(path)) return undefined;
  const note = readNote(path);
  if (note === undefined || !isAlive(note.pid)) return undefined;
  return commandLine(note.pid).some((word) => word.includes(note.mark)) ? note : undefined;
}

function readNote(path: string): PidNote | undefined {
  try {
    const note: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof note !== 'object' || note === null) return undefined;
    const { pid, mark, fingerprint } = note as Partial<PidNote>;
    return typeof pid === 'number' && pid > 0 && mark ? { pid, mark, fingerprint: fingerprint ?? '' } : undefined;
  } catch {
    // A damaged note names nobody.
    return undefined;
  }
}

function pidPath(dataDir: string, name: ProgramName): string {
  return join(dataPaths(dataDir).run, `${name}.pid`);
}
