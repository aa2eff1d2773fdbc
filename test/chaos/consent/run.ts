import { numberAfter } from '../../bench/options.ts';
import { pauseTrial } from './pauses.ts';

/** `npm run chaos -- consent --pauses N`: marks sounded in pauses and before consent are looked for in the recordings. */
export async function runConsent(): Promise<void> {
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
