/** A system whose spool is a small disk that fills during a call; run by full-spool.test.ts, which makes that disk. */
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startInstallation } from '../support/installation.ts';
import { between, decodeStereo, levelOf } from '../support/sound.ts';
import { callOf, detailOf, storyOf, until, untilEvent, untilStep } from '../support/story.ts';

const [disk = ''] = process.argv.slice(2);
const spoolDir = join(disk, 'spool');
const HERTZ = 440;

const house = await startInstallation({ settings: { spoolDir } });
try {
  const admin = await house.signIn('admin');
  const console = await (await house.signIn('sonia')).console();
  const caller = await house.call({ number: '655000002', hertz: HERTZ });
  await caller.up;
  await caller.press('11');
  const { id } = await callOf(admin, caller.number);
  await untilStep(admin, id, 'menu');
  await untilEvent(admin, id, 'recording-started');
  await sleep(2_000);

  const filler = join(disk, 'in-the-way');
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(filler, Buffer.alloc(Math.floor(bavail * bsize * 0.97)));
  await console.until('a supervisor is told', ({ spool }) => spool === 'full', 20_000);
  const { data } = await untilEvent(admin, id, 'recording-failed');
  const heardBefore = caller.media.heardMs;
  await until('a call that goes on', () => caller.media.heardMs > heardBefore + 1_000, 20_000);

  rmSync(filler);
  await console.until('there is room again', ({ spool }) => spool === 'free', 20_000);
  const parts = await until('a second part', async () => {
    const { timeline } = await detailOf(admin, id);
    const started = timeline.filter(({ type }) => type === 'recording-started');
    return started.length === 2 && started;
  });
  await sleep(2_000);
  await caller.hangUp();
  const { recording, timeline } = await storyOf(admin, id, 'a seal', (one) => one.recording?.state === 'sealed');
  const { left, ms } = decodeStereo(await admin.bytes(`/api/recordings/${recording?.id}/audio?format=wav`));
  const [first, second] = parts.map(({ at }) => at - (parts[0]?.at ?? 0));
  const failed = timeline.find(({ type }) => type === 'recording-failed');
  const gapFrom = (failed?.at ?? 0) - (parts[0]?.at ?? 0);
  const level = (from: number, to: number) => Math.round(levelOf(between(left, from, to), HERTZ));
  process.stdout.write(
    JSON.stringify({
      reason: data.reason,
      log: house.log('controller.log').includes('is full'),
      first: level((first ?? 0) + 200, gapFrom - 200),
      gap: level(gapFrom + 700, (second ?? 0) - 200),
      second: level((second ?? 0) + 500, ms - 300),
    }),
  );
} finally {
  await house.close();
}
