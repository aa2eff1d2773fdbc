import { freePort } from './free-ports.ts';
import { Media } from './media.ts';
import { Sipp } from './sipp.ts';

export interface DeskPhoneOptions {
  readonly sipPort: number;
  /** SIP account and its password. */
  readonly username: string;
  readonly password: string;
  readonly address?: string;
  /** The tone that the agent sounds, in Hz; 0 is silence. */
  readonly hertz?: number;
  /** What it does after ringing for `ringMs`; default: it answers. A number refuses with that status. */
  readonly reply?: 'answer' | number;
  readonly ringMs?: number;
  /** Hangs up by itself after this long in the call; ms. */
  readonly limitMs?: number;
}

export interface DeskPhone {
  readonly media: Media;
  /** What the signalling said so far: rung, up, refused, cancelled, ended. */
  readonly said: () => readonly string[];
  /** Another way to act on the calls to come. */
  readonly change: (change: Pick<DeskPhoneOptions, 'reply' | 'ringMs' | 'limitMs'>) => Promise<void>;
  /** Sounds another tone to who calls this number (as it is dialled), now and in calls to come. */
  readonly toneTo: (number: string, hertz: number) => void;
  /** Registers again, after the exchange was away. */
  readonly register: () => Promise<void>;
  /** Stops answering anything, without a word. */
  readonly vanish: () => void;
  /** Takes the registration back, and ends. */
  readonly close: () => Promise<void>;
}

const LONGEST_CALL_MS = 600_000;
const REGISTERED_SECONDS = 3_600;
const REGISTER_LIMIT_MS = 10_000;

/** An agent's desk telephone that registers and acts by itself: SIPp for the signalling, `Media` for the sound. */
export async function startDeskPhone(options: DeskPhoneOptions): Promise<DeskPhone> {
  const { address = '127.0.0.6' } = options;
  const port = await freePort(address);
  return startPhone({ ...options, address }, port, (seconds) => registerPhone({ ...options, address }, port, seconds));
}

export type FarEndOptions = Omit<DeskPhoneOptions, 'username' | 'password'> & {
  readonly address: string;
  /** Where the line's calls come to. */
  readonly port: number;
};

/** The far end of a line: whoever is called there, without an account. */
export function startFarEnd(options: FarEndOptions): Promise<DeskPhone> {
  return startPhone(options, options.port, async () => undefined);
}

type PhoneOptions = Omit<DeskPhoneOptions, 'username' | 'password'> & { readonly address: string };

async function startPhone(
  options: PhoneOptions,
  port: number,
  register: (seconds: number) => Promise<void>,
): Promise<DeskPhone> {
  const { address, sipPort } = options;
  const media = await Media.open(address, options.hertz ?? 880);
  const said: string[] = [];
  const tones = new Map<string, number>();
  const called = new Map<string, { readonly host: string; readonly port: number }>();
  let isNew = true;
  const heard = (line: string) => {
    // The last word: who hung up, or the number that was called.
    const [word = '', host = '', mediaPort = '', last = ''] = line.split(' ');
    said.push(word === 'ended' ? `ended ${last}` : line);
    // A far end may be in several calls at once; those of an earlier player are over, whatever it said.
    if (word === 'up') {
      if (isNew) media.rest();
      isNew = false;
      called.set(last, { host, port: Number(mediaPort) });
      media.add(host, Number(mediaPort), tones.get(last));
    }
    if (word === 'ended') {
      for (const [number, { port }] of called) if (port === Number(mediaPort)) called.delete(number);
      media.drop(host, Number(mediaPort));
    }
  };
  const play = async (how: PhoneOptions) => {
    isNew = true;
    const control = await freePort();
    const { reply = 'answer', ringMs = 300, limitMs = LONGEST_CALL_MS } = how;
    const words = {
      media: media.port,
      ring: ringMs,
      next: reply === 'answer' ? 'answer' : 'refuse',
      refusal: reply === 'answer' ? 603 : reply,
      limit: limitMs,
    };
    return new Sipp({ scenario: 'desk-phone', words, sipPort, address, port, once: false }, control, heard);
  };
  // From the telephone's own port: the exchange calls back where a registration came from.
  await register(REGISTERED_SECONDS);
  let sipp = await play(options);
  return {
    media,
    said: () => said,
    change: async (change) => {
      await sipp.close();
      sipp = await play({ ...options, ...change });
    },
    toneTo: (number, hertz) => {
      tones.set(number, hertz);
      const target = called.get(number);
      if (target) media.add(target.host, target.port, hertz);
    },
    register: async () => {
      // Its port is wanted for a moment.
      await sipp.close();
      await register(REGISTERED_SECONDS);
      sipp = await play(options);
    },
    vanish: () => sipp.kill(),
    close: async () => {
      await sipp.close();
      // An exchange that is gone has forgotten it already.
      await register(0).catch(() => undefined);
      media.close();
    },
  };
}

async function registerPhone(
  { sipPort, address, username, password }: DeskPhoneOptions & { readonly address: string },
  port: number,
  seconds: number,
): Promise<void> {
  const control = await freePort();
  const account = { username, password };
  const sipp = new Sipp(
    { scenario: 'register', words: { seconds }, sipPort, address, port, once: true, account },
    control,
    () => undefined,
  );
  const late = setTimeout(() => sipp.kill(), REGISTER_LIMIT_MS);
  const code = await sipp.exited;
  clearTimeout(late);
  const { errors } = sipp;
  await sipp.close();
  if (code !== 0) throw new Error(`SIPp could not register ${username}: it ended with ${code}. ${errors}`);
}
