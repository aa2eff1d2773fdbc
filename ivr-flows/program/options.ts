import { parseArgs } from 'node:util';
import { CentralitaError } from '../../services/core/errors.ts';

/** What every command understands. */
const options = {
  json: { type: 'boolean', default: false },
  site: { type: 'string' },
  language: { type: 'string', default: 'en' },
  keys: { type: 'string' },
  script: { type: 'string' },
  only: { type: 'string' },
} as const;

export type Options = {
  readonly words: readonly string[];
  readonly json: boolean;
  /** A site file instead of the data folder's, or the demo's where there is none. */
  readonly site?: string | undefined;
  /** Of sentences. */
  readonly language: string;
  readonly keys?: string | undefined;
  readonly script?: string | undefined;
  readonly only?: string | undefined;
};

/** @throws CentralitaError `options-invalid`. */
export function readOptions(args: readonly string[]): Options {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    return { ...values, words: positionals };
  } catch (error) {
    throw new CentralitaError('options-invalid', error instanceof Error ? error.message : String(error));
  }
}
