import { until } from '../../support/story.ts';
import { FRAME_MS, type MarksFound, readMarks } from './marks.ts';
import type { Round } from './round.ts';
import type { RecorderScene } from './scene.ts';

/** Recordings are as long as the clock says but for this: both sides begin anew some 80 ms at a time. */
const TOLERANCE_MS = 120;
/** What a telephone takes to begin and to end its sound. */
const EDGE_MS = 300;
const WAV_HEADER_BYTES = 44;

export type Judged = {
  readonly recordings: number;
  /** Of 20 ms, both sides: holes in what was sounded, skipped, or missing at the end by the clock. */
  readonly lost: number;
  readonly holes: number;
  readonly skipped: number;
  /** Recordings without the marks of both sides, or that were not sealed at all. */
  readonly broken: number;
  /** How much a recording differs from the clock between its start and its end, at most; ms. */
  readonly clockMs: number;
  /** Seconds recorded in all. */
  readonly seconds: number;
};

/** Recordings of a round, with start and end by the journal, and the time of the connection. */
type Taken = { recordingId: string; startedAt: number; connectedAt: number; stoppedAt: number };

function takenIn({ journal }: RecorderScene, { from, to }: Round): readonly Taken[] {
  const byCall = new Map<string, Taken>();
  for (const { seq, at, event } of journal.since(from)) {
    if (seq > to) break;
    if (event.type === 'recording-started')
      byCall.set(event.callId, { recordingId: event.recordingId, startedAt: at, connectedAt: at, stoppedAt: at });
    const taken = 'callId' in event && event.callId !== null ? byCall.get(event.callId) : undefined;
    if (!taken) continue;
    if (event.type === 'call-connected') taken.connectedAt = at;
    if (event.type === 'recording-stopped' || event.type === 'call-ended') taken.stoppedAt = at;
  }
  return [...byCall.values()];
}

/** Waits until every recording of a round is sealed; how long each is, by its identity, ms. */
export async function sealedIn(
  scene: RecorderScene,
  round: Round,
  limitMs: number,
): Promise<ReadonlyMap<string, number>> {
  const taken = new Set(takenIn(scene, round).map((one) => one.recordingId));
  const sealed = new Map<string, number>();
  let seen = round.from;
  await until(
    `${taken.size} sealed recordings`,
    () => {
      for (const { seq, event } of scene.journal.since(seen)) {
        seen = seq;
        if (event.type === 'recording-sealed' && taken.has(event.recordingId))
          sealed.set(event.recordingId, event.durationMs);
      }
      return sealed.size === taken.size;
    },
    limitMs,
    500,
  ).catch(() => undefined);
  return sealed;
}

/** Opens every recording of a round and looks for each frame that was sounded. */
export async function judge(scene: RecorderScene, round: Round, sealed: ReadonlyMap<string, number>): Promise<Judged> {
  const sum = { lost: 0, holes: 0, skipped: 0, broken: 0, clockMs: 0, seconds: 0 };
  const taken = takenIn(scene, round);
  // The next one is opened while this one is read.
  const opened = (one: Taken | undefined) =>
    one && sealed.has(one.recordingId)
      ? scene.admin.bytes(`/api/recordings/${one.recordingId}/audio?format=wav`)
      : null;
  let next = opened(taken[0]);
  for (const [place, { recordingId, startedAt, connectedAt, stoppedAt }] of taken.entries()) {
    const wav = await next;
    next = opened(taken[place + 1]);
    const durationMs = sealed.get(recordingId);
    if (durationMs === undefined || wav === null) {
      sum.broken += 1;
      continue;
    }
    const [left, right] = sidesOf(wav);
    const missingMs = stoppedAt - startedAt - durationMs;
    sum.clockMs = Math.max(sum.clockMs, Math.abs(missingMs));
    sum.seconds += durationMs / 1000;
    sum.lost += Math.max(0, Math.floor((missingMs - TOLERANCE_MS) / FRAME_MS));
    // Callers sound from before the beginning, agents from the connection on.
    const begins = [0, connectedAt - startedAt] as const;
    for (const [n, side] of [readMarks(left), readMarks(right)].entries()) {
      if (side.frames === 0) sum.broken += 1;
      const outside = [side.fromMs - (begins[n] ?? 0), durationMs - side.toMs];
      for (const ms of outside) sum.lost += Math.max(0, Math.floor((ms - EDGE_MS) / FRAME_MS));
      sum.lost += side.lost;
      sum.holes += side.holes;
      sum.skipped += side.skipped;
      if (process.env.CENTRALITA_MARKS) tellSide(recordingId, durationMs, side);
    }
  }
  sum.broken += round.calls - taken.length;
  return { recordings: taken.length, ...sum };
}

function tellSide(recordingId: string, durationMs: number, side: MarksFound): void {
  console.error(`${recordingId} ${durationMs} ms: ${JSON.stringify(side)}`);
}

function sidesOf(wav: Uint8Array): readonly [Int16Array, Int16Array] {
  const pcm = Buffer.from(wav.buffer, wav.byteOffset + WAV_HEADER_BYTES, wav.byteLength - WAV_HEADER_BYTES);
  const samples = pcm.length >> 2;
  const left = new Int16Array(samples);
  const right = new Int16Array(samples);
  for (let n = 0; n < samples; n += 1) {
    left[n] = pcm.readInt16LE(n * 4);
    right[n] = pcm.readInt16LE(n * 4 + 2);
  }
  return [left, right];
}
