import { readFileSync } from 'node:fs';

const textsOf = (language) =>
  JSON.parse(readFileSync(new URL(`../../config/languages/prompts/${language}.json`, import.meta.url), 'utf8'));

const uses = {
  welcome: [{ kind: 'step', flow: 'mesa-de-ayuda', step: 'welcome' }],
  'wrong-key': ['language', 'consent', 'menu'].map((step) => ({ kind: 'step', flow: 'mesa-de-ayuda', step })),
  'menu-incidents': [{ kind: 'step', flow: 'mesa-de-ayuda', step: 'menu' }],
  'queue-callback': [{ kind: 'queue', queue: 'general' }],
  'queue-position': [{ kind: 'queues' }],
  apology: [{ kind: 'outage' }],
};

/** Prompts of both languages: some recorded, one whose sound could not be made. */
export function prompts(now) {
  return ['es', 'en'].flatMap((language) =>
    Object.entries(textsOf(language)).map(([key, text], index) => {
      const how = index % 7 === 3 ? 'recorded' : index === 9 ? 'missing' : 'spoken';
      const isHeard = how !== 'missing';
      return {
        language,
        key,
        text,
        how,
        durationMs: isHeard ? text.length * 62 : null,
        loudness: isHeard ? -16 : null,
        peak: isHeard ? -2.3 - (index % 3) / 10 : null,
        recorded: how === 'recorded' ? { by: 'admin', at: now - 86_400_000 * (index + 1), file: `${key}.wav` } : null,
        uses: uses[key] ?? (index % 5 === 0 ? [] : [{ kind: 'step', flow: 'mesa-de-ayuda', step: key }]),
      };
    }),
  );
}
