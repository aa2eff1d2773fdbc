// What `npm run chaos -- [NAME] [--json]` runs: set-up, then a trial by faults (test/chaos/run.ts has their registry).
import { runCompiled } from './compiled-program.mjs';
import { setUp } from './set-up.mjs';

await runCompiled({
  prepare: (root) => setUp(root, process.argv[2] === 'recorder' ? ['base', 'test-tools'] : ['base']),
  project: 'tsconfig.bench.json',
  program: 'dist/bench/test/chaos/run.js',
});
