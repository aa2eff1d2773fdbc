import type { Event, Recorded } from '../../services/core/event.ts';
import type { Signal } from '../../services/core/signal.ts';
import type { CallDetail } from '../../services/http/protocol.ts';
import type { Cursors, Journal, Outbox, OutboxRow, RecordingsStore, SealedRow, Tell } from '../../services/ports.ts';

/** What the store keeps, as plain data. */
export type State = {
  events: Recorded[];
  places: Record<string, number>;
  rows: Record<string, SealedRow>;
  parts: Record<string, Awaited<ReturnType<RecordingsStore['captures']>>>;
  outbox: Record<string, OutboxRow>;
};

/** Stand-ins for the store, with the promises of services/ports.ts. */
export function fakeStore() {
  const state: State = { events: [], places: {}, rows: {}, parts: {}, outbox: {} };
  const commit = (event: Event, at = 1_700_000_000_000 + state.events.length): Recorded => {
    const recorded = { seq: state.events.length + 1, at, event };
    state.events.push(recorded);
    return recorded;
  };
  const journal: Pick<Journal, 'read' | 'lastSeq'> = {
    read: async (after, limit) => state.events.slice(after, after + limit),
    lastSeq: async () => state.events.length,
  };
  const cursors: Cursors = {
    get: async (name) => state.places[name] ?? 0,
    set: async (name, seq) => {
      state.places[name] = seq;
    },
  };
  const recordings: RecordingsStore = {
    sealed: async (id) => state.rows[id] ?? null,
    saveSealed: async (row) => {
      state.rows[row.recordingId] = row;
    },
    captures: async (id) => state.parts[id] ?? [],
  };
  return { state, commit, journal, cursors, recordings, outbox: fakeOutbox(state) };
}

function fakeOutbox(state: State): Outbox {
  const all = () => Object.values(state.outbox);
  return {
    add: async (added) => {
      for (const row of added) {
        if (all().some((one) => one.recordingId === row.recordingId && one.destination === row.destination)) continue;
        state.outbox[row.id] = {
          ...row,
          state: 'waiting',
          attempts: 0,
          nextAttemptAt: row.createdAt,
          location: null,
          publishedAt: null,
          bytes: null,
          sha256: null,
          reason: null,
          prepared: null,
        };
      }
    },
    due: async (now, limit, except = []) =>
      all()
        .filter(
          (row) => row.state === 'waiting' && (row.nextAttemptAt ?? 0) <= now && !except.includes(row.destination),
        )
        .sort((a, b) => (a.nextAttemptAt ?? 0) - (b.nextAttemptAt ?? 0))
        .slice(0, limit),
    nextDue: async (now) => {
      const later = all().flatMap((row) =>
        row.state === 'waiting' && (row.nextAttemptAt ?? 0) > now ? [row.nextAttemptAt ?? 0] : [],
      );
      return later.length === 0 ? null : Math.min(...later);
    },
    makeDue: async (now, states) => {
      for (const row of all()) {
        if (!(states as readonly string[]).includes(row.state)) continue;
        state.outbox[row.id] = { ...row, state: 'waiting', nextAttemptAt: Math.min(row.nextAttemptAt ?? now, now) };
      }
    },
    row: async (id) => state.outbox[id] ?? null,
    unpublished: async () =>
      all().flatMap((row) => (row.state !== 'published' && row.prepared !== null ? [row.id] : [])),
    counts: async () =>
      all().map((row) => ({
        destination: row.destination,
        state: row.state,
        rows: 1,
        bytes: row.bytes ?? 0,
        lastPublishedAt: row.publishedAt,
      })),
    update: async (id, change) => {
      const row = state.outbox[id];
      if (row === undefined) throw new Error(`no row ${id}`);
      state.outbox[id] = { ...row, ...change };
    },
    list: async (filter) =>
      all().filter(
        (row) =>
          (filter.state === undefined || row.state === filter.state) &&
          (filter.recordingId === undefined || row.recordingId === filter.recordingId),
      ),
  };
}

export type FakeStore = ReturnType<typeof fakeStore>;

/** The engine as the recorder knows it: what it is told becomes an event, and `wake` is the news of the commit. */
export function fakeTell(store: FakeStore, wake: (seq: number) => void): Tell {
  return async (signal: Signal) => {
    const recorded = store.commit(signal as Event);
    wake(recorded.seq);
    return [recorded];
  };
}

/** The call of every recording: rung at a fixed instant, of one service. */
export function fakeCalls(serviceId = 'mesa'): { readonly detail: (callId: string) => Promise<CallDetail | null> } {
  return {
    detail: async (callId) => ({
      call: {
        id: callId,
        direction: 'inbound',
        number: '600000001',
        callerName: '',
        dialled: '1000',
        serviceId,
        serviceName: 'Mesa de ayuda',
        queueId: 'general',
        agentId: 'ana',
        agentName: 'Ana Ruiz',
        rangAt: Date.UTC(2027, 0, 15, 22, 59, 0),
        endedAt: null,
        durationMs: null,
        waitMs: null,
        talkMs: null,
        result: 'answered',
        endedBy: null,
        outcome: null,
        recordingId: null,
        recordingState: null,
        originId: null,
        flow: 'mesa',
        flowVersion: '1',
        language: 'es',
        keys: '',
        lastStep: null,
        leftIn: null,
        consent: 'unknown',
        holdMs: null,
        transfers: 0,
        missedOffers: 0,
        cause: null,
        endReason: null,
        sipCallId: null,
      },
      steps: [],
      legs: [],
      callbackId: null,
      note: '',
      agents: [],
      timeline: [],
      recording: null,
    }),
  };
}
