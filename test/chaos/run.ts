import { endOnSignal } from '../support/ending.ts';
import { runConsent } from './consent/run.ts';
import { runRecorder } from './recorder/run.ts';
import { runKills } from './run-kills.ts';

/** The registry of trials: one line each. Without a name, faults under live calls. */
const trials: Readonly<Record<string, () => Promise<void>>> = {
  kills: runKills,
  consent: runConsent,
  recorder: runRecorder,
};

const [first] = process.argv.slice(2);
const name = first === undefined || first.startsWith('--') ? 'kills' : first;
const trial = trials[name];
if (trial) {
  endOnSignal();
  await trial();
} else {
  console.error(`npm run chaos -- [NAME] [--json], where NAME is one of ${Object.keys(trials).join(', ')}.`);
  process.exitCode = 1;
}
