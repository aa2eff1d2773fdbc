// What `npm run sim [-- OPTIONS]` runs: packages, then the simulation. It needs no Asterisk. docs/testing.md has the options.
import { runCompiled } from './compiled-program.mjs';
import { ensurePackages } from './packages.mjs';

await runCompiled({ prepare: ensurePackages, project: 'tsconfig.sim.json', program: 'dist/sim/test/sim/run.js' });
