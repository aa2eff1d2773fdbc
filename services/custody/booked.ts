import type { By } from '../core/agent.ts';
import type { Event } from '../core/event.ts';
import type { LedgerAction } from './ledger.ts';

/** What the ledger is told of. */
export type Booked = {
  readonly recordingId: string;
  readonly action: LedgerAction;
  readonly by: By;
  /** Address of the request; empty for what no request caused. */
  readonly from: string;
  readonly details: Readonly<Record<string, unknown>>;
};

const actions = {
  'recording-started': 'created',
  'recording-paused': 'paused',
  'recording-resumed': 'resumed',
  'recording-failed': 'failed',
  'recording-sealed': 'sealed',
  'recording-not-sealed': 'not-sealed',
  'recording-published': 'published',
  'publication-dead': 'not-published',
  'recording-held': 'held',
  'recording-released': 'released',
  'recording-erased': 'erased',
} as const satisfies Partial<Record<Event['type'], LedgerAction>>;

const isBooked = (type: string): type is keyof typeof actions => Object.hasOwn(actions, type);

/** The entry that an event of the journal makes; null for one that no recording has to do with. */
export function bookedOf(event: Event): Booked | null {
  if (event.type === 'recording-scored') {
    // What was thought and written stays where it can be read by those who may; here is that it was, and by whom.
    const { recordingId, evaluatorId: userId, evaluationId, score, supersedes } = event;
    return {
      recordingId,
      action: 'scored',
      by: { kind: 'person', userId },
      from: '',
      details: { evaluationId, score, supersedes },
    };
  }
  if (!isBooked(event.type)) return null;
  const { type, recordingId, by, from, ...details } = event as Extract<Event, { recordingId: string }> & {
    readonly by?: By;
    readonly from?: string;
  };
  return {
    recordingId,
    action: actions[type as keyof typeof actions],
    by: by ?? { kind: 'system' },
    from: from ?? '',
    details,
  };
}
