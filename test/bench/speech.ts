import type { Voice } from '../../config/prompts/engines/index.ts';
import type { Recogniser } from '../../services/ports.ts';
import { recogniserOf } from '../../services/speech/index.ts';
import { spokenSound } from '../support/spoken.ts';
import type { Benchmark } from './benchmark.ts';

const GRAMMARS: Readonly<Record<string, readonly string[]>> = {
  digits: ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'zero'],
  menu: ['sales', 'support', 'operator', 'incident', 'request', 'person', 'yes', 'no', 'billing', 'repeat'],
};
/** What no menu here listens for. */
const OTHERS = ['hello there', 'what is this', 'banana', 'weather tomorrow', 'I do not know', 'microphone', 'mother'];
const VOICES: readonly Voice[] = [
  ...['slt', 'rms', 'awb', 'kal16'].map((voice) => ({ engine: 'flite', voice })),
  ...['en-us', 'en-gb', 'en-us+f3'].map((voice) => ({ engine: 'espeak-ng', voice, speed: 150, pitch: 50 })),
];
/** A menu's `confidence` where the flow says nothing. */
const USUAL = 0.5;
const LIMIT_MS = 10_000;
const PIECE = 320;

type Said = { readonly words: string; readonly confidence: number } | null;

/** How many words the local recogniser understands: words of two grammars and others, said by voices of two engines, at 8 kHz. */
export const speech: Benchmark = {
  name: 'speech',
  what: '% of words that the local recogniser understands, by voice, and of others that it takes for one',
  run: async () => {
    const logger = { debug: quiet, info: quiet, warn: quiet, error: quiet };
    const recogniser = recogniserOf({ speech: { recognisers: { en: { engine: 'pocketsphinx' } }, atOnce: 2 } }, logger);
    if (!recogniser) throw new Error('There is no recogniser.');
    const table: Record<string, string | number>[] = [];
    const all = { words: 0, right: 0, sure: 0, others: 0, taken: 0 };
    for (const voice of VOICES) {
      const counts = { words: 0, right: 0, sure: 0, others: 0, taken: 0 };
      for (const words of Object.values(GRAMMARS)) {
        for (const word of words) {
          const said = await understood(recogniser, words, await spokenSound(word, voice));
          counts.words += 1;
          if (said?.words === word) counts.right += 1;
          if (said?.words === word && said.confidence >= USUAL) counts.sure += 1;
        }
        for (const other of OTHERS) {
          const said = await understood(recogniser, words, await spokenSound(other, voice));
          counts.others += 1;
          if (said !== null && said.confidence >= USUAL) counts.taken += 1;
        }
      }
      for (const name of Object.keys(all) as (keyof typeof all)[]) all[name] += counts[name];
      table.push({ voice: `${voice.engine} ${String(voice.voice)}`, ...counts });
    }
    recogniser.close();
    table.push({ voice: 'all', ...all });
    const share = (part: number, whole: number) => Math.round((1_000 * part) / whole) / 10;
    return {
      table,
      json: {
        words: all.words,
        understood_pct: share(all.right, all.words),
        accepted_pct: share(all.sure, all.words),
        others: all.others,
        others_accepted_pct: share(all.taken, all.others),
      },
    };
  },
};

const quiet = (): void => undefined;

/** What is understood of a sound with a second of a quiet line around it. */
function understood(recogniser: Recogniser, words: readonly string[], sound: Buffer): Promise<Said> {
  return new Promise((resolve) => {
    const done = (said: Said) => {
      clearTimeout(late);
      hearing?.close();
      resolve(said);
    };
    const late = setTimeout(() => done(null), LIMIT_MS);
    const hearing = recogniser.listen({
      words,
      language: 'en',
      heard: (said, confidence) => done({ words: said, confidence }),
      failed: () => done(null),
    });
    const silence = Buffer.alloc(16_000);
    const whole = Buffer.concat([silence, sound, silence, silence]);
    for (let at = 0; at < whole.length; at += PIECE) hearing?.feed(whole.subarray(at, at + PIECE));
  });
}
