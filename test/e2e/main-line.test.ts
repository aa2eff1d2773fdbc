import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Person } from '../../config/demo-site/person.ts';
import type { Caller } from '../../config/demo-site/telephones/caller.ts';
import type { CallDetail } from '../../services/http/protocol.ts';
import { type Archive, sha256, startArchive } from '../support/archive.ts';
import { receivedEnergy, TestBrowser } from '../support/browser.ts';
import { type Installation, startInstallation } from '../support/installation.ts';
import { callPageOf, consoleOf, deskOf, openAs } from '../support/pages.ts';
import {
  between,
  decodeStereo,
  HICCUP_MS,
  hears,
  hearsSomethingElse,
  levelOf,
  longestGapMs,
  peakOf,
  SILENT_DB,
  type Stereo,
} from '../support/sound.ts';
import { callOf, storyOf, until, untilEvent, untilStep } from '../support/story.ts';

const CALLER_HZ = 440;
const AGENT_HZ = 880;

vi.setConfig({ testTimeout: 300_000, hookTimeout: 180_000 });

let folder: string;
let archive: Archive;
let house: Installation;
let agentBrowser: TestBrowser;
let otherBrowser: TestBrowser;
let admin: Person;
let caller: Caller;
let callId: string;
let story: CallDetail;
let desk: ReturnType<typeof deskOf>;
let live: ReturnType<typeof consoleOf>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'centralita-archive-'));
  archive = await startArchive(folder);
  house = await startInstallation({
    site: (demo) => archive.site({ ...demo, queues: demo.queues.map((queue) => ({ ...queue, wrapUpSeconds: 300 })) }),
    environment: archive.environment,
  });
  [agentBrowser, otherBrowser] = await Promise.all([TestBrowser.start(AGENT_HZ), TestBrowser.start()]);
  admin = await house.signIn('admin');
  const [deskPage, consolePage] = await Promise.all([agentBrowser.page(), otherBrowser.page()]);
  await Promise.all([openAs(house, deskPage, 'ana', '/desk'), openAs(house, consolePage, 'sonia', '/console')]);
  desk = deskOf(deskPage);
  live = consoleOf(consolePage);
  await desk.ready();
});

