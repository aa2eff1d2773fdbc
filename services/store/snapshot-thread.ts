import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { folded, originIn } from './folded.ts';
import { readingOf } from './reading.ts';
import { readSnapshotFile, writeSnapshotFile } from './snapshot-files.ts';
import type { Making } from './snapshots-beside.ts';

/** The thread that folds the journal and writes snapshots of it: whenever it is asked to, until it is told to end. */
const port = parentPort;
if (port === null) throw new Error('This file is started as a thread by the store, not by itself.');

// Of this thread alone, as Linux has it: whoever decides about calls goes first.
setPriority(constants.priority.PRIORITY_LOW);
const { place, snapshots: folder, format } = workerData as Making;
const kysely = await readingOf(place);
const originOf = originIn(kysely);
const worldAt = folded(kysely, () => readSnapshotFile(folder, format, originOf));

port.on('message', async (seq: number | 'end') => {
  if (seq === 'end') {
    await kysely.destroy();
    port.close();
    return;
  }
  const world = await worldAt(seq);
  await writeSnapshotFile(folder, world, { format, seq, origin: (await originOf(seq)) ?? '' });
  port.postMessage(seq);
});
