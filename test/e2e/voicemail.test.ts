import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '../../config/demo-site/person.ts';
import type { Caller } from '../../config/demo-site/telephones/caller.ts';
import type { CallDetail } from '../../services/http/protocol.ts';
import { sha256 } from '../support/archive.ts';
import { untilNothingLeft } from '../support/asterisk.ts';
import { type Installation, startInstallation } from '../support/installation.ts';
import { AUDIBLE_DB, between, decodeStereo, levelsOf } from '../support/sound.ts';
import { callOf, storyOf, until, untilEvent, untilStep } from '../support/story.ts';

const CALLER_HZ = 440;
/** 1.5 s of what Asterisk writes: two sides, 16 bit, 8 kHz. */
const MESSAGE_BYTES = 48_000;

let house: Installation;
let admin: Person;

beforeAll(async () => {
  house = await startInstallation();
  admin = await house.signIn('admin');
}, 60_000);

afterAll(() => house?.close(), 60_000);

test('who has agreed to be recorded leaves a message, and # ends it', async () => {
  const caller = await house.call({ number: '611000001', hertz: CALLER_HZ });
  const callId = await typeAhead(caller, '111');
  await untilSpoken(callId);
  await caller.press('#');
  const story = await untilEnded(caller, callId);
  expect(story.call).toMatchObject({ result: 'voicemail', endedBy: 'system', agentId: null });
  expect(textsOf(story).slice(-2)).toEqual([
    'No hay nadie disponible en este momento. Deje su mensaje, y pulse almohadilla para terminar. ♪',
    'Gracias por su llamada. Hasta pronto.',
  ]);
  expect(entry(story, 'voicemail-ended').data.how).toBe('key');
  await messageIsHeard(callId);
}, 60_000);

test('who hangs up in the middle has left a message all the same', async () => {
  const caller = await house.call({ number: '611000002', hertz: CALLER_HZ });
  const callId = await typeAhead(caller, '110');
  await untilSpoken(callId);
  expect(await caller.hangUp()).toBe('us');
  const story = await messageIsHeard(callId);
  expect(story.call).toMatchObject({ result: 'voicemail', endedBy: 'caller' });
  expect(entry(story, 'voicemail-ended').data.how).toBe('hang-up');
}, 60_000);

test('who refused is asked again; after another no nothing is recorded, and the end is polite', async () => {
  const caller = await house.call({ number: '611000003', hertz: CALLER_HZ });
  const callId = await typeAhead(caller, '121');
  await untilStep(admin, callId, 'voicemail');
  await caller.press('2');
  const story = await untilEnded(caller, callId);
  expect(story.call).toMatchObject({ result: 'abandoned', endedBy: 'system', recordingId: null });
  expect(story.recording).toBeNull();
  const types = story.timeline.map(({ type }) => type);
  expect(types.filter((type) => type.startsWith('consent-'))).toEqual([
    'consent-asked',
    'consent-refused',
    'consent-asked',
    'consent-refused',
  ]);
  expect(types.filter((type) => /^(capture|recording|voicemail|stop|pause)-/.test(type))).toEqual([]);
  expect(textsOf(story).slice(-2)).toEqual([
    'No hay nadie disponible. Si desea dejar un mensaje, y consiente que se grabe, pulse uno. Si no, pulse dos.',
    'Gracias por su llamada. Hasta pronto.',
  ]);
  // The whole of it was said, to a caller who was still there.
  expect(story.timeline.findLast(({ type }) => type === 'prompt-ended')?.data.how).toBe('done');
  expect(spooled()).toEqual([]);
}, 60_000);

test('who refused and now says yes is recorded from then on, in the own language', async () => {
  const caller = await house.call({ number: '611000004', hertz: CALLER_HZ });
  const callId = await typeAhead(caller, '221');
  await untilStep(admin, callId, 'voicemail');
  expect(spooled()).toEqual([]);
  await caller.press('1');
  await untilSpoken(callId);
  await caller.press('#');
  const story = await untilEnded(caller, callId);
  expect(textsOf(story).slice(-3)).toEqual([
    'Nobody is available. If you wish to leave a message, and agree to its being recorded, press one. If not, press two.',
    'Nobody is available at this moment. Leave your message, and press the hash key to finish. ♪',
    'Thank you for calling. Good bye.',
  ]);
  const { recording } = await messageIsHeard(callId);
  const said = entry(story, 'consent-given').at;
  expect(recording?.startedAt).toBeGreaterThanOrEqual(said);
  expect(recording?.durationMs).toBeLessThanOrEqual(entry(story, 'call-ended').at - said);
}, 60_000);

test('nothing is left', async () => {
  await untilNothingLeft(house);
  await until('an empty spool', () => spooled().length === 0);
});

/** Types language, consent and menu ahead of their prompts: nobody attends, so that the voicemail follows. */
async function typeAhead(caller: Caller, keys: string): Promise<string> {
  await caller.up;
  await caller.press(keys);
  return (await callOf(admin, caller.number)).id;
}

/** Resolves when the message has begun and so much of it lies in the spool. */
async function untilSpoken(callId: string): Promise<void> {
  await untilEvent(admin, callId, 'voicemail-began');
  const before = spooledBytes();
  await until('a message in the spool', () => spooledBytes() - before > MESSAGE_BYTES);
}

const spooled = () =>
  readdirSync(house.settings.spoolDir, { recursive: true, encoding: 'utf8' })
    .map((name) => join(house.settings.spoolDir, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true);

const spooledBytes = () =>
  spooled().reduce((sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0), 0);

/** The system ends the call, and the story is whole. */
async function untilEnded(caller: Caller, callId: string): Promise<CallDetail> {
  expect(await caller.ended).toBe('them');
  expect((await callOf(admin, caller.number)).id).toBe(callId);
  return storyOf(admin, callId, 'the end', ({ call }) => call.endedAt !== null);
}

/** The message is sealed and published, and has the caller's tone on the left from its beginning to its end. */
async function messageIsHeard(callId: string): Promise<CallDetail> {
  const story = await storyOf(
    admin,
    callId,
    'a published message',
    ({ recording }) => recording?.publications.some(({ state }) => state === 'published') === true,
  );
  const { recording } = story;
  expect([recording?.kind, recording?.state]).toEqual(['voicemail', 'sealed']);
  const copy = readFileSync(recording?.publications[0]?.location ?? '');
  expect(sha256(copy)).toBe(recording?.publications[0]?.sha256);
  const sound = decodeStereo(await admin.bytes(`/api/recordings/${recording?.id}/audio`));
  const zero = recording?.startedAt ?? 0;
  const [from, to] = [entry(story, 'voicemail-began').at - zero, entry(story, 'voicemail-ended').at - zero];
  const levels = levelsOf(between(sound.left, from, to - 300), CALLER_HZ, 250);
  expect(levels.length).toBeGreaterThan(2);
  expect(levels.filter((level) => level < AUDIBLE_DB)).toEqual([]);
  return story;
}

function entry({ timeline }: CallDetail, type: string): CallDetail['timeline'][number] {
  const found = timeline.findLast((one) => one.type === type);
  if (found === undefined) throw new Error(`The story has no ${type}.`);
  return found;
}

/** What was said to the caller. */
const textsOf = ({ timeline }: CallDetail) =>
  timeline.filter(({ type }) => type === 'prompt-started').map(({ text }) => text);
