// What `npm run flows -- COMMAND` runs: packages, then the program. docs/flow-tools.md has the commands.
import { runCompiled } from './compiled-program.mjs';
import { ensurePackages } from './packages.mjs';

await runCompiled({
  prepare: ensurePackages,
  project: 'tsconfig.flows.json',
  program: 'dist/flows/ivr-flows/program/main.js',
});
