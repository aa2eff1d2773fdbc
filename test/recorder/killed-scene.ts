import type { Event } from '../../services/core/event.ts';
import { localDestination, START, siteWith } from './bench.ts';

/** What killed.test.ts and the process it kills share. */
export const MASTER_KEY = Buffer.alloc(32, 7);
export const killedSite = () => siteWith([localDestination('archive', 'published')]);

const ids = { callId: 'call-1', recordingId: 'rec-1' };

/** A call of one recording with two parts and a gap. */
export const SCENE: readonly { readonly at: number; readonly event: Event }[] = [
  {
    at: START - 9000,
    event: {
      type: 'call-rang',
      callId: 'call-1',
      legId: 'leg-1',
      direction: 'inbound',
      number: '600000001',
      callerName: '',
      dialled: '1000',
      serviceId: 'mesa',
      flow: 'f',
      flowVersion: '1',
      language: 'es',
      rangAt: START - 9000,
    },
  },
  { at: START, event: { type: 'recording-started', ...ids, captureId: 'cap-1' } },
  { at: START + 1000, event: { type: 'recording-stopped', ...ids, captureId: 'cap-1' } },
  { at: START + 2000, event: { type: 'recording-started', ...ids, captureId: 'cap-2' } },
  { at: START + 3000, event: { type: 'recording-stopped', ...ids, captureId: 'cap-2' } },
  { at: START + 3000, event: { type: 'recording-ended', ...ids, kind: 'conversation' } },
];
