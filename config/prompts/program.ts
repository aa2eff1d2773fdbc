import { spawn } from 'node:child_process';
import type { RuntimeProgram } from '../runtime.ts';

/** What a program may use before it is ended. */
export interface Bounds {
  readonly seconds: number;
  /** Address space. */
  readonly bytes: number;
  /** Of what it writes to each pipe. */
  readonly output: number;
}

export interface Ran {
  readonly code: number | null;
  /** What it wrote to its standard output, and to the further pipes that were asked for. */
  readonly outputs: readonly Buffer[];
  /** Its last words. */
  readonly errors: string;
  /** Which bound it passed, if any. */
  readonly passed: 'time' | 'output' | null;
}

const LAST_WORDS = 2_000;

/**
 * Runs a program within bounds, as low as others can be: sound is made beside calls. Never rejects for what the program does.
 * @throws what `spawn` reports, such as a program that is not there.
 */
export function runBounded(
  program: RuntimeProgram,
  args: readonly string[],
  bounds: Bounds,
  { input = '', pipes = 0 }: { readonly input?: string; readonly pipes?: number } = {},
): Promise<Ran> {
  const limits = `ulimit -v ${Math.ceil(bounds.bytes / 1024)}; ulimit -t ${bounds.seconds}; ulimit -c 0; exec nice -n 10 "$@"`;
  const child = spawn('/bin/sh', ['-c', limits, 'sh', program.command, ...program.args, ...args], {
    stdio: ['pipe', 'pipe', 'pipe', ...Array.from({ length: pipes }, () => 'pipe' as const)],
    env: { ...process.env, ...program.env },
    // A group of its own, so that its end is the end of whatever it started.
    detached: true,
  });
  return new Promise((resolve, reject) => {
    let passed: Ran['passed'] = null;
    let errors = '';
    const end = (reason: NonNullable<Ran['passed']>) => {
      passed ??= reason;
      if (child.pid !== undefined) kill(child.pid);
    };
    const timer = setTimeout(() => end('time'), bounds.seconds * 1000);
    const streams = [child.stdout, ...child.stdio.slice(3)];
    const outputs = streams.map((): Buffer[] => []);
    streams.forEach((stream, index) => {
      let bytes = 0;
      if (stream === null || stream === undefined || !('read' in stream)) return;
      stream.on('data', (part: Buffer) => {
        bytes += part.length;
        if (bytes > bounds.output) end('output');
        else outputs[index]?.push(part);
      });
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      errors = (errors + text).slice(-LAST_WORDS);
    });
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ code, outputs: outputs.map((parts) => Buffer.concat(parts)), errors: errors.trim(), passed });
    });
    // A program that does not read what it is given says so by its code.
    child.stdin?.on('error', () => undefined).end(input);
  });
}

function kill(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // It ended between the decision and the deed.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
