/** What undo and redo go through. */
export type Past = {
  readonly text: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** What was changed last, and when (ms): typing in one field is one step. */
  readonly last: { readonly what: string; readonly at: number } | null;
};

export type Change =
  | { readonly do: 'set'; readonly text: string; readonly what: string; readonly at: number }
  | { readonly do: 'undo' }
  | { readonly do: 'redo' }
  | { readonly do: 'reset'; readonly text: string };

const togetherMs = 1_500;
const most = 200;

export const noPast = (text: string): Past => ({ text, before: [], after: [], last: null });

export function changed(past: Past, change: Change): Past {
  const { text, before, after, last } = past;
  switch (change.do) {
    case 'set': {
      if (change.text === text) return past;
      const goesOn = last !== null && last.what === change.what && change.at - last.at < togetherMs;
      return {
        text: change.text,
        before: goesOn ? before : [...before, text].slice(-most),
        after: [],
        last: { what: change.what, at: change.at },
      };
    }
    case 'undo': {
      const previous = before.at(-1);
      if (previous === undefined) return past;
      return { text: previous, before: before.slice(0, -1), after: [text, ...after], last: null };
    }
    case 'redo': {
      const [next, ...rest] = after;
      if (next === undefined) return past;
      return { text: next, before: [...before, text], after: rest, last: null };
    }
    case 'reset':
      return noPast(change.text);
  }
}
