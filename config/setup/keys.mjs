// What `npm run keys -- COMMAND` runs: packages, then the program.
import { runCompiled } from './compiled-program.mjs';
import { ensurePackages } from './packages.mjs';

await runCompiled({
  prepare: ensurePackages,
  project: 'tsconfig.programs.json',
  program: 'dist/programs/services/programs/keys.js',
});
