import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { CentralitaError } from '../../services/core/errors.ts';
import { dataPaths } from '../data-folder.ts';
import type { KeySource, SourceContext } from './source.ts';

/** Where the file is; its earlier keys are in `old/` beside it. */
export function keyFile(settings: { readonly path?: string | undefined }, dataDir: string): string {
  const path = settings.path ?? dataPaths(dataDir).masterKey;
  return isAbsolute(path) ? path : join(dataDir, path);
}

export const oldFolder = (file: string): string => join(dirname(file), 'old');

/** 32 bytes in a file. */
export const file: KeySource<{ readonly path?: string | undefined }> = {
  changes: true,
  async read(settings, { dataDir }: SourceContext) {
    const path = keyFile(settings, dataDir);
    const old = oldFolder(path);
    const olds = existsSync(old) ? readdirSync(old).filter((name) => name.endsWith('.key')) : [];
    return [path, ...olds.sort().map((name) => join(old, name))].map(readKey);
  },
};

function readKey(path: string): Buffer {
  if (!existsSync(path))
    throw new CentralitaError(
      'master-key-missing',
      `The master key ${path} is gone, without it no recording can be opened. Put back your copy of it.`,
    );
  const key = readFileSync(path);
  if (key.length === 32) return key;
  throw new CentralitaError(
    'master-key-damaged',
    `The master key ${path} has ${key.length} bytes instead of 32. Put back your copy of it.`,
  );
}
