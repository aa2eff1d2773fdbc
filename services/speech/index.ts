import type { Settings } from '../../config/settings.ts';
import type { Hearing, Logger, Recogniser } from '../ports.ts';
import { httpEngine } from './http.ts';
import { openPocketsphinx } from './pocketsphinx.ts';
import type { Engine } from './understanding.ts';

/**
 * The recognisers of the settings, as one; null where there are none.
 * @throws RuntimeError where the program of one is not there; CentralitaError `engine-secret`.
 */
export function recogniserOf({ speech }: Pick<Settings, 'speech'>, logger: Logger): Recogniser | null {
  const engines = new Map<string, Engine>();
  for (const [language, settings] of Object.entries(speech.recognisers))
    engines.set(language, settings.engine === 'http' ? httpEngine(settings) : openPocketsphinx(logger));
  if (engines.size === 0) return null;
  const open = new Set<Hearing>();
  return {
    understands: (language) => engines.has(language),
    listen: (options) => {
      const engine = engines.get(options.language);
      if (!engine || open.size >= speech.atOnce) return null;
      const hearing = engine.listen(options);
      const counted: Hearing = {
        feed: hearing.feed,
        close: () => {
          open.delete(counted);
          hearing.close();
        },
      };
      open.add(counted);
      return counted;
    },
    close: () => {
      for (const hearing of [...open]) hearing.close();
      for (const engine of engines.values()) engine.close();
    },
  };
}
