import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CentralitaError } from '../../services/core/errors.ts';
import { type RuntimePaths, runtimePaths } from '../runtime.ts';
import type { Settings } from '../settings.ts';

/**
 * Where the Asterisk of the settings has its parts: ours everything in the runtime, one of the machine its own modules
 * and documentation, which must be of its version; recordings and music are the runtime's either way.
 * @throws CentralitaError `asterisk-modules-missing`.
 */
export function programPaths(settings: Settings): RuntimePaths {
  const runtime = runtimePaths();
  const { binary, modulesDir } = settings.asterisk;
  if (binary === undefined) return runtime;
  const modules = [...(modulesDir === undefined ? usualModuleFolders() : [modulesDir])].find((folder) =>
    existsSync(join(folder, 'res_pjsip.so')),
  );
  if (modules === undefined) {
    throw new CentralitaError(
      'asterisk-modules-missing',
      `The modules of the Asterisk in asterisk.binary (${binary}) were not found${modulesDir ? ` in ${modulesDir}` : ''}. ` +
        'Name their folder, the one with res_pjsip.so, in asterisk.modulesDir (CENTRALITA_ASTERISK_MODULES_DIR).',
    );
  }
  const data = ['/usr/share/asterisk', '/var/lib/asterisk'].find((folder) => existsSync(join(folder, 'documentation')));
  return { ...runtime, modules, data: data ?? runtime.data };
}

function usualModuleFolders(): readonly string[] {
  const tuples = existsSync('/usr/lib') ? readdirSync('/usr/lib').filter((name) => name.endsWith('-linux-gnu')) : [];
  const folders = [...tuples.map((tuple) => join('/usr/lib', tuple)), '/usr/lib', '/usr/lib64', '/usr/local/lib'];
  return folders.map((folder) => join(folder, 'asterisk/modules'));
}
