import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { CentralitaError } from '../../services/core/errors.ts';
import { keyFromText } from './key-text.ts';
import type { KeySource } from './source.ts';

const LIMIT_MS = 30_000;

/** What a program prints: that of a password safe, or of an HSM. Started without a shell. */
export const command: KeySource<{ readonly command: readonly string[] }> = {
  changes: false,
  async read({ command: [program = '', ...args] }, context) {
    try {
      const { stdout } = await promisify(execFile)(program, args, {
        timeout: LIMIT_MS,
        env: context.environment as NodeJS.ProcessEnv,
      });
      return [keyFromText(stdout, `What ${program} prints`)];
    } catch (cause) {
      if (cause instanceof CentralitaError) throw cause;
      // Its output may hold the key: only how it ended is told.
      const how = cause instanceof Error && 'code' in cause ? String(cause.code) : 'no answer';
      throw new CentralitaError(
        'master-key-missing',
        `The command ${program} gave no master key (${how}). Run it by hand as this user, and correct keys.master.`,
      );
    }
  },
};
