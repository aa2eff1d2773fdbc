// What `npm run flows -- COMMAND` runs: packages (for real calls the whole set-up), then the program. docs/flows.md has the commands.
import { runCompiled } from './compiled-program.mjs';
import { ensurePackages } from './packages.mjs';
import { setUp } from './set-up.mjs';

const real = process.argv.includes('--real');

await runCompiled({
  prepare: real ? (root) => setUp(root, ['base']) : ensurePackages,
  project: 'tsconfig.flows.json',
  program: 'dist/flows/ivr-flows/program/main.js',
});
