import { CentralitaError } from '../core/errors.ts';

const sentences: Readonly<Record<string, readonly [code: string, sentence: string]>> = {
  SQLITE_FULL: ['disk-full', 'the disk is full: free some space, nothing was half written'],
  // The index of the log is a file of its own, which grows in memory.
  SQLITE_IOERR_SHMSIZE: ['disk-full', 'the disk is full: free some space, nothing was half written'],
  SQLITE_CANTOPEN: ['database-unusable', 'it cannot be opened: check that the data folder exists and may be written'],
  SQLITE_READONLY: ['database-unusable', 'it is read-only: give the user that runs Centralita the right to write it'],
  SQLITE_NOTADB: ['database-unusable', 'it is no SQLite file: restore it from a backup or name another data folder'],
  SQLITE_CORRUPT: ['database-unusable', 'it is damaged: restore it from a backup'],
  SQLITE_BUSY: ['database-busy', 'another program holds it: stop the other controller that uses this data folder'],
  EACCES: ['database-unusable', 'its folder may not be written: name another data folder in the settings'],
  EROFS: ['database-unusable', 'its folder is on a read-only disk: name another data folder in the settings'],
  ENOSPC: ['disk-full', 'the disk is full: free some space'],
};

/** An error of the database as a sentence that says what to do; what is not known is passed on as it is. */
export function databaseError(error: unknown, file: string): unknown {
  if (error instanceof CentralitaError || !(error instanceof Error)) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const known = sentences[code] ?? sentences[code.split('_').slice(0, 2).join('_')];
  if (known === undefined) return error;
  return new CentralitaError(known[0], `The database ${file}: ${known[1]}.`, { cause: error });
}
