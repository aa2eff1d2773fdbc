import { bookedOf } from '../../custody/booked.ts';
import { actorOf, canonicalJson } from '../../custody/ledger.ts';
import { entering } from '../ledger.ts';
import type { Projection } from './projection.ts';

/**
 * What the journal tells of recordings goes into the ledger in the transaction of the event, so that neither can be
 * without the other. Unlike other projections it empties nothing: a rebuild only adds events that are not booked yet.
 */
export const ledgerProjection: Projection = {
  name: 'ledger',
  version: 1,
  tables: [],
  write: ({ event, at, seq }) => {
    const booked = bookedOf(event);
    if (booked === null) return [];
    const { recordingId, action, by, from, details } = booked;
    return [
      entering({
        at,
        recordingId,
        action,
        actor: actorOf(by),
        address: from,
        details: canonicalJson({ ...details, event: seq }),
        eventSeq: seq,
      }),
    ];
  },
};
