import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../config/paths.ts';
import { type SpokenPrompt, spokenFiles } from '../../services/telephony/spoken/index.ts';

const short = (prompt: SpokenPrompt, language: string) =>
  spokenFiles(prompt, language)
    .map((file) => file.replace(/^(digits|letters|centralita)\//, ''))
    .join(' ');
const number = (value: number): SpokenPrompt => ({ kind: 'number', value });
const date = (value: string): SpokenPrompt => ({ kind: 'date', value });
const time = (value: string): SpokenPrompt => ({ kind: 'time', value });
const euros = (value: number): SpokenPrompt => ({ kind: 'currency', value, unit: 'EUR' });

describe('in Spanish', () => {
  it.each([
    [number(0), '0'],
    [number(21), '21'],
    [number(31), '30 and 1'],
    [number(100), 'hundred'],
    [number(101), '100-and 1'],
    [number(555), '500 50 and 5'],
    [number(1000), 'thousand'],
    [number(1100), 'thousand hundred'],
    [number(2026), '2 thousand 26'],
    [number(21_000), 'say-21-of thousand'],
    [number(31_001), '30 and 1M thousand 1'],
    [number(1_000_000), '1M million'],
    [number(2_300_000), '2 millions 300 thousand'],
    [number(-3.5), 'minus 3 say-point 5'],
    [number(1.05), '1 say-point 0 5'],
    [date('2026-12-01'), '1 es-de mon-11 es-de 2 thousand 26'],
    [date('1999-02-28'), '28 es-de mon-1 es-de thousand 900 90 and 9'],
    [time('13:01'), '1F and 1 say-of-the-afternoon'],
    [time('00:30'), '12 and 30 say-of-the-small-hours'],
    [time('09:00'), '9 say-oclock say-of-the-morning'],
    [time('21:45'), '9 and 40 and 5 say-of-the-night'],
    [euros(1), '1M say-eur-one'],
    [euros(121.5), '100-and say-21-of say-eur say-with 50 say-eur-cent'],
    [euros(0.01), '1M say-eur-cent-one'],
    [euros(2_000_000), '2 millions es-de say-eur'],
    [euros(-1.999), 'minus 2 say-eur'],
    [{ kind: 'spelled', value: 'Ñá-7 @' }, 'say-letter-n-tilde a dash 7 at'],
    [{ kind: 'digits', value: '6*#' }, '6 star pound'],
  ] as const)('%j is said %s', (prompt, said) => {
    expect(short(prompt, 'es')).toBe(said);
  });
});

describe('in English', () => {
  it.each([
    [number(21), '20 1'],
    [number(100), '1 hundred'],
    [number(1015), '1 thousand 15'],
    [number(2_000_000), '2 million'],
    [number(3.14), '3 say-point 1 4'],
    [date('2026-12-01'), 'mon-11 h-1 20 20 6'],
    [date('2005-03-31'), 'mon-2 30 h-1 2 thousand 5'],
    [date('1905-07-22'), 'mon-6 20 h-2 19 oh 5'],
    [date('1900-01-30'), 'mon-0 h-30 19 hundred'],
    [time('00:00'), '12 a-m'],
    [time('09:05'), '9 oh 5 a-m'],
    [time('21:45'), '9 40 5 p-m'],
    [euros(1), '1 say-eur-one'],
    [euros(12.5), '12 say-eur say-with 50 say-eur-cent'],
    [{ kind: 'spelled', value: 'Ab1' }, 'a b 1'],
  ] as const)('%j is said %s', (prompt, said) => {
    expect(short(prompt, 'en')).toBe(said);
  });
});

describe('every word', () => {
  const sounds = join(projectRoot(), '.runtime/base/usr/share/asterisk/sounds');
  const everything: readonly SpokenPrompt[] = [
    ...Array.from({ length: 1_200 }, (_, index) => number(index)),
    ...[1_000, 21_000, 1_000_000, 21_345_678, -1.5, 1e12].map(number),
    ...Array.from({ length: 12 }, (_, month) => date(`2026-${String(month + 1).padStart(2, '0')}-15`)),
    ...Array.from({ length: 31 }, (_, day) => date(`1998-01-${String(day + 1).padStart(2, '0')}`)),
    ...Array.from({ length: 24 }, (_, hour) => time(`${String(hour).padStart(2, '0')}:${hour}`.padEnd(5, '0'))),
    ...['EUR', 'USD', 'MXN'].flatMap((unit) =>
      [0, 0.01, 0.5, 1, 1.01, 21.21, 1_000_000].map((value) => ({ kind: 'currency', value, unit }) as const),
    ),
    { kind: 'spelled', value: 'abcdefghijklmnñopqrstuvwxyz0123456789@-.=+/$!*#' },
  ];

  it.each(['es', 'en'])('of %s is a recording, or a text of ours', (language) => {
    const voice = readdirSync(sounds).find((name) => name.startsWith(`${language}_`)) ?? '';
    const texts = JSON.parse(
      readFileSync(join(projectRoot(), `config/languages/prompts/${language}.json`), 'utf8'),
    ) as Readonly<Record<string, string>>;
    const files = new Set(everything.flatMap((prompt) => spokenFiles(prompt, language)));
    const missing = [...files].filter((file) =>
      file.startsWith('centralita/')
        ? texts[file.slice('centralita/'.length)] === undefined
        : !existsSync(join(sounds, voice, `${file}.wav`)),
    );
    expect(missing).toEqual([]);
    expect(files.size).toBeGreaterThan(80);
  });

  it('of a language that we have no words of is its digits', () => {
    expect(spokenFiles(date('2026-12-01'), 'fr')).toEqual([...'20261201'].map((one) => `digits/${one}`));
  });
});
