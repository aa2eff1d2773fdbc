import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emptySpool, markUnsealed, spooledParts, spooledRecordings } from '../../recorder/spool.ts';
import { folders, spool } from './tones.ts';

let place: Awaited<ReturnType<typeof folders>>;
beforeEach(async () => {
  place = await folders();
});
afterEach(() => place.remove());

describe('the spool', () => {
  it('waits for a writer that is still flushing its last second', async () => {
    await spool(place.spoolFolder, 'rec', 'cap', Buffer.alloc(64_000));
    const captures = [{ captureId: 'cap', startedAt: 0, endedAt: 3000 }];
    const parts = spooledParts(place.spoolFolder, 'rec', captures);
    await appendFile(join(place.spoolFolder, 'rec/cap.raw'), Buffer.alloc(32_000));
    expect(await parts).toMatchObject([{ bytes: 96_000, startedAt: 0 }]);
  });

  it('takes what there is of a part whose writer died, and counts a missing file as nothing', async () => {
    await spool(place.spoolFolder, 'rec', 'cap', Buffer.alloc(100));
    const captures = [
      { captureId: 'cap', startedAt: 0, endedAt: null },
      { captureId: 'gone', startedAt: 9000, endedAt: 12_000 },
    ];
    expect(await spooledParts(place.spoolFolder, 'rec', captures)).toMatchObject([{ bytes: 100 }, { bytes: 0 }]);
  });

  it('remembers what could not be sealed until it is emptied', async () => {
    await spool(place.spoolFolder, 'rec-1', 'cap', Buffer.alloc(100));
    await markUnsealed(place.spoolFolder, 'rec-1', 'call-1');
    await spool(place.spoolFolder, 'rec-2', 'cap', Buffer.alloc(100));
    const found = [...(await spooledRecordings(place.spoolFolder))].sort((a, b) =>
      a.recordingId < b.recordingId ? -1 : 1,
    );
    expect(found).toEqual([
      { recordingId: 'rec-1', unsealedCall: 'call-1' },
      { recordingId: 'rec-2', unsealedCall: null },
    ]);
    await emptySpool(place.spoolFolder, 'rec-1');
    expect(await spooledRecordings(place.spoolFolder)).toEqual([{ recordingId: 'rec-2', unsealedCall: null }]);
    expect(await spooledRecordings(join(place.root, 'nowhere'))).toEqual([]);
  });
});
