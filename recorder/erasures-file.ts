import { open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CentralitaError } from '../services/core/errors.ts';
import type { Erasure } from '../services/ports.ts';
import { hasCode, makeFolder, syncFolder } from './durable.ts';

/**
 * The list of what was erased, one certificate a line, beside the database and best on another disk: a backup of the
 * database that is put back does not know what was erased since, and this does.
 */
export type ErasuresFile = {
  /** Durable when it resolves. */
  readonly add: (erasure: Erasure) => Promise<void>;
  readonly all: () => Promise<readonly Erasure[]>;
};

export function erasuresFile(path: string): ErasuresFile {
  return {
    add: async (erasure) => {
      await makeFolder(dirname(path));
      const file = await open(path, 'a', 0o600);
      try {
        await file.appendFile(`${JSON.stringify(erasure)}\n`);
        await file.sync();
      } finally {
        await file.close();
      }
      await syncFolder(dirname(path));
    },
    all: async () => {
      let text: string;
      try {
        text = await readFile(path, 'utf8');
      } catch (error) {
        if (hasCode(error, 'ENOENT')) return [];
        throw error;
      }
      const lines = text.split('\n');
      // A power cut may leave half a line at the end: it is of an erasure that the database still asks for.
      const whole = text.endsWith('\n') ? lines : lines.slice(0, -1);
      return whole.filter((line) => line !== '').map((line) => parsed(line, path));
    },
  };
}

function parsed(line: string, path: string): Erasure {
  try {
    return JSON.parse(line) as Erasure;
  } catch (cause) {
    throw new CentralitaError(
      'erasures-damaged',
      `The list of erasures ${path} is damaged at a line. Put back its copy, or take that line out by hand: without the list, what was erased could come back.`,
      { cause },
    );
  }
}
