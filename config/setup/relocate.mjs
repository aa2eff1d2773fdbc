import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './run-command.mjs';

/**
 * Programs that start themselves or each other by absolute path (a browser's children, sshd's session program) cannot
 * go through the prefix's loader by hand. They get the loader and the library folder written into them.
 */
export async function relocate(prefix, programs) {
  const { loader, libraries } = prefixLoader(prefix);
  const patchelf = ['--library-path', libraries, join(prefix, 'usr/bin/patchelf')];
  for (const program of programs) {
    const changes = ['--set-interpreter', loader, '--force-rpath', '--set-rpath', libraries];
    await runCommand(loader, [...patchelf, ...changes, join(prefix, program)]);
  }
}

/** The dynamic loader of a prefix and its library path. */
function prefixLoader(prefix) {
  const lib = join(prefix, 'usr/lib');
  const tuple = readdirSync(lib).find((name) => name.endsWith('-linux-gnu'));
  const folder = join(lib, tuple ?? '');
  const loader = readdirSync(folder).find((name) => /^ld-linux-.*\.so\.\d+$/.test(name));
  return { loader: join(folder, loader ?? ''), libraries: folder };
}
