// What `npm run bench -- NAME [--json]` runs: set-up, then the benchmark.
import { runCompiled } from './compiled-program.mjs';
import { setUp } from './set-up.mjs';

await runCompiled({
  prepare: (root) => setUp(root, ['base']),
  project: 'tsconfig.bench.json',
  program: 'dist/bench/test/bench/run.js',
});
