import type { KeyboardEvent } from 'react';
import type { Item } from './items.ts';

type Does = {
  readonly items: readonly Item[];
  readonly length: number;
  readonly position: number;
  readonly zoom: (by: number) => void;
  readonly fit: () => void;
  /** By a share of what is in sight. */
  readonly pan: (share: number) => void;
  readonly seek: (ms: number) => void;
  readonly choose: (item: Item) => void;
  readonly toggle: () => void;
};

/** What each key does while the track has the focus: the help says the same. */
export function useTrackKeys(does: Does): (event: KeyboardEvent) => void {
  const { items, length, position } = does;
  const seek = (to: number) => does.seek(Math.min(length, Math.max(0, to)));
  const neighbour = (forward: boolean) => {
    const told = items.filter((one) => one.entry !== null);
    // A hair's breadth, or the same one would be found again.
    const found = forward
      ? told.find((one) => one.from > position + 1)
      : told.findLast((one) => one.from < position - 1);
    if (found !== undefined) does.choose(found);
  };
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = event.shiftKey ? 30_000 : 5_000;
    const actions = new Map<string, () => void>([
      [' ', does.toggle],
      ['ArrowLeft', () => seek(position - step)],
      ['ArrowRight', () => seek(position + step)],
      ['PageDown', () => seek(position - 30_000)],
      ['PageUp', () => seek(position + 30_000)],
      ['Home', () => seek(0)],
      ['End', () => seek(length)],
      ['+', () => does.zoom(0.5)],
      ['=', () => does.zoom(0.5)],
      ['-', () => does.zoom(2)],
      ['0', does.fit],
      [',', () => does.pan(-0.25)],
      ['.', () => does.pan(0.25)],
      ['[', () => neighbour(false)],
      [']', () => neighbour(true)],
    ]);
    const action = actions.get(event.key);
    if (action === undefined) return;
    event.preventDefault();
    action();
  };
}
