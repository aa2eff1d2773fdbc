import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CallDetail } from '../../../services/http/protocol.ts';
import { AUDIBLE_DB, decodeStereo, levelsOf, type Stereo } from '../../support/sound.ts';
import { storyOf } from '../../support/story.ts';
import { callbackWay } from './callback-way.ts';
import { type ConsentHouse, startConsentHouse, TONES } from './house.ts';
import { type Done, type Made, type Talk, talkWays } from './ways.ts';

export type TransfersOutcome = Readonly<Done> & {
  /** Call-backs are calls of their own. */
  readonly calls: number;
  /** Calls of which something was recorded, by the journal. */
  readonly recorded: number;
  /** A recorded call without exactly one row, or one file that opens; a row or a file of no recorded call. */
  readonly orphans: readonly string[];
  /** Recordings that end before the call did, or hold a stretch that no part covers: they did not follow. */
  readonly lost: readonly string[];
  /** Recordings in which an outside number is heard without its consent, or is not with it. */
  readonly unasked: readonly string[];
};

/** A part is told within some ms of what was taken; a busy machine takes its time. */
const DRIFT_MS = 400;
/** A telephone that was late by more than this has lost its time, and MixMonitor cannot know it. */
const STALL_MS = 100;

/**
 * Calls of every kind, some with consent and some without, on hold, transferred to agents, queues and outside numbers, after a
 * consultation and in conferences, and called back; then journal, rows and files are held against each other.
 */
