import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Target } from '../../../services/core/event.ts';
import type { CallDetail } from '../../../services/http/protocol.ts';
import { storyOf } from '../../support/story.ts';
import { type ConsentHouse, startConsentHouse, TONES } from './house.ts';

export type TransfersOutcome = {
  readonly calls: number;
  /** Calls of which something was recorded, by the journal. */
  readonly recorded: number;
  readonly transfers: number;
  readonly holds: number;
  /** A recorded call without exactly one row, or one file that opens; a row or a file of no recorded call. */
  readonly orphans: readonly string[];
  /** Recordings that end before the call did, or hold a stretch that no part covers: they did not follow. */
  readonly lost: readonly string[];
};

/** A part is told within some ms of what was taken; a busy machine takes its time. */
const DRIFT_MS = 400;

/**
 * Calls of every kind, some with consent and some without, on hold and transferred to agents, queues and after a
 * consultation; then journal, rows and files are held against each other.
 */
export async function transferTrial(options: {
  readonly calls: number;
  readonly lanes: number;
  readonly tell: (line: string) => void;
}): Promise<TransfersOutcome> {
  const { calls, lanes, tell } = options;
  const scene = await startConsentHouse(lanes * 2);
  try {
    const ids: string[] = [];
    const done = { transfers: 0, holds: 0 };
    let begun = 0;
    const lane = async () => {
      while (begun < calls) {
        begun += 1;
        ids.push(await oneCall(scene, begun, done));
        if (ids.length % 20 === 0) tell(`${ids.length} calls`);
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    return { calls: ids.length, ...done, ...(await compare(scene, ids)) };
  } finally {
    await scene.close();
  }
}

/** What happens in a call, by its number: every kind comes round. */
const WAYS = ['plain', 'hold', 'agent', 'queue', 'attended', 'twice', 'withdrawn'] as const;

async function oneCall(scene: ConsentHouse, turn: number, done: { transfers: number; holds: number }): Promise<string> {
  const { house, agents, callOf, next, last } = scene;
  const number = String(600_300_000 + turn);
  const isRefused = turn % 5 === 0;
  const way = WAYS[turn % WAYS.length] ?? 'plain';
  const caller = await house.call({ number, hertz: TONES.caller });
  try {
    await caller.up;
    const id = await callOf(number);
    await next(id, 'consent-asked');
    await caller.press(isRefused ? '2' : '1');
    if (!isRefused) {
      await next(id, 'recording-started');
      await caller.press('2');
    }
    let owner = (await next(id, 'call-connected')).event.agentId;
    let after = last();
    const command = async (name: Parameters<NonNullable<ReturnType<typeof agents.get>>['person']['command']>[0]) =>
      agents.get(owner)?.person.command(name);
    /** Whether it was accepted: a colleague who was free a moment ago may have got a call. */
    const accepted = (name: Parameters<typeof command>[0]) =>
      command(name).then(
        () => true,
        (error: unknown) => {
          if (String(error).includes('agent-busy')) return false;
          throw error;
        },
      );
    const blind = async (to: Target) => {
      if (!(await accepted({ name: 'transfer', to, reason: '' }))) return;
      done.transfers += 1;
      const connected = await next(id, 'call-connected', after);
      owner = connected.event.agentId;
      after = connected.seq;
    };
    const other = () => {
      const free = [...agents.values()].find(
        ({ id: agentId, desk }) => agentId !== owner && desk.state().agent.activity === 'idle',
      );
      return free?.id ?? null;
    };
    await sleep(300);
    if (way === 'hold' || way === 'twice') {
      await command({ name: 'hold' });
      done.holds += 1;
      await sleep(300);
      await command({ name: 'resume' });
    }
    if (way === 'agent' || way === 'twice') {
      const to = other();
      if (to) await blind({ kind: 'agent', agentId: to });
    }
    if (way === 'queue' || way === 'twice') await blind({ kind: 'queue', queueId: 'general' });
    if (way === 'attended') {
      const to = other();
      if (to && (await accepted({ name: 'consult', to: { kind: 'agent', agentId: to } }))) {
        await next(id, 'consult-joined', after);
        await command({ name: 'complete-transfer', reason: '' });
        done.transfers += 1;
        await next(id, 'agent-replaced', after);
        owner = to;
      }
    }
    if (way === 'withdrawn' && !isRefused) {
      await caller.press('*9', 40);
      await next(id, 'recording-stopped', after);
      await sleep(200);
      await caller.press('*8', 40);
      await next(id, 'recording-started', after);
    }
    await sleep(400);
    await caller.hangUp();
    await next(id, 'call-ended');
    return id;
  } finally {
    await caller.close();
  }
}

/** One to one: calls that were recorded, rows, and files. */
async function compare(
  { admin, house, all }: ConsentHouse,
  ids: readonly string[],
): Promise<Pick<TransfersOutcome, 'recorded' | 'orphans' | 'lost'>> {
  const orphans: string[] = [];
  const lost: string[] = [];
  const started = new Map<string, string>();
  for (const { event } of all('recording-started')) {
    const known = started.get(event.callId);
    if (known !== undefined && known !== event.recordingId) orphans.push(`${event.callId} has two recordings`);
    started.set(event.callId, event.recordingId);
  }
  const rows = new Set<string>();
  for (const id of ids) {
    const recordingId = started.get(id);
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
    lost.push(...lostIn(story));
  }
  const folder = join(house.settings.dataDir, 'recordings');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.age'));
  const named = new Set(files.map((name) => name.replace(/^.*\//, '').replace(/\.age$/, '')));
  for (const name of named) if (!rows.has(name)) orphans.push(`the file ${name} is of no call`);
  for (const name of rows) if (!named.has(name)) orphans.push(`the recording ${name} has no file`);
  const left = readdirSync(house.settings.spoolDir, { recursive: true, encoding: 'utf8' });
  for (const name of left.filter((one) => one.endsWith('.raw'))) orphans.push(`${name} is left in the spool`);
  return { recorded: rows.size, orphans, lost };
}

/** A part ends with consent or with the call, and the sound is as long as the parts say. */
function lostIn({ call, recording, timeline }: CallDetail): readonly string[] {
  if (!recording) return [];
  const { parts, startedAt, durationMs } = recording;
  const end = parts.at(-1)?.endedAt ?? 0;
  const said: string[] = [];
  const withdrawn = timeline.some(({ type }) => type === 'consent-withdrawn');
  if (parts.length !== (withdrawn ? 2 : 1)) said.push(`${call.id} has ${parts.length} parts`);
  if (Math.abs((call.endedAt ?? 0) - end) > DRIFT_MS) said.push(`${call.id}: the recording ended before the call`);
  if (Math.abs((durationMs ?? 0) - (end - startedAt)) > DRIFT_MS)
    said.push(`${call.id}: ${durationMs} ms of sound for ${end - startedAt} ms of call`);
  return said;
}
