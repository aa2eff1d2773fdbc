/** A system whose disk of the data fills during calls and has room again; run by full-disk.test.ts, which makes that disk. */
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { deskAgent } from '../support/agents.ts';
import { startInstallation } from '../support/installation.ts';
import { journalOf } from '../support/journal.ts';
import { between, decodeStereo, hears, hearsSomethingElse, levelsOf } from '../support/sound.ts';
import { callOf, storyOf, straightToQueue, until, untilEvent, untilStep } from '../support/story.ts';

const [disk = ''] = process.argv.slice(2);
const CALLER_HZ = 440;
const AGENT_HZ = 880;
/** How long who is alone hears music. */
const OUTAGE_SECONDS = 6;
/** Three recordings one after the other, by threads that let everybody else go first. */
const SEALED_MS = 180_000;

const elsewhere = process.env.TMPDIR ?? '/tmp';
process.env.TMPDIR = disk;
const house = await startInstallation({
  settings: { asterisk: { outageSeconds: OUTAGE_SECONDS } },
  site: (demo) => ({ ...demo, queues: demo.queues.map((queue) => ({ ...queue, wrapUpSeconds: 0 })) }),
});
process.env.TMPDIR = elsewhere;
const health = async () =>
  (await (await fetch(`${house.url}/health`)).json()) as { readonly ok: boolean; readonly disk: string };
const filler = join(disk, 'in-the-way');

/** To the last byte: the journal cannot write one page more. */
function fill(): void {
  const file = openSync(filler, 'w');
  for (const size of [1 << 20, 1 << 12, 1])
    try {
      while (writeSync(file, Buffer.alloc(size)) === size);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
    }
  closeSync(file);
}

try {
  const admin = await house.signIn('admin');
  const console = await (await house.signIn('sonia')).console();
  const dario = await deskAgent(house, 'dario', { hertz: AGENT_HZ });
  await dario.available();
  const talking = await house.call({ number: '655000001', hertz: CALLER_HZ });
  const talkingId = await straightToQueue(admin, talking);
  await dario.talking();
  const waiting = await house.call({ number: '655000003' });
  const waitingId = await straightToQueue(admin, waiting);
  const inMenu = await house.call({ number: '655000002', hertz: CALLER_HZ });
  await inMenu.up;
  await inMenu.press('11');
  const { id: menuId } = await callOf(admin, inMenu.number);
  await untilStep(admin, menuId, 'menu');
  await untilEvent(admin, menuId, 'recording-started');
  await hears(dario.phone.media, CALLER_HZ, 2_000);
  const { pid } = house.system.controller();

  fill();
  const fullAt = Date.now();
  await inMenu.press('2');
  const fresh = await house.call({ number: '655000004' });
  await console.until('a supervisor is told', ({ disk: room }) => room === 'full');
  await dario.desk.until('an agent is told', ({ diskFull }) => diskFull);
  const refused = await dario.person.command({ name: 'hang-up' }).then(
    () => 'taken',
    (error: Error) => error.message,
  );
  const during = await health();
  await hearsSomethingElse(waiting.media, AGENT_HZ);
  await hearsSomethingElse(inMenu.media, AGENT_HZ);
  const ends = await Promise.all([waiting.ended, inMenu.ended, fresh.ended]);
  await hears(dario.phone.media, CALLER_HZ);
  await hears(talking.media, AGENT_HZ);

  rmSync(filler);
  await console.until('there is room again', ({ disk: room }) => room !== 'full');
  const roomAt = Date.now();
  await dario.desk.until('an agent is told', ({ diskFull }) => !diskFull);
  await until('sound is kept again', () => {
    const set = journalOf(house).filter(({ type, callId }) => type === 'silence-set' && callId === talkingId);
    const [first, last] = [set[0]?.data.silent, set.at(-1)?.data.silent] as readonly { caller?: boolean }[];
    return first?.caller === true && last?.caller === false;
  });
  await hears(dario.phone.media, CALLER_HZ, 3_000);
  await dario.person.command({ name: 'hang-up' });
  await talking.ended;
  const stories = await Promise.all(
    [talkingId, waitingId, menuId, (await callOf(admin, fresh.number)).id].map((id) =>
      storyOf(
        admin,
        id,
        'its end and its seal',
        ({ call, recording }) => call.endedAt !== null && (recording === null || recording.state === 'sealed'),
        SEALED_MS,
      ),
    ),
  );
  const [ofTalking] = stories;
  const { left, ms } = decodeStereo(await admin.bytes(`/api/recordings/${ofTalking?.recording?.id}/audio?format=wav`));
  const startedAt = ofTalking?.timeline.find(({ type }) => type === 'recording-started')?.at ?? 0;
  // Of the loudest half second: a busy machine makes a tone stumble, which over a long stretch would cancel itself.
  const level = (from: number, to: number) => Math.round(Math.max(...levelsOf(between(left, from, to), CALLER_HZ)));
  const again = await house.call({ number: '655000005' });
  await straightToQueue(admin, again);
  const found = await until('the index has those who were sent away', async () => {
    const { rows } = await admin.get<{ rows: readonly { id: string }[] }>('/api/calls?step=menu&reason=disk-full');
    return rows.length === 2 && rows.every(({ id }) => id === menuId || id === waitingId);
  });
  process.stdout.write(
    JSON.stringify({
      samePid: house.system.controller().pid === pid,
      restarts: house.told.filter((line) => line.includes('again')).length,
      refused,
      during,
      after: await health(),
      ends,
      found,
      calls: stories.map(({ call, timeline }) => ({
        by: call.endedBy,
        reason: timeline.find(({ type }) => type === 'call-ended')?.data.reason,
        pressed: timeline.filter(({ type }) => type === 'digit-pressed').map(({ data }) => data.digit),
      })),
      // The recording may be somewhat shorter than the clock: what is looked at keeps well away from the edges.
      before: level(300, fullAt - startedAt - 1_000),
      while: level(fullAt - startedAt + 1_500, roomAt - startedAt - 8_000),
      later: level(ms - 2_500, ms - 500),
    }),
  );
} finally {
  if (process.env.CENTRALITA_KEEP) process.stderr.write(house.log('controller.log'));
  rmSync(filler, { force: true });
  await house.close();
}
