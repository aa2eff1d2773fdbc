import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root: the nearest folder above this module with a package.json, from the source or from `dist`. */
export function projectRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('No package.json above the program: run it from a checkout of Centralita.');
    folder = parent;
  }
  return folder;
}

/** A path of the settings as an absolute path: a relative one counts from the project's root. */
export function fromRoot(path: string): string {
  return isAbsolute(path) ? path : join(projectRoot(), path);
}
