/** Publishes a plain copy from a spool that has no room for it at first; run by seal-full.test.ts, which makes that small disk. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SiteFile } from '../../config/site.ts';
import { recorderBench } from './bench.ts';
import { localDestination, START, siteWith } from './site.ts';
import { spool, tones } from './tones.ts';

const [disk = ''] = process.argv.slice(2);
const site: SiteFile = {
  ...siteWith([localDestination('wav', 'wav')]),
  publication: [{ destination: 'wav', format: 'wav', plain: true }],
};
const bench = await recorderBench(() => site);
const spoolDir = join(disk, 'spool');
const row = () => bench.store.state.outbox['rec-1:wav'];

await bench.start({ settings: { dataDir: bench.dataFolder, spoolDir, publicUrl: 'http://127.0.0.1:8080/' } });
bench.store.state.parts['rec-1'] = [{ captureId: 'cap', startedAt: START, endedAt: START + 20_000 }];
await spool(spoolDir, 'rec-1', 'cap', tones({ ms: 20_000, left: 440, right: 880 }));
await writeFile(join(disk, 'filler'), Buffer.alloc(900 * 1024));
bench.commit({ type: 'recording-ended', callId: 'call-of-rec-1', recordingId: 'rec-1', kind: 'conversation' });
for (; row()?.reason == null; await new Promise((resolve) => setTimeout(resolve, 20)));
const { reason } = row() ?? {};
const sealed = bench.told('recording-sealed').length;

await rm(join(disk, 'filler'));
for (; row()?.state !== 'published'; await new Promise((resolve) => setTimeout(resolve, 20)))
  if (row()?.state === 'dead') await bench.recorder().publishAgain('rec-1', 'wav');
const copy = await readFile(join(bench.dataFolder, 'wav/mesa/2027/01/16/rec-1.wav'));
await bench.remove();
process.stdout.write(JSON.stringify({ reason, sealed, bytes: copy.length }));
