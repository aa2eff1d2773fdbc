import { numberAfter } from '../../bench/options.ts';
import { longCall } from './long-call.ts';
import { recorderChaos } from './recorder-chaos.ts';

/** One round of crashes, one at each step, for so many recordings. */
const RECORDINGS_A_ROUND = 400;

/** `npm run chaos -- recorder [--recordings N]`, or `--hours N`: one call of so many hours is sealed and copied. */
export async function runRecorder(): Promise<void> {
  if (process.argv.includes('--hours')) return runLongCall(numberAfter('--hours', 12));
  const recordings = numberAfter('--recordings', 300);
  const { crashes, lost, duplicated, mismatched } = await recorderChaos({
    recordings,
    rounds: Math.max(1, Math.round(recordings / RECORDINGS_A_ROUND)),
    random: Math.random,
    tell: (line) => console.error(line),
  });
  const faults = [...lost, ...duplicated, ...mismatched];
  for (const one of faults.slice(0, 50)) console.error(one);
  const counted = { lost: lost.length, duplicated: duplicated.length, mismatched: mismatched.length };
  console.table([{ recordings, crashes, ...counted }]);
  if (process.argv.includes('--json')) console.log(JSON.stringify({ recordings, crashes, ...counted }));
  process.exitCode = faults.length > 0 ? 1 : 0;
}

async function runLongCall(hours: number): Promise<void> {
  const outcome = await longCall(hours, (line) => console.error(line));
  console.table([outcome]);
  const { sealSeconds, peakMb, ffmpegPeakMb, copySeconds, copyPeakMb, looked, right } = outcome;
  const json = {
    hours,
    seal_s: sealSeconds,
    peak_mb: peakMb,
    ffmpeg_peak_mb: ffmpegPeakMb,
    copy_s: copySeconds,
    copy_peak_mb: copyPeakMb,
    wrong_places: looked - right,
  };
  if (process.argv.includes('--json')) console.log(JSON.stringify(json));
  process.exitCode = right === looked ? 0 : 1;
}
