import { numberAfter } from '../../bench/options.ts';
import { recorderChaos } from './recorder-chaos.ts';

/** One round of crashes, one at each step, for so many recordings. */
const RECORDINGS_A_ROUND = 400;

/** `npm run chaos -- recorder [--recordings N]`. */
export async function runRecorder(): Promise<void> {
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
