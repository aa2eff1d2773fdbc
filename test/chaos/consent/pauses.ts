import { setTimeout as sleep } from 'node:timers/promises';
import type { Caller } from '../../../config/demo-site/telephones/caller.ts';
import type { Media } from '../../../config/demo-site/telephones/media.ts';
import { AUDIBLE_DB, decodeStereo, levelOf, RATE } from '../../support/sound.ts';
import { storyOf } from '../../support/story.ts';
import { type ConsentHouse, startConsentHouse, TONES } from './house.ts';

export type PausesOutcome = {
  readonly pauses: number;
  readonly withdrawals: number;
  readonly calls: number;
  /** Stretches of a recording in which the mark of a pause is heard, on either side. */
  readonly toneFound: number;
  /** Samples that hold the mark of what was said before consent, or after it was withdrawn. */
  readonly samplesBeforeConsent: number;
  /** Calls whose recording has not the callers' own tone, and so proves nothing. */
  readonly silentRecordings: number;
};

/** How long a mark sounds, and what stays between a mark and a change of the recording, in ms: a telephone's sound is under way. */
const MARK_MS = 200;
const MARGIN_MS = 150;
/** Sound between two pauses. */
const BETWEEN_MS = 350;
const PAUSES_OF_A_CALL = 25;

type Lane = { readonly kind: 'flow' | 'talk'; pauses: number };

/**
 * Callers and agents sound a mark in every pause, and callers another one before consent; then every recording is
 * decrypted and searched for them. Half of the callers are in a flow's sensitive step, the others talk, and are paused by
 * their agent, by another program over HTTP, or withdraw consent by a code and give it again.
 */
export async function pauseTrial(options: {
  readonly pauses: number;
  readonly lanes: number;
  readonly tell: (line: string) => void;
}): Promise<PausesOutcome> {
  const { pauses, lanes: count, tell } = options;
  const scene = await startConsentHouse(Math.max(1, Math.ceil(count / 2)));
  try {
    const lanes = Array.from({ length: count }, (_, n): Lane => {
      const share = Math.floor(pauses / count) + (n < pauses % count ? 1 : 0);
      return { kind: n % 2 === 0 ? 'talk' : 'flow', pauses: share };
    });
    let number = 600_100_000;
    let withdrawals = 0;
    const calls: string[] = [];
    const run = async (lane: Lane) => {
      while (lane.pauses > 0) {
        number += 1;
        const times = Math.min(lane.pauses, PAUSES_OF_A_CALL);
        const made = await oneCall(scene, String(number), lane.kind, times);
        withdrawals += made.withdrawals;
        calls.push(made.id);
        lane.pauses -= times;
        tell(`${calls.length} calls, ${lanes.reduce((sum, one) => sum + one.pauses, 0)} pauses to go`);
      }
    };
    await Promise.all(lanes.map(run));
    const found = { toneFound: 0, samplesBeforeConsent: 0, silentRecordings: 0 };
    for (const id of calls) {
      const story = await storyOf(
        scene.admin,
        id,
        'a sealed recording',
        ({ recording }) => recording?.state === 'sealed',
        300_000,
      );
      const audio = await scene.admin.bytes(`/api/recordings/${story.recording?.id}/audio?format=wav`);
      const sound = decodeStereo(audio);
      for (const side of [sound.left, sound.right]) {
        found.toneFound += stretchesOf(side, TONES.paused).length;
        found.samplesBeforeConsent += stretchesOf(side, TONES.before).reduce((sum, samples) => sum + samples, 0);
      }
      if (stretchesOf(sound.left, TONES.caller).length < 2) found.silentRecordings += 1;
    }
    return { pauses, withdrawals, calls: calls.length, ...found };
  } finally {
    await scene.close();
  }
}

