import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../config/paths.ts';
import { CentralitaError } from '../../services/core/errors.ts';
import { schemaText } from '../json-schema.ts';
import { runCheck } from './check.ts';
import { runDiff } from './diff.ts';
import { readOptions } from './options.ts';
import { runSimulation } from './simulate.ts';
import type { Say } from './terminal.ts';
import { runTests } from './test.ts';

const usage = `npm run flows -- check [FILES…] [--json]         finds what is wrong, with line and column
npm run flows -- simulate FLOW [--keys 1,2,#]    calls a flow without telephones
npm run flows -- test [FILES…] [--json]          runs *.flow-test.yaml, with coverage
npm run flows -- test --real                     the same, by real calls on a real Asterisk
npm run flows -- diff A B                        what changes for a caller, in words (a file, or flow@version)
npm run flows -- schema                          writes the JSON Schema for editors
Everywhere: --site FILE, --language es`;

const say: Say = (text) => process.stdout.write(`${text}\n`);

async function run([command = '', ...args]: readonly string[]): Promise<number> {
  const options = readOptions(args);
  switch (command) {
    case 'check':
      return runCheck(options, say);
    case 'diff':
      return runDiff(options, say);
    case 'simulate':
      return runSimulation(options, say);
    case 'test':
      return runTests(options, say);
    case 'schema': {
      const file = join(projectRoot(), 'ivr-flows', 'flow.schema.json');
      writeFileSync(file, schemaText());
      return 0;
    }
    default:
      process.stderr.write(`${usage}\n`);
      return 2;
  }
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof CentralitaError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
