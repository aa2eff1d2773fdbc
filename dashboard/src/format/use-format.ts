import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { siteQuery } from '../api/queries.ts';

export type Format = {
  readonly timeZone: string;
  /** `14:03:22` in the site's time zone. */
  readonly time: (at: number) => string;
  /** `14:03:22.417` */
  readonly exactTime: (at: number) => string;
  readonly day: (at: number) => string;
  readonly dateTime: (at: number) => string;
  readonly percent: (share: number) => string;
  readonly number: (value: number) => string;
  /** `30 days`. */
  readonly days: (count: number) => string;
  readonly bytes: (size: number) => string;
  /** A text of the site in the page's language. */
  readonly local: (text: Readonly<Record<string, string>>) => string;
};

/** Dates, numbers and the site's own texts, in the language of the page and the time zone of the site. */
export function useFormat(): Format {
  const { i18n } = useTranslation();
  const site = useQuery({ ...siteQuery, enabled: false });
  const timeZone = site.data?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const language = i18n.language;
  return useMemo(() => makeFormat(language, timeZone), [language, timeZone]);
}

function makeFormat(language: string, timeZone: string): Format {
  const hms = { timeZone, hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
  const time = new Intl.DateTimeFormat(language, hms);
  const exactTime = new Intl.DateTimeFormat(language, { ...hms, fractionalSecondDigits: 3 });
  const day = new Intl.DateTimeFormat(language, { timeZone, day: '2-digit', month: 'short', year: 'numeric' });
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const decimal = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  const days = new Intl.NumberFormat(language, { style: 'unit', unit: 'day', unitDisplay: 'long' });
  return {
    timeZone,
    time: (at) => time.format(at),
    exactTime: (at) => exactTime.format(at),
    day: (at) => day.format(at),
    dateTime: (at) => `${day.format(at)}, ${time.format(at)}`,
    percent: (share) => percent.format(share),
    number: (value) => decimal.format(value),
    days: (count) => days.format(count),
    bytes: (size) =>
      size < 1000 ? `${size} B` : size < 1e6 ? `${number.format(size / 1e3)} kB` : `${number.format(size / 1e6)} MB`,
    local: (text) => text[language] ?? text.es ?? Object.values(text)[0] ?? '',
  };
}
