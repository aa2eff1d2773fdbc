// All metadata (145 kB) and not the small set: that one only counts digits, and does not know premium-rate numbers.
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { Numbers } from './core/numbers.ts';

/** Longer than any number that a person writes, spaces and all. */
const longest = 40;

/** Reads numbers by Google's plan of all countries. */
export const numbers: Numbers = {
  read: (written, region) => {
    // What numbers are written with is left out; letters and the like are not looked over: then it is no number.
    const plain = written.length > longest ? '' : written.replaceAll(/[\s().\-/]/g, '');
    if (!/^\+?\d+$/.test(plain)) return null;
    const country: CountryCode | undefined = isSupportedCountry(region) ? region : undefined;
    const parsed = parsePhoneNumberFromString(plain, country ? { defaultCountry: country } : undefined);
    if (!parsed?.isValid()) return null;
    const home = parsed.country === country;
    return {
      number: parsed.number,
      spoken: home ? parsed.formatNational().replace(/\D/g, '') : `00${parsed.number.slice(1)}`,
      premium: parsed.getType() === 'PREMIUM_RATE',
    };
  },
};
