import type { Event, Recorded } from '../../services/core/event.ts';
import type { Signal } from '../../services/core/signal.ts';
import type { CallDetail } from '../../services/http/protocol.ts';
import type { Cursors, Journal, Outbox, OutboxRow, RecordingsStore, SealedRow, Tell } from '../../services/ports.ts';

/** In-memory stand-ins for the store and the engine, with the promises of services/ports.ts. */
export function fakeJournal(): Pick<Journal, 'read' | 'lastSeq'> & {
  readonly commit: (event: Event, at?: number) => Recorded;
  readonly events: readonly Recorded[];
} {
  const events: Recorded[] = [];
  return {
    events,
    commit: (event, at = 1_800_000_000_000 + events.length) => {
      const recorded = { seq: events.length + 1, at, event };
      events.push(recorded);
      return recorded;
    },
    read: async (after, limit) => events.slice(after, after + limit),
    lastSeq: async () => events.length,
  };
}

/** The engine as the recorder knows it: what it is told becomes an event. `wake` is the publication after the commit. */
export function fakeTell(
  journal: ReturnType<typeof fakeJournal>,
  wake: (seq: number) => void,
): Tell & { readonly told: readonly Signal[] } {
  const told: Signal[] = [];
  const tell = async (signal: Signal) => {
    told.push(signal);
    const recorded = journal.commit(signal as Event);
    wake(recorded.seq);
    return [recorded];
  };
  return Object.assign(tell, { told });
}

export function fakeCursors(): Cursors & { readonly places: Map<string, number> } {
  const places = new Map<string, number>();
  return {
    places,
    get: async (name) => places.get(name) ?? 0,
    set: async (name, seq) => {
      places.set(name, seq);
    },
  };
}

type Captures = Awaited<ReturnType<RecordingsStore['captures']>>;

export function fakeRecordings(): RecordingsStore & {
  readonly rows: Map<string, SealedRow>;
  readonly parts: Map<string, Captures>;
} {
  const rows = new Map<string, SealedRow>();
  const parts = new Map<string, Captures>();
  return {
    rows,
    parts,
    sealed: async (id) => rows.get(id) ?? null,
    saveSealed: async (row) => {
      rows.set(row.recordingId, row);
    },
    captures: async (id) => parts.get(id) ?? [],
  };
}

export function fakeOutbox(): Outbox & { readonly rows: Map<string, OutboxRow> } {
  const rows = new Map<string, OutboxRow>();
  return {
    rows,
    add: async (added) => {
      for (const row of added) {
        const twin = [...rows.values()].some(
          (one) => one.recordingId === row.recordingId && one.destination === row.destination,
        );
        if (twin) continue;
        rows.set(row.id, {
          ...row,
          state: 'waiting',
          attempts: 0,
          nextAttemptAt: row.createdAt,
          location: null,
          publishedAt: null,
          bytes: null,
          sha256: null,
          reason: null,
        });
      }
    },
    due: async (now, limit) =>
      [...rows.values()]
        .filter((row) => row.state === 'waiting' && (row.nextAttemptAt ?? 0) <= now)
        .sort((a, b) => a.createdAt - b.createdAt)
        .slice(0, limit),
    update: async (id, change) => {
      const row = rows.get(id);
      if (row === undefined) throw new Error(`no row ${id}`);
      rows.set(id, { ...row, ...change });
    },
    list: async ({ state, recordingId }) =>
      [...rows.values()].filter(
        (row) =>
          (state === undefined || row.state === state) &&
          (recordingId === undefined || row.recordingId === recordingId),
      ),
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
      },
      note: '',
      timeline: [],
      recording: null,
    }),
  };
}
