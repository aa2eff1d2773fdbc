import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runtimeProgram } from '../../../config/runtime.ts';

/** What a desk telephone does with a call. */
const DESK_SCENARIOS = ['agent', 'agent-ends', 'decline', 'never'] as const;
export type DeskScenario = (typeof DESK_SCENARIOS)[number];

export type Phone = {
  /** Resolves with SIPp's exit code: 0 when the scenario went as written. */
  readonly ended: Promise<number | null>;
  /** The caller ends its call with BYE (or CANCEL), and the program. */
  readonly hangUp: () => void;
  /** SIGKILL: nothing more is heard of it. */
  readonly vanish: () => void;
  /** Every SIP message it sent and received. */
  readonly messages: () => string;
};

export type PhoneOptions = {
  readonly scenario: 'caller' | DeskScenario | 'register';
  readonly folder: string;
  /** Address and ports of its own; RTP takes the ten ports above `rtp`. */
  readonly address: string;
  readonly port: number;
  readonly rtp: number;
  readonly asteriskPort: number;
  /** Words of the scenario to put in, such as TONE or KEY. */
  readonly words?: Readonly<Record<string, string>>;
  readonly service?: string;
  readonly account?: { readonly username: string; readonly password: string };
};

let started = 0;

/** A telephone that SIPp plays. */
export function startPhone(options: PhoneOptions): Phone {
  const { scenario, folder, address, port, rtp, asteriskPort, words = {}, service, account } = options;
  started += 1;
  const name = `${scenario}-${started}`;
  let text = readFileSync(join(import.meta.dirname, `${scenario}.xml`), 'utf8');
  for (const [word, value] of Object.entries(words)) text = text.replaceAll(word, value);
  const file = join(folder, `${name}.xml`);
  const messages = join(folder, `${name}.txt`);
  writeFileSync(file, text);
  writeFileSync(messages, '');
  const control = port + 1;
  const program = runtimeProgram('sipp');
  const child: ChildProcess = spawn(
    program.command,
    [
      ...program.args,
      ...['-sf', file, `127.0.0.1:${asteriskPort}`, '-i', address, '-p', String(port), '-nostdin'],
      // A desk telephone stays; the others are there for one call.
      ...(DESK_SCENARIOS.some((one) => one === scenario) ? [] : ['-m', '1']),
      ...['-ci', '127.0.0.1', '-cp', String(control), '-trace_msg', '-message_file', messages],
      ...['-min_rtp_port', String(rtp), '-max_rtp_port', String(rtp + 10)],
      ...(service ? ['-s', service] : []),
      ...(account ? ['-s', account.username, '-au', account.username, '-ap', account.password] : []),
    ],
    { cwd: folder, env: { ...process.env, ...program.env }, stdio: 'ignore' },
  );
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => resolve(code));
  });
  return {
    ended,
    hangUp: () => {
      const socket = createSocket('udp4');
      socket.send('Q', control, '127.0.0.1', () => socket.close());
    },
    vanish: () => child.kill('SIGKILL'),
    messages: () => readFileSync(messages, 'utf8'),
  };
}

/** Registers an account, or takes the registration back (0 s). The telephone must not run: its port is needed. */
export async function register(options: Omit<PhoneOptions, 'scenario' | 'words'>, seconds: number): Promise<void> {
  const code = await startPhone({ ...options, scenario: 'register', words: { EXPIRES: String(seconds) } }).ended;
  if (code !== 0) throw new Error(`SIPp could not register ${options.account?.username}: it ended with ${code}.`);
}
