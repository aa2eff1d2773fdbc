import { freePort } from './free-ports.ts';
import { Media } from './media.ts';
import { Sipp } from './sipp.ts';

export interface CallerOptions {
  readonly sipPort: number;
  /** Number to call. */
  readonly line: string;
  /** Address that the call comes from; the demo's line is 127.0.0.5. */
  readonly address?: string;
  readonly number?: string;
  readonly name?: string;
  /** The tone that the caller sounds, in Hz; 0 is silence. */
  readonly hertz?: number;
  /** Hangs up by itself after this long in the call; ms. */
  readonly limitMs?: number;
}

/** How a call ended for the caller: who sent BYE, or the status of a refusal, or `gone` when the program ended otherwise. */
export type CallerEnd = 'us' | 'them' | 'gone' | number;

export interface Caller {
  readonly number: string;
  readonly media: Media;
  /** Resolves when the far end answered; rejects when it never will. */
  readonly up: Promise<void>;
  readonly ended: Promise<CallerEnd>;
  /** What the signalling said so far: ringing, early, up, refused, ended. */
  readonly said: () => readonly string[];
  /** Presses keys, from when the call is up, each for so long. */
  readonly press: (keys: string, keyMs?: number) => Promise<void>;
  /** Takes leave with BYE, or CANCEL before the answer. */
  readonly hangUp: () => Promise<CallerEnd>;
  /** Dies without a word. */
  readonly vanish: () => void;
  readonly close: () => Promise<void>;
}

const LONGEST_CALL_MS = 600_000;

/** Somebody calls: SIPp for the signalling, `Media` for the sound. */
export async function startCaller(options: CallerOptions): Promise<Caller> {
  const {
    address = '127.0.0.5',
    number = '600111222',
    name = 'Llamante de prueba',
    limitMs = LONGEST_CALL_MS,
  } = options;
  const media = await Media.open(address, options.hertz ?? 440);
  const port = await freePort(address);
  const control = await freePort();
  const said: string[] = [];
  let end: CallerEnd = 'gone';
  let answered: () => void = () => undefined;
  let refused: (reason: Error) => void = () => undefined;
  const up = new Promise<void>((resolve, reject) => {
    answered = resolve;
    refused = reject;
  });
  // Who does not wait for the answer is not told of its absence.
  up.catch(() => undefined);
  const sipp = new Sipp(
    {
      scenario: 'caller',
      words: { line: options.line, number, name, media: media.port, limit: limitMs },
      sipPort: options.sipPort,
      address,
      port,
      once: true,
    },
    control,
    (line) => {
      const [word, first = '', second = ''] = line.split(' ');
      said.push(line);
      if (word === 'early' || word === 'up') media.sendTo(first, Number(second));
      if (word === 'up') answered();
      if (word === 'refused') end = Number(first);
      if (word === 'ended') end = first === 'them' ? 'them' : 'us';
      if (word === 'refused' || word === 'ended') media.rest();
    },
  );
  let left = false;
  const ended = sipp.exited.then(() => {
    media.rest();
    refused(new Error(`The call of ${number} was not answered (${said.join(', ')}). ${sipp.errors}`));
    return left && end === 'gone' ? 'us' : end;
  });
  return {
    number,
    media,
    up,
    ended,
    said: () => said,
    press: (keys, keyMs) => media.press(keys, keyMs),
    hangUp: async () => {
      left = true;
      await sipp.quit();
      return ended;
    },
    vanish: () => sipp.kill(),
    close: async () => {
      await sipp.close();
      media.close();
    },
  };
}