/** Lengths, in samples, of the stretches in which a frequency is heard: windows of 50 ms, half of each over the next. */
function stretchesOf(samples: Int16Array, hertz: number): readonly number[] {
  const window = RATE / 20;
  const hop = window / 2;
  const found: number[] = [];
  let open = 0;
  for (let from = 0; from + window <= samples.length; from += hop) {
    if (levelOf(samples.subarray(from, from + window), hertz) > AUDIBLE_DB) open += hop;
    else if (open > 0) {
      found.push(open);
      open = 0;
    }
  }
  if (open > 0) found.push(open);
  return found;
}

async function oneCall(
  scene: ConsentHouse,
  number: string,
  kind: Lane['kind'],
  times: number,
): Promise<{ readonly id: string; readonly withdrawals: number }> {
  const { house, callOf, next } = scene;
  const caller = await house.call({ number, hertz: TONES.before });
  try {
    await caller.up;
    const id = await callOf(number);
    await next(id, 'consent-asked');
    await sleep(MARK_MS * 2);
    await unmark(caller.media, TONES.caller);
    await caller.press('1');
    await next(id, 'recording-started');
    await sleep(BETWEEN_MS);
    const withdrawals =
      kind === 'flow' ? await inFlow(scene, caller, id, times) : await inTalk(scene, caller, id, times);
    await sleep(BETWEEN_MS);
    await caller.hangUp();
    return { id, withdrawals };
  } finally {
    await caller.close();
  }
}

/** The mark ends, and is not under way any more. */
async function unmark(media: Media, hertz: number): Promise<void> {
  media.tone(hertz);
  await sleep(MARGIN_MS);
}

/** Card numbers typed into a flow: it pauses by itself. */
async function inFlow(scene: ConsentHouse, caller: Caller, id: string, times: number): Promise<number> {
  let after = scene.last();
  for (let n = 0; n < times; n += 1) {
    await caller.press('1', 40);
    after = (await scene.next(id, 'recording-paused', after)).seq;
    caller.media.tone(TONES.paused);
    await sleep(MARK_MS);
    await unmark(caller.media, TONES.caller);
    await caller.press('4#', 40);
    after = (await scene.next(id, 'recording-resumed', after)).seq;
    await sleep(BETWEEN_MS);
  }
  return 0;
}

/** Pauses by the agent and over HTTP by turns; now and then consent is withdrawn by a code and given again. */
async function inTalk(scene: ConsentHouse, caller: Caller, id: string, times: number): Promise<number> {
  const { admin, agents, next } = scene;
  await caller.press('2');
  const { event } = await next(id, 'call-connected');
  const agent = agents.get(event.agentId);
  if (!agent) throw new Error(`Nobody knows the agent ${event.agentId}.`);
  const both = [caller.media, agent.phone.media];
  let after = scene.last();
  let withdrawals = 0;
  await sleep(BETWEEN_MS);
  for (let n = 0; n < times; n += 1) {
    if (n % 2 === 0) await agent.person.command({ name: 'pause-recording' });
    else await admin.post(`/api/calls/${id}/pause`, {});
    if (n % 2 === 0) after = (await next(id, 'recording-paused', after)).seq;
    for (const media of both) media.tone(TONES.paused);
    await sleep(MARK_MS);
    agent.phone.media.tone(TONES.agent);
    await unmark(caller.media, TONES.caller);
    if (n % 2 === 0) await agent.person.command({ name: 'resume-recording' });
    else await admin.post(`/api/calls/${id}/resume`, {});
    after = (await next(id, 'recording-resumed', after)).seq;
    await sleep(BETWEEN_MS);
    if (n % 5 !== 2) continue;
    withdrawals += 1;
    await caller.press('*9', 40);
    after = (await next(id, 'recording-stopped', after)).seq;
    for (const media of both) media.tone(TONES.before);
    await sleep(MARK_MS);
    agent.phone.media.tone(TONES.agent);
    await unmark(caller.media, TONES.caller);
    await caller.press('*8', 40);
    after = (await next(id, 'recording-started', after)).seq;
    await sleep(BETWEEN_MS);
  }
  return withdrawals;
}
