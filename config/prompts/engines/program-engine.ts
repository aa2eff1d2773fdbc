import { CentralitaError } from '../../../services/core/errors.ts';
import { type RuntimeProgram, runtimeProgram } from '../../runtime.ts';
import { type Bounds, runBounded } from '../program.ts';

/** A text is spoken within a minute, whatever speaks it; models of large engines take memory. */
const BOUNDS: Bounds = { seconds: 60, bytes: 8_000_000_000, output: 100_000 };

/** Runs a speech program to its end; what it prints is its answer. @throws CentralitaError `engine-failed`. */
export async function runSpeech(
  program: RuntimeProgram,
  args: readonly string[],
  input: string,
  name = program.command,
): Promise<string> {
  const { code, outputs, errors, passed } = await runBounded(program, args, BOUNDS, { input });
  if (code === 0) return String(outputs[0] ?? '');
  const reason = passed === 'time' ? `it did not end within ${BOUNDS.seconds} s` : `code ${code}. ${errors}`;
  throw new CentralitaError('engine-failed', `The speech engine ${name} failed: ${reason}`);
}

const versions = new Map<string, Promise<string>>();

/**
 * What a program of the runtime says of its release: what the pattern finds in its words, whatever code it ends with.
 * Asked once. @throws CentralitaError `engine-failed`.
 */
export function programVersion(name: string, argument: string, pattern: RegExp): Promise<string> {
  const known = versions.get(name);
  if (known) return known;
  const asked = runBounded(runtimeProgram(name), [argument], BOUNDS).then(({ outputs, errors }) => {
    const found = pattern.exec(`${outputs[0] ?? ''}${errors}`)?.[0];
    if (found) return found;
    throw new CentralitaError('engine-failed', `The speech engine ${name} does not start: ${errors}`);
  });
  versions.set(name, asked);
  asked.catch(() => versions.delete(name));
  return asked;
}
