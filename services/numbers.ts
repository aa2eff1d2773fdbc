// All metadata (145 kB) and not the small set: that one only counts digits, and does not know premium-rate numbers.
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { Numbers } from './core/numbers.ts';

/** Longer than any number that a person writes, spaces and all. */
const longest = 40;

/** Reads numbers by Google's plan of all countries. */
export const numbers: Numbers = {
  read: (written, region) => {
    // Only what numbers are written with: letters would be looked over, and `;ext=` would be dropped in silence.
    if (written.length > longest || !/^[+\d\s().\-/]+$/.test(written)) return null;
    const country: CountryCode | undefined = isSupportedCountry(region) ? region : undefined;
    const parsed = parsePhoneNumberFromString(written, {
      ...(country ? { defaultCountry: country } : {}),
      extract: false,
    });
    if (!parsed?.isValid() || parsed.ext) return null;
    const home = parsed.country === country;
    return {
      number: parsed.number,
      spoken: home ? parsed.formatNational().replace(/\D/g, '') : `00${parsed.number.slice(1)}`,
      premium: parsed.getType() === 'PREMIUM_RATE',
    };
  },
};
