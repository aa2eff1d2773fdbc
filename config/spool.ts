import { mkdirSync, statfsSync, statSync } from 'node:fs';
import { CentralitaError } from '../services/core/errors.ts';
import type { Settings } from './settings.ts';

/** File system types of statfs(2) that live in memory: tmpfs and ramfs. */
const MEMORY_TYPES: readonly number[] = [0x01021994, 0x858458f6];

/**
 * Makes the folder where Asterisk writes audio while a call lasts, mode 0700.
 * @throws CentralitaError `spool-on-disk` when it is not in memory, `spool-not-ours`, `spool-not-writable`.
 */
export function openSpool(settings: Settings): void {
  const path = settings.spoolDir;
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new CentralitaError(
      'spool-not-writable',
      `The audio spool ${path} cannot be made. Name a folder in memory that this user may write in spoolDir.`,
      { cause: error },
    );
  }
  const owner = statSync(path);
  if (process.getuid !== undefined && (owner.uid !== process.getuid() || (owner.mode & 0o077) !== 0)) {
    throw new CentralitaError(
      'spool-not-ours',
      `The audio spool ${path} belongs to another user, or others may read it. Remove it, or name another in spoolDir.`,
    );
  }
  if (settings.spool.allowDisk || MEMORY_TYPES.includes(statfsSync(path).type)) return;
  throw new CentralitaError(
    'spool-on-disk',
    `The audio spool ${path} is on a disk, where plain audio of calls could be found later. Name a folder in memory ` +
      '(such as one under /dev/shm) in spoolDir, or accept the risk with spool.allowDisk: true.',
  );
}
