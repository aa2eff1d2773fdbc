import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../../config/demo-site/telephones/free-ports.ts';
import { projectRoot } from '../../../config/paths.ts';
import { runtimeProgram } from '../../../config/runtime.ts';

export type FleetOptions = {
  /** Name of a scenario beside this file, without `.xml`. */
  readonly scenario: 'agents' | 'callers' | 'register';
  /** Values for the `{{words}}` of the scenario. */
  readonly words?: Readonly<Record<string, string | number>>;
  readonly sipPort: number;
  readonly address: string;
  /** Default: a free one. */
  readonly port?: number;
  /** Lines of values, one for each call. */
  readonly lines?: readonly string[];
  /** Calls begun in a second; none for those who are called. */
  readonly rate?: number;
  /** Calls at the same time at most. */
  readonly limit?: number;
  /** Ends after so many calls. */
  readonly calls?: number;
  /** Keeps every SIP message with the time (µs) at which it was sent or came. */
  readonly traced?: boolean;
  /** What each telephone sounds from its first moment in a call, over and over; otherwise none has a port for sound. */
  readonly sound?: FleetSound;
  /** Sees what the scenario logs, a line at a time, at most `LOOK_EVERY_MS` late. */
  readonly heard?: (line: string) => void;
};

export type FleetSound = {
  /** A-law, 8 kHz, a whole number of packets of 20 ms. */
  readonly alaw: Uint8Array;
  /** First of the ports at the telephones' address. */
  readonly firstPort: number;
  readonly lastPort: number;
};

/** What SIPp counted so far. */
export type FleetCounts = { readonly begun: number; readonly succeeded: number; readonly failed: number };

const LOOK_EVERY_MS = 50;
/** Retransmissions of one call that SIPp bears: a controller that was killed is away for a second. */
const PATIENT = ['-max_retrans', '20', '-recv_timeout', '0'];
/** On a busy machine an answer to what was sent twice comes when the next thing is waited for: it means nothing. */
const CALM = ['-default_behaviors', 'all,-abortunexp'];

/** Many telephones or callers in one SIPp process. */
export class Fleet {
  readonly port: number;
  /** Resolves with SIPp's exit code. */
  readonly exited: Promise<number | null>;
  readonly #child: ChildProcess;
  readonly #folder: string;
  readonly #control: number;
  readonly #heard: ((line: string) => void) | undefined;
  readonly #timer: NodeJS.Timeout;
  #log: number | null = null;
  #rest = '';

