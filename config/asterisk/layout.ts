import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CentralitaError } from '../../services/core/errors.ts';
import { dataPaths } from '../data-folder.ts';
import type { Settings } from '../settings.ts';

/** Folders of our Asterisk, all inside the data folder. */
export interface AsteriskLayout {
  readonly etc: string;
  readonly configurationFile: string;
  /** Data: documentation, sounds by language. */
  readonly share: string;
  readonly sounds: string;
  /** State that Asterisk keeps itself (its own small database). */
  readonly state: string;
  readonly spool: string;
  readonly run: string;
  readonly socket: string;
  readonly logs: string;
}

/** Longest path of a Unix socket, sun_path of unix(7), less its closing zero. */
const LONGEST_SOCKET_PATH = 107;

/** @throws CentralitaError `data-path-long` when Asterisk's control socket could not be made there. */
export function asteriskLayout(settings: Settings): AsteriskLayout {
  const paths = dataPaths(settings.dataDir);
  const base = paths.asterisk;
  const run = join(base, 'run');
  const socket = join(run, 'asterisk.ctl');
  if (Buffer.byteLength(socket) > LONGEST_SOCKET_PATH) {
    throw new CentralitaError(
      'data-path-long',
      `The path of the data folder ${settings.dataDir} is too long for Asterisk's control socket; ` +
        'name a folder with a shorter path in dataDir (CENTRALITA_DATA_DIR).',
    );
  }
  const etc = join(base, 'etc');
  return {
    etc,
    configurationFile: join(etc, 'asterisk.conf'),
    share: join(base, 'share'),
    sounds: join(base, 'share/sounds'),
    state: join(base, 'state'),
    spool: join(base, 'spool'),
    run,
    socket,
    logs: paths.logs,
  };
}

/** True when something of Asterisk was ever written for these settings. */
export function hasConfiguration(settings: Settings): boolean {
  return existsSync(asteriskLayout(settings).configurationFile);
}
