import { join } from 'node:path';
import type { Site } from '../../services/core/site.ts';
import { guardWrites, makePrivateFolder, writePrivateFile } from '../data-folder.ts';
import type { Secrets } from '../secrets.ts';
import type { Settings } from '../settings.ts';
import { WRITTEN_BY } from './conf-text.ts';
import {
  ariConf,
  asteriskConf,
  httpConf,
  indicationsConf,
  loggerConf,
  managerConf,
  musicConf,
  rtpConf,
  websocketClientConf,
} from './core-conf.ts';
import { extensionsConf } from './dialplan-conf.ts';
import { type AsteriskLayout, asteriskLayout } from './layout.ts';
import { modulesConf } from './modules-conf.ts';
import { pjsipAgentsConf, pjsipConf } from './pjsip-conf.ts';
import { programPaths } from './program-paths.ts';
import { linkSounds } from './sounds.ts';

/** Files that Asterisk's core looks for, and that hold nothing: what is left out of them is off or the default. */
const EMPTY_FILES: Readonly<Record<string, string>> = {
  'cdr.conf': '[general]\nenable = no\n',
  'cel.conf': '[general]\nenable = no\n',
  'acl.conf': '',
  'ccss.conf': '[general]\n',
  'features.conf': '[general]\n',
  'stasis.conf': '[taskpool]\n',
  'udptl.conf': '[general]\n',
  'pjproject.conf': '[startup]\ntype = startup\nlog_level = 2\n',
};

/**
 * Writes Asterisk's whole configuration from settings, secrets and site, every file readable by its owner only.
 * @throws CentralitaError `data-not-writable`, `disk-full`, `data-path-long`, `configuration-value`.
 */
export function writeAsteriskConfiguration(settings: Settings, secrets: Secrets, site: Site): AsteriskLayout {
  const layout = asteriskLayout(settings);
  const runtime = programPaths(settings);
  const files: Readonly<Record<string, string>> = {
    'asterisk.conf': asteriskConf(layout, runtime),
    'logger.conf': loggerConf(layout),
    'modules.conf': modulesConf(),
    'http.conf': httpConf(settings),
    'rtp.conf': rtpConf(settings),
    'ari.conf': ariConf(secrets),
    'websocket_client.conf': websocketClientConf(settings, secrets),
    'manager.conf': managerConf(settings, secrets),
    'musiconhold.conf': musicConf(runtime),
    'indications.conf': indicationsConf(),
    'extensions.conf': extensionsConf(settings),
    'pjsip.conf': pjsipConf(settings, secrets),
    'pjsip-agents.conf': pjsipAgentsConf(settings, secrets, site),
    ...Object.fromEntries(Object.entries(EMPTY_FILES).map(([name, text]) => [name, WRITTEN_BY + text])),
  };
  guardWrites(settings.dataDir, () => {
    const { etc, share, sounds, state, spool, run, logs } = layout;
    for (const folder of [etc, share, sounds, state, join(state, 'keys'), spool, run, logs]) makePrivateFolder(folder);
    for (const [name, content] of Object.entries(files)) writePrivateFile(join(etc, name), content);
    linkSounds(layout, runtime, settings.languages);
  });
  return layout;
}

/**
 * Writes the accounts of the site's agents anew; Asterisk takes them over at the next reload of `res_pjsip.so`.
 * @throws CentralitaError as `writeAsteriskConfiguration`.
 */
export function writeAgentEndpoints(settings: Settings, secrets: Secrets, site: Site): void {
  const path = join(asteriskLayout(settings).etc, 'pjsip-agents.conf');
  guardWrites(settings.dataDir, () => writePrivateFile(path, pjsipAgentsConf(settings, secrets, site)));
}
