import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { CentralitaError } from '../../services/core/errors.ts';
import { type RuntimeProgram, runtimeProgram } from '../runtime.ts';
import type { Settings } from '../settings.ts';

/** The oldest Asterisk that works here: 22.10.1 has the websocket client and the fix for CVE-2026-57191. */
export const LEAST_ASTERISK = '22.10.1';

/** The Asterisk of the settings, or the unpacked one. */
export function asteriskProgram(settings: Settings): RuntimeProgram {
  const { binary } = settings.asterisk;
  return binary === undefined ? runtimeProgram('asterisk') : { command: binary, args: [], env: {} };
}

/** Asks Asterisk for its version. @throws CentralitaError `asterisk-missing`, `asterisk-too-old`. */
export async function checkAsteriskVersion(program: RuntimeProgram): Promise<string> {
  let text: string;
  try {
    const options = { env: { ...process.env, ...program.env } };
    text = (await promisify(execFile)(program.command, [...program.args, '-V'], options)).stdout;
  } catch (error) {
    throw new CentralitaError(
      'asterisk-missing',
      `Asterisk cannot be started as ${program.command}. Correct asterisk.binary (CENTRALITA_ASTERISK_BINARY), or ` +
        'leave it out to use the one that npm start unpacks.',
      { cause: error },
    );
  }
  const version = /Asterisk (?:certified[/-])?(\d+(?:\.\d+)*)/.exec(text)?.[1];
  if (version !== undefined && compareVersions(version, LEAST_ASTERISK) >= 0) return version;
  throw new CentralitaError(
    'asterisk-too-old',
    `Asterisk ${version ?? text.trim()} (${program.command}) is too old: ${LEAST_ASTERISK} or newer is needed. Leave ` +
      'asterisk.binary out to use the one that npm start unpacks.',
  );
}

/** Negative when `one` is older than `other`. */
export function compareVersions(one: string, other: string): number {
  const [left, right] = [one.split('.').map(Number), other.split('.').map(Number)];
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
