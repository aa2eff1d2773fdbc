import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CentralitaError } from '../services/core/errors.ts';

/** Raise it when older programs could no longer read the folder's files. The database has its own number. */
const DATA_VERSION = 1;
/** Below this many bytes free the system does not start. */
const LEAST_FREE_BYTES = 50_000_000;

/** Where things are inside the data folder. */
export interface DataPaths {
  readonly masterKey: string;
  readonly secrets: string;
  readonly site: string;
  readonly demoUsers: string;
  readonly prompts: string;
  readonly logs: string;
  readonly run: string;
  /** Asterisk's generated configuration, state and sounds. */
  readonly asterisk: string;
}

export function dataPaths(dataDir: string): DataPaths {
  return {
    masterKey: join(dataDir, 'keys/master.key'),
    secrets: join(dataDir, 'secrets.json'),
    site: join(dataDir, 'site.yaml'),
    demoUsers: join(dataDir, 'demo-users.txt'),
    prompts: join(dataDir, 'prompts'),
    logs: join(dataDir, 'logs'),
    run: join(dataDir, 'run'),
    asterisk: join(dataDir, 'run/asterisk'),
  };
}

/**
 * Makes the data folder (mode 0700) with its fixed sub-folders, or checks the one that is there.
 * @throws CentralitaError `data-not-writable`, `disk-full`, `data-newer`.
 */
export function openDataFolder(dataDir: string): void {
  const paths = dataPaths(dataDir);
  guardWrites(dataDir, () => {
    makePrivateFolder(dataDir);
    for (const folder of [join(dataDir, 'keys'), paths.logs, paths.run, paths.prompts]) makePrivateFolder(folder);
  });
  const space = statfsSync(dataDir);
  if (space.bavail * space.bsize < LEAST_FREE_BYTES) throw diskFull(dataDir);
  const versionFile = join(dataDir, 'version');
  if (!existsSync(versionFile)) guardWrites(dataDir, () => writePrivateFile(versionFile, `${DATA_VERSION}\n`));
  const version = Number(readFileSync(versionFile, 'utf8'));
  if (version > DATA_VERSION) {
    throw new CentralitaError(
      'data-newer',
      `The data folder ${dataDir} was written by a newer version of Centralita (format ${version}, this one knows ` +
        `${DATA_VERSION}). Update the program, or name another folder in dataDir.`,
    );
  }
}

/** A folder that only its owner may enter. */
export function makePrivateFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  chmodSync(path, 0o700);
}

/** Writes a file that only its owner may read, whole or not at all. */
export function writePrivateFile(path: string, content: string | Uint8Array): void {
  const partial = `${path}.${process.pid}.partial`;
  writeFileSync(partial, content, { mode: 0o600, flush: true });
  renameSync(partial, path);
}

/** Runs `work`; a failure to write becomes a sentence that names the setting. */
export function guardWrites<T>(dataDir: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOSPC' || code === 'EDQUOT') throw diskFull(dataDir, error);
    if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'].includes(code)) {
      throw new CentralitaError(
        'data-not-writable',
        `The data folder ${dataDir} cannot be written (${code}). Give this user the right to write there, or name ` +
          'another folder in dataDir (CENTRALITA_DATA_DIR).',
        { cause: error },
      );
    }
    throw error;
  }
}

function diskFull(dataDir: string, cause?: unknown): CentralitaError {
  return new CentralitaError(
    'disk-full',
    `The disk of the data folder ${dataDir} is full: at least ${LEAST_FREE_BYTES / 1e6} MB are needed. Free some ` +
      'space, or name a folder on another disk in dataDir (CENTRALITA_DATA_DIR).',
    { cause },
  );
}
