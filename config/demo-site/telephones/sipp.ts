import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../paths.ts';
import { runtimeProgram } from '../../runtime.ts';

export interface SippOptions {
  /** Name of a scenario beside this file, without `.xml`. */
  readonly scenario: 'caller' | 'desk-phone' | 'register';
  /** Values for the `{{words}}` of the scenario. */
  readonly words: Readonly<Record<string, string | number>>;
  /** The exchange, and our own address. */
  readonly sipPort: number;
  readonly address: string;
  readonly port: number;
  /** Ends after one call. */
  readonly once: boolean;
  readonly account?: { readonly username: string; readonly password: string };
}

const LOOK_EVERY_MS = 30;

/** A SIPp that plays one scenario. What the scenario logs comes line by line. `close()` may be called more than once. */
export class Sipp {
  /** Resolves with the exit code: 0 when all went as the scenario says. */
  readonly exited: Promise<number | null>;
  readonly #child: ChildProcess;
  readonly #folder: string;
  readonly #control: number;
  readonly #line: (line: string) => void;
  readonly #timer: NodeJS.Timeout;
  #read = 0;

  constructor(options: SippOptions, control: number, line: (line: string) => void) {
    this.#control = control;
    this.#line = line;
    this.#folder = mkdtempSync(join(tmpdir(), 'centralita-sipp-'));
    const scenario = join(this.#folder, 'scenario.xml');
    writeFileSync(scenario, scenarioText(options));
    writeFileSync(this.#log, '');
    const { account } = options;
    const program = runtimeProgram('sipp');
    this.#child = spawn(
      program.command,
      [
        ...program.args,
        ...['-sf', scenario, `127.0.0.1:${options.sipPort}`, '-i', options.address, '-p', String(options.port)],
        ...['-nostdin', '-ci', '127.0.0.1', '-cp', String(control)],
        ...['-trace_logs', '-log_file', this.#log, '-trace_err', '-error_file', join(this.#folder, 'errors.txt')],
        ...(process.env.CENTRALITA_SIPP_TRACE
          ? ['-trace_msg', '-message_file', join(this.#folder, 'messages.txt')]
          : []),
        ...(options.once ? ['-m', '1'] : []),
        ...(account ? ['-s', account.username, '-au', account.username, '-ap', account.password] : []),
      ],
      { cwd: this.#folder, env: { ...process.env, ...program.env }, stdio: 'ignore' },
    );
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS);
    this.exited = new Promise<number | null>((resolve) => {
      this.#child.once('error', () => resolve(null));
      this.#child.once('exit', (code) => resolve(code));
    }).then((code) => {
      clearInterval(this.#timer);
      this.#look();
      return code;
    });
  }

  /** What SIPp found wrong, for a message that explains. */
  get errors(): string {
    try {
      return readFileSync(join(this.#folder, 'errors.txt'), 'utf8');
    } catch {
      // SIPp makes the file with its first error.
      return '';
    }
  }

  /** Tells SIPp to end: it takes its leave with BYE, or CANCEL while it rings. */
  quit(): Promise<void> {
    const socket = createSocket('udp4');
    return new Promise((resolve) => {
      socket.send('Q', this.#control, '127.0.0.1', () => socket.close(resolve));
    });
  }

  /** SIGKILL: nothing more is heard of it. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }

  /** Ends the process if it still runs, and removes its folder. */
  async close(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) this.kill();
    await this.exited;
    if (!process.env.CENTRALITA_SIPP_TRACE) rmSync(this.#folder, { recursive: true, force: true });
  }

  get #log(): string {
    return join(this.#folder, 'log.txt');
  }

  #look(): void {
    const text = readFileSync(this.#log, 'utf8');
    const whole = text.lastIndexOf('\n') + 1;
    const news = text.slice(this.#read, whole);
    this.#read = whole;
    for (const line of news.split('\n')) if (line !== '') this.#line(line);
  }
}

function scenarioText({ scenario, words }: SippOptions): string {
  const path = join(projectRoot(), 'config/demo-site/telephones', `${scenario}.xml`);
  return readFileSync(path, 'utf8').replaceAll(/\{\{(\w+)\}\}/g, (_, word: string) => {
    const value = words[word];
    if (value === undefined) throw new Error(`The scenario ${scenario} needs a value for ${word}.`);
    return String(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
  });
}
