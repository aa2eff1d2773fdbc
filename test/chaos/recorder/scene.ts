import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type SiteFile, siteSchema } from '../../../config/site.ts';
import type { Event } from '../../../services/core/event.ts';
import { openStore, type Store } from '../../../services/store/store.ts';

/** Where everything of a trial is; written for the processes that are killed. */
export const sceneSchema = z.object({
  root: z.string(),
  dataFolder: z.string(),
  spoolFolder: z.string(),
  masterKey: z.string(),
  site: z.unknown(),
  secrets: z.record(z.string(), z.string()),
});
export type Scene = z.infer<typeof sceneSchema>;

/** Every step of the way of a recording, in order. */
export const STEPS = [
  'writing',
  'written',
  'flushed',
  'renamed',
  'verified',
  'row-saved',
  'spool-emptied',
  'told',
  'outbox-filled',
  'prepared',
  'sending',
  'sent',
  'told-published',
  'settled',
] as const;

const START = Date.UTC(2027, 0, 15, 9);
const LENGTH_MS = 120;
const BYTES_PER_MS = 32;

export const siteOf = (scene: Pick<Scene, 'site'>): SiteFile => siteSchema.parse(scene.site) as SiteFile;

/** A site of one service whose recordings go to these destinations. */
export function chaosSite(destinations: readonly object[]): unknown {
  const hours = { timeZone: 'Europe/Madrid', week: {} };
  const service = { id: 'mesa', name: 'Mesa', client: 'c', numbers: ['1000'], flow: 'f', holder: 'h', hours };
  const publication = destinations.map((one) => ({ destination: (one as { id: string }).id }));
  return { services: [service], queues: [], users: [], breakReasons: [], outcomes: [], destinations, publication };
}

export function openChaosStore(scene: Scene): Promise<Store> {
  const site = siteOf(scene);
  return openStore({ file: join(scene.root, 'test.db'), site: () => site, promptText: (key) => key });
}

export const recordingName = (n: number) => `rec-${n}`;

/** Puts so many calls with a recording of noise each into the journal and the spool, as they are when the calls ended. */
export async function fillSpool(scene: Scene, recordings: number): Promise<void> {
  const store = await openChaosStore(scene);
  const BATCH = 200;
  for (let from = 0; from < recordings; from += BATCH) {
    const events: { at: number; event: Event }[] = [];
    for (let n = from; n < Math.min(from + BATCH, recordings); n += 1) {
      events.push(...eventsOf(n));
      const folder = join(scene.spoolFolder, recordingName(n));
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, `part-${n}.raw`), randomBytes(LENGTH_MS * BYTES_PER_MS));
    }
    await store.journal.append(events);
  }
  await store.close();
}

function eventsOf(n: number): { at: number; event: Event }[] {
  const at = START + n * 1000;
  const callId = `call-${n}`;
  const recording = { callId, recordingId: recordingName(n) };
  const capture = { ...recording, captureId: `part-${n}` };
  const rang = {
    type: 'call-rang',
    callId,
    legId: `leg-${n}`,
    direction: 'inbound',
    number: '600000001',
    callerName: '',
    dialled: '1000',
    serviceId: 'mesa',
    flow: 'f',
    flowVersion: '1',
    language: 'es',
    rangAt: at,
  } as const;
  return [
    { at, event: rang },
    { at, event: { type: 'recording-started', ...capture } },
    { at: at + LENGTH_MS, event: { type: 'recording-stopped', ...capture } },
    { at: at + LENGTH_MS, event: { type: 'recording-ended', ...recording, kind: 'conversation' } },
  ];
}
