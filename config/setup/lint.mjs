// What `npm run lint` runs.
import { join } from 'node:path';
import { runChecks } from './checks.mjs';

const failed = await runChecks(join(import.meta.dirname, '../..'));
if (failed.length > 0) console.error(`Failed: ${failed.join(', ')}.`);
process.exitCode = failed.length > 0 ? 1 : 0;
