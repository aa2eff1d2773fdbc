// What `npm run flows -- COMMAND` runs: packages, then the program. docs/flow-tools.md has the commands.
import { join } from 'node:path';
import { runCompiled } from './compiled-program.mjs';
import { ensurePackages } from './packages.mjs';

const root = join(import.meta.dirname, '../..');

if (process.argv.includes('--real')) {
  // Real calls on a system of their own: the end-to-end test, with all scripts that a telephone can act.
  const { ensureBuild } = await import('./build.mjs');
  const { runShown } = await import('./checks.mjs');
  const { setUp } = await import('./set-up.mjs');
  await setUp(root, ['base']);
  await ensureBuild(root);
  process.exitCode = await runShown(
    join(root, 'node_modules/.bin/vitest'),
    ['run', 'test/e2e/flow-test.test.ts', '--reporter=verbose'],
    root,
    { ...process.env, CENTRALITA_FLOW_TESTS: 'all' },
  );
} else {
  await runCompiled({
    prepare: ensurePackages,
    project: 'tsconfig.flows.json',
    program: 'dist/flows/ivr-flows/program/main.js',
  });
}
