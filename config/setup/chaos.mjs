// What `npm run chaos -- [--kills N] [--cuts N] [--json]` runs: set-up, then the trial by faults.
import { runCompiled } from './compiled-program.mjs';
import { setUp } from './set-up.mjs';

await runCompiled({
  prepare: (root) => setUp(root, ['base']),
  project: 'tsconfig.bench.json',
  program: 'dist/bench/test/chaos/run.js',
});