afterAll(async () => {
  await Promise.allSettled([agentBrowser?.close(), otherBrowser?.close()]);
  await house?.close();
  await archive?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

describe.sequential('a call from first ring to published recording', () => {
  test('the caller hears the menu in Spanish, chooses, gives consent and waits', async () => {
    // On a break: somebody attends the queue, so that the caller waits in it.
    await desk.choose('availability-break-meeting');
    await live.agent('ana', { availability: 'break' });
    caller = await house.call({ hertz: CALLER_HZ, number: '600111222' });
    callId = (await callOf(admin, caller.number)).id;
    await live.phase(callId, 'menu');
    await untilStep(admin, callId, 'language');
    await caller.press('1');
    await untilStep(admin, callId, 'consent');
    await caller.press('1');
    await untilStep(admin, callId, 'menu');
    await untilEvent(admin, callId, 'recording-started');
    await caller.press('1');
    await live.phase(callId, 'queued');
    await hearsSomethingElse(caller.media, AGENT_HZ);
    const { timeline } = await storyOf(admin, callId, 'the queue', ({ call }) => call.queueId === 'incidencias');
    const prompts = timeline.filter((entry) => entry.type === 'prompt-started').map((entry) => entry.text);
    expect(prompts[0]).toBe('Bienvenido a la mesa de ayuda de Empresa de ejemplo.');
    expect(prompts[1]).toContain('Para español, pulse uno.');
    expect(prompts[2]).toContain('desea grabar esta llamada');
    expect(prompts[3]).toContain('Para comunicar una incidencia, pulse uno.');
  });

  test('the agent answers in a browser, and each hears the other', async () => {
    await desk.goAvailable();
    await desk.offered();
    await live.phase(callId, 'offered');
    await desk.answer();
    await desk.talking();
    await live.phase(callId, 'talking');
    await live.agent('ana', { activity: 'talking' });
    await hears(caller.media, AGENT_HZ, 2_000);
    const before = await receivedEnergy(desk.page);
    await until('the agent hears the caller', async () => (await receivedEnergy(desk.page)) > before + 0.001);
  });

  test('the caller on hold hears music, and the agent again after it', async () => {
    await desk.hold();
    await desk.held();
    await live.phase(callId, 'holding');
    await hearsSomethingElse(caller.media, AGENT_HZ, 1_500);
    await desk.hold();
    await desk.talking();
    await hears(caller.media, AGENT_HZ, 1_000);
  });

  test('the agent pauses the recording, and resumes it', async () => {
    await desk.pauseRecording();
    await desk.recording('paused');
    await hears(caller.media, AGENT_HZ, 2_000);
    await desk.resumeRecording();
    await desk.recording('on');
    await untilEvent(admin, callId, 'recording-resumed');
    await hears(caller.media, AGENT_HZ, 1_500);
  });

  test('the supervisor sets a break for after the call', async () => {
    await live.setAvailability('ana', 'availability-break-lunch');
    await desk.page.getByTestId('availability-pending').getByText('Sonia Vega').waitFor();
    await live.page.getByTestId('agent-row-ana').getByTestId('pending').waitFor();
    await live.agent('ana', { availability: 'available', activity: 'talking' });
  });

  test('the caller hangs up; the recording is sealed and published while the agent wraps up', async () => {
    expect(await caller.hangUp()).toBe('us');
    await desk.wrappingUp();
    await live.callGone(callId);
    await live.agent('ana', { activity: 'wrapping-up' });
    expect(await desk.lastEnd()).toMatch(/caller/);
    await storyOf(
      admin,
      callId,
      'four published copies',
      ({ recording }) => recording?.publications.filter((one) => one.state === 'published').length === 4,
      60_000,
    );
    await desk.finish('Resuelta', 'Se reinició el equipo.');
    await live.agent('ana', { availability: 'break' });
    await live.page.getByTestId('agent-row-ana').getByText('Sonia Vega').waitFor();
    await desk.page.getByTestId('availability-by').getByText('Sonia Vega').waitFor();
    story = await storyOf(admin, callId, 'the outcome', ({ call }) => call.outcome === 'solved');
    expect(story.note).toBe('Se reinició el equipo.');
  });

  test('the story lists exactly what happened, in order', () => {
    expect(story.call).toMatchObject({
      number: '600111222',
      dialled: '1000',
      serviceId: 'mesa',
      queueId: 'incidencias',
      agentId: 'ana',
      agentName: 'Ana Ruiz',
      result: 'answered',
      endedBy: 'caller',
      recordingState: 'sealed',
    });
    expect(story.timeline.map(({ type, data }) => [type, data.step ?? data.digit].filter(Boolean).join(' '))).toEqual(
      EXPECTED,
    );
    const times = story.timeline.map(({ at }) => at);
    expect(times).toEqual(times.toSorted((one, other) => one - other));
  });

  test('the recording has each side where it belongs, and nothing of the pause', async () => {
    const sound = decodeStereo(await admin.bytes(`/api/recordings/${story.recording?.id}/audio?download=1`));
    const part = partsOf(story, sound);
    for (const [left, right] of [part('call-connected', 'call-held'), part('call-resumed', 'pause-asked')]) {
      expect(longestGapMs(left, CALLER_HZ)).toBeLessThanOrEqual(HICCUP_MS);
      expect(longestGapMs(right, AGENT_HZ)).toBeLessThanOrEqual(HICCUP_MS);
      expect(levelOf(left, AGENT_HZ)).toBeLessThan(SILENT_DB);
      expect(levelOf(right, CALLER_HZ)).toBeLessThan(SILENT_DB);
    }
    const [pausedLeft, pausedRight] = part('recording-paused', 'recording-resumed');
    expect(pausedLeft.length).toBeGreaterThan(8_000);
    expect(peakOf(pausedLeft)).toBeLessThan(-60);
    expect(peakOf(pausedRight)).toBeLessThan(-60);
    const [, heldRight] = part('call-held', 'call-resumed');
    expect(levelOf(heldRight, AGENT_HZ)).toBeLessThan(SILENT_DB);
    const [left, right] = part('recording-resumed', 'hang-up-requested');
    expect(longestGapMs(left, CALLER_HZ)).toBeLessThanOrEqual(HICCUP_MS);
    expect(longestGapMs(right, AGENT_HZ)).toBeLessThanOrEqual(HICCUP_MS);
    expect(Math.abs(sound.ms - (story.recording?.durationMs ?? 0))).toBeLessThan(50);
  });

  test('no plain audio is on the disk, and the spool is empty', () => {
    expect(readdirSync(house.settings.spoolDir, { recursive: true }).filter((name) => isFile(String(name)))).toEqual(
      [],
    );
    const suspicious = house
      .files()
      .filter((path) => !/\/prompts\/|\/share\/sounds\//.test(path))
      .filter((path) => /\.(wav|wav16|raw|sln\d*|ogg|opus|mp3|alaw|ulaw|gsm|g722|pcm)$/i.test(path) || isSound(path));
    expect(suspicious).toEqual([]);
  });

  test('every published copy is what its receipt says', async () => {
    const { recording } = story;
    const published = recording?.publications ?? [];
    expect(published.map((one) => [one.destination, one.state]).toSorted()).toEqual([
      ['archivo', 'published'],
      ['correo', 'published'],
      ['nube', 'published'],
      ['servidor', 'published'],
    ]);
    for (const one of published) {
      const copy = await archive.copyOf(one);
      expect([one.destination, copy.length, sha256(copy)]).toEqual([one.destination, one.bytes, one.sha256]);
      expect(one.sha256).toBe(recording?.sha256);
      expect(Buffer.from(copy.subarray(0, 21)).toString()).toBe('age-encryption.org/v1');
    }
    expect(archive.mail.mails.map((mail) => mail.to)).toEqual([['archivo@example.com']]);
  });

  test('the auditor plays it beside its timeline, and the listening is logged', async () => {
    const page = await otherBrowser.page();
    await openAs(house, page, 'alba', '/calls');
    await page.getByTestId(`call-row-${callId}`).waitFor();
    const view = callPageOf(page);
    await view.open(house, story);
    expect(await view.events(true)).toEqual(story.timeline.map(({ type }) => type));
    const drawn = await page.getByTestId('waveform').evaluate((wave) => {
      const roots = [wave, ...wave.querySelectorAll('*')].flatMap((one) => (one.shadowRoot ? [one.shadowRoot] : []));
      return roots.some((root) => root.querySelector('canvas') !== null) || wave.querySelector('canvas') !== null;
    });
    expect(drawn).toBe(true);
    await view.play();
    await view.playing();
    await until('the player goes on', async () => (await view.seconds()) > 0.2);
    await view.press('call-connected');
    const connected = at(story, 'call-connected') - (story.recording?.startedAt ?? 0);
    await until('the player is at the answer', async () => (await view.seconds()) * 1_000 >= connected - 100);
    await page.reload();
    await view.listened('alba');
    const log = await admin.get<readonly { userId: string; action: string }[]>(
      `/api/recordings/${story.recording?.id}/access`,
    );
    expect(log.map(({ userId, action }) => `${userId} ${action}`)).toEqual(
      expect.arrayContaining(['admin downloaded', 'alba listened']),
    );
  });

  test('no page complained', () => {
    const expected = /401 \(Unauthorized\)/;
    expect([...agentBrowser.complaints, ...otherBrowser.complaints].filter((one) => !expected.test(one))).toEqual([]);
  });
});

const EXPECTED = `
call-rang
step-entered ring
line-answered
step-left ring
step-entered welcome
prompt-started
prompt-ended
step-left welcome
step-entered language
prompt-started
prompt-ended
digit-pressed 1
language-chosen
step-left language
step-entered consent
consent-asked
prompt-started
prompt-ended
digit-pressed 1
consent-given
capture-asked
step-left consent
step-entered hours
step-left hours
step-entered menu
prompt-started
recording-started
prompt-ended
digit-pressed 1
step-left menu
step-entered incidents
queue-entered
offer-made
offer-rang
offer-accepted
queue-left
call-connected
call-held
call-resumed
pause-began
pause-asked
recording-paused
pause-ended
pause-asked
recording-resumed
hang-up-requested
recording-stopped
recording-ended
call-ended
wrap-up-began
recording-sealed
recording-published
recording-published
recording-published
recording-published
outcome-set
wrap-up-ended`
  .trim()
  .split('\n');

/** When an event first happened. */
function at({ timeline }: CallDetail, type: string): number {
  const entry = timeline.find((one) => one.type === type);
  if (entry === undefined) throw new Error(`The story has no ${type}.`);
  return entry.at;
}

/** Both sides of the recording between two events, less what a command takes to reach the sound. */
function partsOf(detail: CallDetail, sound: Stereo) {
  const zero = detail.recording?.startedAt ?? 0;
  return (from: string, to: string): readonly [Int16Array, Int16Array] => {
    const [start, end] = [at(detail, from) - zero + 400, at(detail, to) - zero - 400];
    return [between(sound.left, start, end), between(sound.right, start, end)];
  };
}

function isFile(name: string): boolean {
  return statSync(join(house.settings.spoolDir, name)).isFile();
}

/** Sound by its first bytes, whatever its name. */
function isSound(path: string): boolean {
  return ['RIFF', 'OggS', 'fLaC', 'ID3'].includes(readFileSync(path).subarray(0, 4).toString('latin1'));
}
