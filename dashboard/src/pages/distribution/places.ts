/** What the server found wrong, by the field it stands at (`overflow`, `serviceLevel.target`, …) and what stands at none. */
export type Places = { readonly at: Readonly<Record<string, string>>; readonly elsewhere: readonly string[] };

export const noPlaces: Places = { at: {}, elsewhere: [] };

/**
 * Reads the sentences of `site-invalid`: one a line, as `  - queues.3.overflow: leads in a circle` or
 * `  - queues.incidencias.agents: …`. Those of the entry itself go to its fields; the others are told over the form.
 */
export function placesOf(message: string, section: string, id: string, index: number): Places {
  const at: Record<string, string> = {};
  const elsewhere: string[] = [];
  const lines = message.split('\n').flatMap((line) => /^\s*-\s+(.*)$/.exec(line)?.[1] ?? []);
  for (const line of lines.length > 0 ? lines : [message]) {
    const found = /^([\w-]+)\.([\w-]+)\.([\w.-]+):\s+(.*)$/.exec(line);
    const strategy = /^Queue ([\w-]+), strategy:\s+(.*)$/.exec(line);
    if (strategy !== null && section === 'queues' && strategy[1] === id) addToStrategy(at, strategy[2] ?? '');
    else if (found !== null && found[1] === section && (found[2] === id || found[2] === String(index)))
      add(at, found[3] ?? '', found[4] ?? '');
    else elsewhere.push(line);
  }
  return { at, elsewhere };
}

/** A sentence about a setting begins with its place: `limit: …`. */
function addToStrategy(at: Record<string, string>, sentence: string): void {
  const found = /^([\w-]+(?:\.[\w-]+)*):\s+(.*)$/.exec(sentence);
  if (found === null) add(at, 'strategy', sentence);
  else add(at, `strategy.${found[1]}`, found[2] ?? '');
}

function add(at: Record<string, string>, place: string, sentence: string): void {
  at[place] = at[place] === undefined ? sentence : `${at[place]} ${sentence}`;
}

/** The sentences for a field: its own, and those of places inside it that have no field of their own. */
export function sentenceAt(places: Places, path: string, deeper: boolean): string | null {
  const found = Object.entries(places.at)
    .filter(([place]) => place === path || (deeper && place.startsWith(`${path}.`)))
    .map(([, sentence]) => sentence);
  return found.length === 0 ? null : found.join(' ');
}
