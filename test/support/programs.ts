import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../../config/paths.ts';

/** What a program of the command line said, and how it ended. */
export interface Said {
  readonly status: number | null;
  readonly words: string;
  /** Its last line, where that is JSON. */
  readonly json: Readonly<Record<string, unknown>> | null;
}

let compiled = false;

/**
 * What `npm run NAME -- …` runs, beside whoever uses the data: compiled as that does, once for each file of tests.
 * `settings` is the settings file.
 */
export function runProgram(name: 'ledger' | 'keys', args: readonly string[], settings: string): Said {
  const root = projectRoot();
  if (!compiled) {
    const { status, stdout } = spawnSync(join(root, 'node_modules/.bin/tsc'), ['-p', 'tsconfig.programs.json'], {
      cwd: root,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`The programs do not compile:\n${stdout}`);
    compiled = true;
  }
  const program = join(root, 'dist/programs/services/programs', `${name}.js`);
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, CENTRALITA_SETTINGS: settings },
  });
  const last = stdout.trim().split('\n').at(-1) ?? '';
  return {
    status,
    words: `${stdout}${stderr}`,
    json: last.startsWith('{') ? (JSON.parse(last) as Record<string, unknown>) : null,
  };
}
