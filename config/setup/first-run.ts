import { copyFileSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { dataPaths, guardWrites, openDataFolder } from '../data-folder.ts';
import { type DemoUser, demoUsers } from '../demo-users.ts';
import { projectRoot } from '../paths.ts';
import { openMasterKey, openSecrets, type Secrets } from '../secrets.ts';
import type { Settings } from '../settings.ts';
import { loadSite, type SiteFile } from '../site.ts';
import { openSpool } from '../spool.ts';

export interface PreparedData {
  readonly secrets: Secrets;
  readonly site: SiteFile;
  /** Users whose passwords are to be printed now: those of a first run, otherwise none. */
  readonly newUsers: readonly DemoUser[];
}

/**
 * Makes what a first run needs (data folder, keys, secrets, site, demo users), or opens what is there. Idempotent.
 * @throws CentralitaError with a sentence that names the file or the setting to change.
 */
export function prepareData(settings: Settings): PreparedData {
  const { dataDir } = settings;
  openDataFolder(dataDir);
  const paths = dataPaths(dataDir);
  const secrets = openSecrets(dataDir);
  const isFirstRun = !existsSync(paths.site);
  const [key] = settings.keys.master;
  if (key?.source === 'file' && key.path === undefined) openMasterKey(dataDir, !hasSealedRecordings(dataDir));
  if (isFirstRun)
    guardWrites(dataDir, () => copyFileSync(join(projectRoot(), 'config/demo-site/site.yaml'), paths.site));
  const site = loadSite(paths.site);
  openSpool(settings);
  const isNew = settings.demo.enabled && !existsSync(paths.demoUsers);
  const users = settings.demo.enabled ? demoUsers(dataDir, site) : [];
  return { secrets, site, newUsers: isNew ? users : [] };
}

/** True when recordings exist that only the present master key opens. */
function hasSealedRecordings(dataDir: string): boolean {
  const folder = join(dataDir, 'recordings');
  return existsSync(folder) && readdirSync(folder).length > 0;
}
