import { numberAfter } from '../../bench/options.ts';
import { pauseTrial } from './pauses.ts';
import { transferTrial } from './transfers.ts';

/** `npm run chaos -- consent --pauses N`: marks sounded in pauses and before consent are looked for in the recordings. */
export async function runConsent(): Promise<void> {
  if (process.argv.includes('--calls')) {
    await runTransfers(numberAfter('--calls', 500));
    return;
  }
  const pauses = numberAfter('--pauses', 1_000);
  const outcome = await pauseTrial({
    pauses,
    lanes: Math.min(10, Math.max(2, Math.ceil(pauses / 5))),
    tell: (line) => console.error(line),
  });
  console.table([outcome]);
  const json = {
    pauses: outcome.pauses,
    tone_found: outcome.toneFound,
    samples_before_consent: outcome.samplesBeforeConsent,
  };
  if (process.argv.includes('--json')) console.log(JSON.stringify(json));
  process.exitCode = outcome.toneFound > 0 || outcome.samplesBeforeConsent > 0 || outcome.silentRecordings > 0 ? 1 : 0;
}

/** `--calls N` instead: holds and transfers, then journal, rows and files are held against each other. */
async function runTransfers(calls: number): Promise<void> {
  const { orphans, lost, unasked, ...counted } = await transferTrial({
    calls,
    lanes: Math.min(8, Math.max(2, Math.ceil(calls / 5))),
    tell: (line) => console.error(line),
  });
  const found = [...orphans, ...lost, ...unasked];
  const line = { ...counted, orphans: orphans.length, lost: lost.length, unasked: unasked.length };
  console.table([line]);
  for (const one of found.slice(0, 50)) console.error(one);
  if (process.argv.includes('--json')) console.log(JSON.stringify(line));
  process.exitCode = found.length > 0 ? 1 : 0;
}
