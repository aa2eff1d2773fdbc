/**
 * How a language says values, as files of Asterisk's recordings (`digits/21`) and our own prompts (`own('say-…')`).
 * A new language is one file and one line in index.ts.
 */
export type Spoken = {
  /** A number, with a fraction perhaps. */
  readonly number: (value: number) => readonly string[];
  /** `YYYY-MM-DD`. */
  readonly date: (date: string) => readonly string[];
  /** `HH:MM`. */
  readonly time: (time: string) => readonly string[];
  /** An amount of whole units and hundredths; `unit` is an ISO 4217 code. */
  readonly currency: (value: number, unit: string) => readonly string[];
  /** A letter that the recordings have not, such as ñ. */
  readonly letter: (letter: string) => string | null;
};

/** The largest number that is said as one; beyond it, digit by digit. */
export const largest = 999_999_999;

export const digit = (value: number | string): string => `digits/${value}`;
/** One of our own prompts: a text of the language files. */
export const own = (key: string): string => `centralita/${key}`;

/** What stands before and behind the decimal point; a fraction of at most six digits. */
export function parts(value: number): { readonly minus: boolean; readonly whole: number; readonly fraction: string } {
  const [whole = '0', fraction = ''] = Math.abs(value)
    .toFixed(6)
    .replace(/\.?0+$/, '')
    .split('.');
  return { minus: value < 0, whole: Number(whole), fraction };
}

/** Whole units and hundredths of an amount, rounded as money is. */
export function amount(value: number): { readonly minus: boolean; readonly units: number; readonly cents: number } {
  const cents = Math.round(Math.abs(value) * 100);
  return { minus: value < 0, units: Math.floor(cents / 100), cents: cents % 100 };
}

export function dateParts(date: string): { readonly year: number; readonly month: number; readonly day: number } {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return { year, month, day };
}

export function timeParts(time: string): { readonly hour: number; readonly minute: number } {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return { hour, minute };
}

export const digitsOf = (value: number | string): readonly string[] => [...String(value)].map(digit);
