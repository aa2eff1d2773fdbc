import { CentralitaError } from '../../services/core/errors.ts';
import { keyFromText } from './key-text.ts';
import type { KeySource } from './source.ts';

/** A variable of the environment. */
export const environment: KeySource<{ readonly variable: string }> = {
  changes: false,
  async read({ variable }, context) {
    const text = context.environment[variable];
    if (text === undefined || text === '')
      throw new CentralitaError(
        'master-key-missing',
        `The master key is read from the environment variable ${variable}, which is not set. Set it and start again.`,
      );
    return [keyFromText(text, `The environment variable ${variable}`)];
  },
};