export async function transferTrial(options: {
  readonly calls: number;
  readonly lanes: number;
  readonly tell: (line: string) => void;
}): Promise<TransfersOutcome> {
  const { calls, lanes, tell } = options;
  const scene = await startConsentHouse(lanes * 2);
  const stalls = watchStalls();
  try {
    const made: Made[] = [];
    const done: Done = { transfers: 0, holds: 0, conferences: 0, outside: 0, callbacks: 0 };
    let ended = 0;
    let begun = 0;
    const lane = async () => {
      while (begun < calls) {
        begun += 1;
        made.push(...(await oneCall(scene, begun, done)));
        ended += 1;
        if (ended % 20 === 0) tell(`${ended} calls`);
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    return { calls: made.length, ...done, ...(await compare(scene, made, stalls)) };
  } finally {
    stalls.close();
    await scene.close();
  }
}

/** All telephones live in this process: where it does not get its turn, none of them sounds. */
function watchStalls() {
  const seen: { readonly until: number; readonly ms: number }[] = [];
  let last = Date.now();
  const timer = setInterval(() => {
    const now = Date.now();
    if (now - last > STALL_MS) seen.push({ until: now, ms: now - last });
    last = now;
  }, 20);
  return {
    /** How long telephones stood still in a stretch of the clock, in ms. */
    within: (from: number, to: number) =>
      seen.filter(({ until, ms }) => until > from && until - ms < to).reduce((sum, { ms }) => sum + ms, 0),
    close: () => clearInterval(timer),
  };
}
type Stalls = ReturnType<typeof watchStalls>;

/** What happens in a call, by its number: every kind comes round. */
const WAYS = [...Object.keys(talkWays), 'callback'];

async function oneCall(scene: ConsentHouse, turn: number, done: Done): Promise<readonly Made[]> {
  const { house, callOf, next } = scene;
  const number = String(600_300_000 + turn);
  const recorded = turn % 5 !== 0;
  const way = WAYS[turn % WAYS.length] ?? '';
  const caller = await house.call({ number, hertz: TONES.caller });
  try {
    await caller.up;
    const id = await callOf(number);
    await next(id, 'consent-asked');
    await caller.press(recorded ? '1' : '2');
    await next(id, recorded ? 'recording-started' : 'consent-refused');
    const work = talkWays[way];
    if (!work) return await callbackWay(scene, caller, { id, recorded }, done);
    await caller.press('2');
    const { event } = await next(id, 'call-connected');
    const talk: Talk = { scene, caller, id, recorded, done, owner: event.agentId, parts: 1, consented: false };
    await sleep(300);
    await work(talk);
    await sleep(400);
    await caller.hangUp();
    await next(id, 'call-ended');
    return [{ id, recorded, parts: talk.parts, outside: talk.consented ? 'right' : null }];
  } catch (error) {
    throw new Error(`The call of ${number} (${way}) did not go its way.`, { cause: error });
  } finally {
    await caller.close();
  }
}

/** One to one: calls that were recorded, rows, and files. */
async function compare(
  { admin, house, all }: ConsentHouse,
  made: readonly Made[],
  stalls: Stalls,
): Promise<Pick<TransfersOutcome, 'recorded' | 'orphans' | 'lost' | 'unasked'>> {
  const orphans: string[] = [];
  const lost: string[] = [];
  const unasked: string[] = [];
  const started = new Map<string, string>();
  for (const { event } of all('recording-started')) {
    const known = started.get(event.callId);
    if (known !== undefined && known !== event.recordingId) orphans.push(`${event.callId} has two recordings`);
    started.set(event.callId, event.recordingId);
  }
  const rows = new Set<string>();
  for (const one of made) {
    const { id } = one;
    const recordingId = started.get(id);
    if ((recordingId !== undefined) !== one.recorded) orphans.push(`${id}: recorded is ${!one.recorded}`);
    const story = await storyOf(
      admin,
      id,
      'a sealed recording',
      ({ recording }) => (recordingId === undefined ? recording === null : recording?.state === 'sealed'),
      300_000,
    );
    if (recordingId === undefined) continue;
    if (story.recording?.id !== recordingId) orphans.push(`${id}: the row is ${story.recording?.id}`);
    rows.add(recordingId);
    const audio = await admin.bytes(`/api/recordings/${recordingId}/audio?format=ogg`).catch((error) => {
      orphans.push(`${id}: the file of ${recordingId} does not open (${error})`);
      return null;
    });
    if (audio !== null && audio.length === 0) orphans.push(`${id}: the file of ${recordingId} is empty`);
    lost.push(...lostIn(story, one.parts, stalls));
    if (audio !== null) unasked.push(...unaskedIn(story, one, decodeStereo(audio)));
  }
  const folder = join(house.settings.dataDir, 'recordings');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.age'));
  const named = new Set(files.map((name) => name.replace(/^.*\//, '').replace(/\.age$/, '')));
  for (const name of named) if (!rows.has(name)) orphans.push(`the file ${name} is of no call`);
  for (const name of rows) if (!named.has(name)) orphans.push(`the recording ${name} has no file`);
  const left = readdirSync(house.settings.spoolDir, { recursive: true, encoding: 'utf8' });
  for (const name of left.filter((one) => one.endsWith('.raw'))) orphans.push(`${name} is left in the spool`);
  return { recorded: rows.size, orphans, lost, unasked };
}

/** A part ends with consent or with the call, and the sound is as long as the parts say. */
function lostIn({ call, recording }: CallDetail, expected: number, stalls: Stalls): readonly string[] {
  if (!recording) return [];
  const { parts, startedAt, durationMs } = recording;
  const end = parts.at(-1)?.endedAt ?? 0;
  const said: string[] = [];
  if (parts.length !== expected) said.push(`${call.id} has ${parts.length} parts in place of ${expected}`);
  if (Math.abs((call.endedAt ?? 0) - end) > DRIFT_MS) said.push(`${call.id}: the recording ended before the call`);
  const stalledMs = stalls.within(startedAt, end);
  if (Math.abs((durationMs ?? 0) - (end - startedAt)) > DRIFT_MS + stalledMs)
    said.push(
      `${call.id}: ${durationMs} ms of sound for ${end - startedAt} ms of call (stood still for ${stalledMs} ms)`,
    );
  return said;
}

/** Outside numbers sound one tone without consent, which is in no recording, and another one with it, on their side. */
function unaskedIn({ call }: CallDetail, { outside }: Made, { left, right }: Stereo): readonly string[] {
  const said: string[] = [];
  const windows = (side: Int16Array, hertz: number) =>
    levelsOf(side, hertz, 50).flatMap((level, at) => (level > AUDIBLE_DB ? [at * 50] : []));
  for (const [side, samples] of [
    ['left', left],
    ['right', right],
  ] as const) {
    const unasked = windows(samples, TONES.before);
    if (unasked.length > 0)
      said.push(`${call.id}: an outside number without consent is heard on the ${side}, at ms ${unasked.join(', ')}`);
    const heard = windows(samples, TONES.outside);
    if (outside === side ? heard.length < 5 : heard.length > 0)
      said.push(`${call.id}: ${heard.length * 50} ms of an outside number with consent on the ${side}`);
  }
  return said;
}
