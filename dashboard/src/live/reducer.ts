/**
 * What a page knows of a topic, folded from a snapshot and the numbered deltas after it. Pure: clocks come in.
 */
import type { ConsoleState, Delta, DeskState, Row, Snapshot, Topic } from '../../../services/live/protocol.ts';

export type StateOf<T extends Topic> = T extends 'console' ? ConsoleState : DeskState;

export type Live<S> = {
  /** Null until the first snapshot. Kept while the connection is lost, so that the page can show it with its age. */
  readonly state: S | null;
  /** Number of the last delta or snapshot; null when the next thing needed is a snapshot. */
  readonly seq: number | null;
  /** Controller's clock − this device's clock, ms. */
  readonly offset: number;
  /** This device's clock when the state was last known to be current, ms since the epoch. */
  readonly currentAt: number;
  readonly health: 'loading' | 'live' | 'lost';
  /** Why the controller refused the topic: an error code. */
  readonly refused: string | null;
};

export const nothingYet: Live<never> = {
  state: null,
  seq: null,
  offset: 0,
  currentAt: 0,
  health: 'loading',
  refused: null,
};

export function applySnapshot<T extends Topic>(
  snapshot: Extract<Snapshot, { topic: T }>,
  received: number,
): Live<StateOf<T>> {
  return {
    state: snapshot.state as StateOf<T>,
    seq: snapshot.seq,
    offset: snapshot.now - received,
    currentAt: received,
    health: 'live',
    refused: null,
  };
}

/**
 * A delta that follows the last number is applied, one already known is ignored, and one after a gap asks for a new
 * snapshot (`gap`): the state stays as it was, and nothing more is applied until the snapshot is there.
 */
export function applyDelta<T extends Topic>(
  live: Live<StateOf<T>>,
  delta: Extract<Delta, { topic: T }>,
  received: number,
): { readonly live: Live<StateOf<T>>; readonly gap: boolean } {
  if (live.seq === null || live.state === null || delta.seq <= live.seq) return { live, gap: false };
  if (delta.prev !== live.seq) return { live: { ...live, seq: null }, gap: true };
  return {
    live: {
      ...live,
      state: nextState(live.state, delta) as StateOf<T>,
      seq: delta.seq,
      // A message is only ever late, so the largest difference seen is the nearest to the truth.
      offset: Math.max(live.offset, delta.now - received),
      currentAt: received,
      health: 'live',
    },
    gap: false,
  };
}

/** The connection is gone: the state ages, and only a snapshot makes it current again. */
export function lose<S>(live: Live<S>, now: number): Live<S> {
  if (live.health === 'lost') return live;
  return { ...live, seq: null, health: 'lost', currentAt: live.health === 'live' ? now : live.currentAt };
}

export function refuse<S>(live: Live<S>, code: string): Live<S> {
  return { ...live, seq: null, refused: code };
}

function nextState(state: ConsoleState | DeskState, delta: Delta): ConsoleState | DeskState {
  if (delta.topic === 'desk') return delta.state;
  const before = state as ConsoleState;
  return {
    telephony: delta.telephony,
    spool: delta.spool,
    disk: delta.disk,
    agents: withRows(before.agents, delta.rows, 'agent'),
    queues: withRows(before.queues, delta.rows, 'queue'),
    calls: withRows(before.calls, delta.rows, 'call'),
  };
}

type ValueOf<K extends Row['kind']> = NonNullable<Extract<Row, { kind: K }>['value']>;

/** Replaces in place, adds at the end, removes what is null; the same array when no row is of this kind. */
function withRows<K extends Row['kind']>(
  values: readonly ValueOf<K>[],
  rows: readonly Row[],
  kind: K,
): readonly ValueOf<K>[] {
  const changes = new Map<string, ValueOf<K> | null>();
  for (const row of rows) if (row.kind === kind) changes.set(row.id, row.value as ValueOf<K> | null);
  if (changes.size === 0) return values;
  const kept: ValueOf<K>[] = [];
  for (const value of values) {
    const change = changes.get(value.id);
    changes.delete(value.id);
    if (change === undefined) kept.push(value);
    else if (change !== null) kept.push(change);
  }
  for (const change of changes.values()) if (change !== null) kept.push(change);
  return kept;
}
