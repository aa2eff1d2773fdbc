import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import en from '../../config/languages/pages/en.json';
import es from '../../config/languages/pages/es.json';

/** A new language is a file in config/languages/pages and a line here. */
export const languages = { es: 'Español', en: 'English' } as const;
export type PageLanguage = keyof typeof languages;

const stored = 'centralita.language';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof es };
  }
}

export function isPageLanguage(value: string | null | undefined): value is PageLanguage {
  return value !== null && value !== undefined && value in languages;
}

/** The person's own choice on this device, if any. */
export function chosenLanguage(): PageLanguage | null {
  const value = localStorage.getItem(stored);
  return isPageLanguage(value) ? value : null;
}

export async function chooseLanguage(language: PageLanguage): Promise<void> {
  localStorage.setItem(stored, language);
  await showLanguage(language);
}

/** Shows the pages in a language without remembering it. */
export async function showLanguage(language: PageLanguage): Promise<void> {
  await i18next.changeLanguage(language);
}

export async function startLanguages(): Promise<void> {
  const browser = navigator.language.slice(0, 2);
  const first = chosenLanguage() ?? (isPageLanguage(browser) ? browser : 'es');
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language;
  });
  await i18next.use(initReactI18next).init({
    resources: { es: { translation: es }, en: { translation: en } },
    lng: first,
    fallbackLng: 'es',
    interpolation: { escapeValue: false },
  });
  document.documentElement.lang = first;
}
