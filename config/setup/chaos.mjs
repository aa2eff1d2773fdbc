// What `npm run chaos` runs: set-up, then a trial by faults. `-- recorder [--recordings N]`: crashes while recordings are
// sealed and published; without a name `[--kills N] [--cuts N]`: faults under live calls. `--json`: the last line for a program.
import { runCompiled } from './compiled-program.mjs';
import { setUp } from './set-up.mjs';

const trials = {
  calls: { groups: ['base'], program: 'dist/bench/test/chaos/run.js' },
  recorder: { groups: ['base', 'test-tools'], program: 'dist/bench/test/chaos/recorder/run.js' },
};
const named = process.argv[2]?.startsWith('-') ? undefined : process.argv[2];
const trial = trials[named ?? 'calls'];
if (trial === undefined) {
  console.error(`There is no trial "${named}"; name one of: ${Object.keys(trials).join(', ')}.`);
  process.exit(1);
}

await runCompiled({
  prepare: (root) => setUp(root, trial.groups),
  project: 'tsconfig.bench.json',
  program: trial.program,
});
