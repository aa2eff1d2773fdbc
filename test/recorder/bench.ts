import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { vi } from 'vitest';
import { ringOf } from '../../config/master-keys/keyring.ts';
import type { SiteFile } from '../../config/site.ts';
import { type Recorder, type RecorderOptions, startRecorder } from '../../recorder/recorder.ts';
import type { Event } from '../../services/core/event.ts';
import type { CallDetail } from '../../services/http/protocol.ts';
import type { CallsRead } from '../../services/ports.ts';
import { type FakeStore, fakeCalls, fakeStore, fakeTell } from './fakes.ts';
import { START } from './site.ts';
import { folders, spool, tones } from './tones.ts';

/** A recorder on fakes that can be stopped and started again, as after a restart. */
export async function recorderBench(site: () => SiteFile) {
  const place = await folders();
  const store: FakeStore = fakeStore();
  const keyring = ringOf(randomBytes(32));
  const complaints: string[] = [];
  const complain = (_: object, text: string) => {
    complaints.push(text);
  };
  let recorder: Recorder | null = null;
  const start = async (options: Partial<RecorderOptions> = {}) => {
    recorder = await startRecorder({
      settings: { dataDir: place.dataFolder, spoolDir: place.spoolFolder, publicUrl: 'http://127.0.0.1:8080/' },
      keyring,
      site,
      journal: store.journal,
      cursors: store.cursors,
      recordings: store.recordings,
      calls: fakeCalls(),
      outbox: store.outbox,
      tell: fakeTell(store, (seq) => recorder?.notify(seq)),
      logger: { debug: () => undefined, info: () => undefined, warn: complain, error: complain },
      random: () => 0.5,
      sealWaits: { firstMs: 20, longestMs: 50 },
      publishWaits: { firstMs: 20, longestMs: 50 },
      ...options,
    });
    return recorder;
  };
  const stop = async () => {
    await recorder?.close();
    recorder = null;
  };
  return {
    ...place,
    store,
    complaints,
    start,
    stop,
    recorder: () => {
      if (recorder === null) throw new Error('The recorder is not started.');
      return recorder;
    },
    /** Commits what another part of the system would, and wakes the recorder. */
    commit: (event: Event) => recorder?.notify(store.commit(event).seq),
    /** Calls of which something changes while the test goes on. */
    callsWith: (change: () => Partial<CallDetail['call']>): Pick<CallsRead, 'detail'> => ({
      detail: async (callId) => {
        const detail = await fakeCalls().detail(callId);
        const recordingId = callId.replace('call-of-', '');
        const sealed = store.state.rows[recordingId] !== undefined;
        const recording = sealed ? ({ id: recordingId, state: 'sealed' } as CallDetail['recording']) : null;
        return detail === null ? null : { ...detail, call: { ...detail.call, ...change() }, recording };
      },
    }),
    /** A recording of one second that ended a moment ago. */
    record: async (recordingId: string) => {
      store.state.parts[recordingId] = [{ captureId: `${recordingId}-a`, startedAt: START, endedAt: START + 1000 }];
      await spool(place.spoolFolder, recordingId, `${recordingId}-a`, tones({ ms: 1000, left: 440, right: 880 }));
      const callId = `call-of-${recordingId}`;
      const { seq } = store.commit({ type: 'recording-ended', callId, recordingId, kind: 'conversation' });
      recorder?.notify(seq);
    },
    /** Events of one type so far. */
    told: (type: string) => store.state.events.filter((one) => one.event.type === type).map((one) => one.event),
    until: (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 60_000, interval: 20 }),
    sealedPath: (recordingId: string) => join(place.dataFolder, 'recordings/2027/01/15', `${recordingId}.age`),
    remove: async () => {
      await stop();
      await place.remove();
    },
  };
}