  private constructor(options: FleetOptions, port: number, control: number) {
    this.port = port;
    this.#control = control;
    this.#heard = options.heard;
    this.#folder = mkdtempSync(join(tmpdir(), 'centralita-fleet-'));
    writeFileSync(this.#path('scenario.xml'), scenarioText(options));
    const { sound } = options;
    if (sound) writeFileSync(this.#path('sound.raw'), sound.alaw);
    if (options.lines) writeFileSync(this.#path('lines.csv'), `SEQUENTIAL\n${options.lines.join('\n')}\n`);
    const program = runtimeProgram('sipp');
    const { rate, limit, calls } = options;
    this.#child = spawn(
      program.command,
      [
        ...program.args,
        ...['-sf', this.#path('scenario.xml'), `127.0.0.1:${options.sipPort}`, '-i', options.address],
        ...['-p', String(port), '-nostdin', '-ci', '127.0.0.1', '-cp', String(control), '-aa', ...PATIENT],
        ...['-trace_logs', '-log_file', this.#path('log.txt'), '-trace_err', '-error_file', this.#path('errors.txt')],
        ...['-trace_stat', '-stf', this.#path('counts.csv'), '-fd', '1'],
        ...(options.scenario === 'register' ? CALM : []),
        ...(sound ? ['-mi', options.address] : []),
        ...(sound ? ['-min_rtp_port', String(sound.firstPort), '-max_rtp_port', String(sound.lastPort)] : []),
        ...(options.traced ? ['-trace_msg', '-message_file', this.#path('messages.txt')] : []),
        ...(options.lines ? ['-inf', this.#path('lines.csv')] : []),
        ...(rate === undefined ? [] : ['-r', String(rate)]),
        ...(limit === undefined ? [] : ['-l', String(limit)]),
        ...(calls === undefined ? [] : ['-m', String(calls)]),
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

  static async start(options: FleetOptions): Promise<Fleet> {
    const port = options.port ?? (await freePort(options.address));
    const control = await freePort();
    return new Fleet(options, port, control);
  }

  /** Another rate of new calls, per second. */
  rate(perSecond: number): Promise<void> {
    return this.#tell(`cset rate ${perSecond}`);
  }

  /** Begins no more calls and ends when those begun have ended. */
  leave(): Promise<void> {
    return this.#tell('q');
  }

  get pid(): number {
    return this.#child.pid ?? Number.NaN;
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** As of the last whole second. */
  get counts(): FleetCounts {
    const text = existsSync(this.#path('counts.csv')) ? readFileSync(this.#path('counts.csv'), 'utf8') : '';
    const [names = '', ...rows] = text.slice(0, text.lastIndexOf('\n')).split('\n');
    const last = rows.at(-1)?.split(';') ?? [];
    const value = (name: string) => Number(last[names.split(';').indexOf(name)] ?? 0);
    return {
      begun: value('TotalCallCreated'),
      succeeded: value('SuccessfulCall(C)'),
      failed: value('FailedCall(C)'),
    };
  }

  /** What SIPp found wrong, for a message that explains. */
  get errors(): string {
    return existsSync(this.#path('errors.txt')) ? readFileSync(this.#path('errors.txt'), 'utf8') : '';
  }

  /** The SIP messages, when traced; whole once SIPp has ended. */
  get messages(): string {
    return existsSync(this.#path('messages.txt')) ? readFileSync(this.#path('messages.txt'), 'utf8') : '';
  }

  /** SIGKILL: nothing more is heard of it. */
  kill(): void {
    if (!this.hasEnded) this.#child.kill('SIGKILL');
  }

  /** Ends the process if it still runs, and removes its folder. May be called more than once. */
  async close(): Promise<void> {
    this.kill();
    await this.exited;
    if (this.#log !== null) closeSync(this.#log);
    this.#log = null;
    if (!process.env.CENTRALITA_SIPP_TRACE) rmSync(this.#folder, { recursive: true, force: true });
  }

  #path(name: string): string {
    return join(this.#folder, name);
  }

  #tell(command: string): Promise<void> {
    const socket = createSocket('udp4');
    return new Promise((resolve) => {
      socket.send(command, this.#control, '127.0.0.1', () => socket.close(resolve));
    });
  }

  #look(): void {
    if (this.#heard === undefined) return;
    if (this.#log === null) {
      if (!existsSync(this.#path('log.txt'))) return;
      this.#log = openSync(this.#path('log.txt'), 'r');
    }
    const chunk = Buffer.alloc(64 * 1024);
    for (let read = readSync(this.#log, chunk); read > 0; read = readSync(this.#log, chunk))
      this.#rest += chunk.toString('latin1', 0, read);
    const lines = this.#rest.split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#heard(line);
  }
}

function scenarioText({ scenario, words = {}, sound }: FleetOptions): string {
  const text = readFileSync(join(projectRoot(), 'test/support/fleet', `${scenario}.xml`), 'utf8');
  const own: Readonly<Record<string, string>> = sound
    ? { port: '[rtpstream_audio_port]', sound: '<exec rtp_stream="sound.raw,-1,8,PCMA/8000"/>' }
    : { port: '9', sound: '' };
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_, word: string) => {
    const value = words[word] ?? own[word];
    if (value === undefined) throw new Error(`The scenario ${scenario} needs a value for ${word}.`);
    return String(value);
  });
}

/** Registers accounts for a port that a fleet of telephones takes over. @throws Error when one of them was refused. */
export async function registerAccounts(
  sipPort: number,
  address: string,
  port: number,
  accounts: readonly { readonly username: string; readonly password: string }[],
): Promise<void> {
  const lines = accounts.map(({ username, password }) => `${username};${password};`);
  const fleet = await Fleet.start({
    scenario: 'register',
    sipPort,
    address,
    port,
    lines,
    rate: 50,
    calls: lines.length,
  });
  const late = setTimeout(() => fleet.kill(), 30_000);
  const code = await fleet.exited;
  clearTimeout(late);
  const { errors } = fleet;
  await fleet.close();
  if (code !== 0) throw new Error(`SIPp could not register ${lines.length} accounts (${code}). ${errors}`);
}
