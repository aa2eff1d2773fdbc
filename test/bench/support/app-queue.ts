import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse, stringify } from 'yaml';
import { ASTERISK_MODULES } from '../../../config/asterisk/modules-conf.ts';
import { agentEndpoint } from '../../../config/asterisk/pjsip-conf.ts';
import { writeAsteriskConfiguration } from '../../../config/asterisk/write-configuration.ts';
import { dataPaths } from '../../../config/data-folder.ts';
import { projectRoot } from '../../../config/paths.ts';
import { asteriskProgram } from '../../../config/processes/asterisk-version.ts';
import { startProgram } from '../../../config/processes/child-program.ts';
import { sipPassword } from '../../../config/secrets.ts';
import { prepareData } from '../../../config/setup/first-run.ts';
import { scratchSettings } from '../../config/scratch.ts';
import { endsWithUs } from '../../support/ending.ts';
import type { SiteInput } from '../../support/installation.ts';
import { until } from '../../support/story.ts';
import type { Exchange } from './rig.ts';
import { agentIds, benchSite, LINE, QUEUE } from './site.ts';

/**
 * Asterisk's own distribution at its best: the same endpoints, the same build.
 * - `autofill`: several waiting callers are served at once; without it one after the other.
 * - `retry = 0`, `timeout = 60`: nobody is tried anew after a pause; the ring limit is ours.
 * - `wrapuptime = 0`, `ringinuse = no`, `timeoutrestart = no`, no announcements, no reports, no events for managers.
 * - `strategy = leastrecent` is our longest idle.
 * - the caller is not answered before the queue: `Answer()` would wait up to 500 ms for sound.
 * What remains cannot be set: a caller who is not first looks whether it is the turn once in a second (RECHECK in
 * app_queue.c).
 */
function queuesConf(agents: readonly string[]): string {
  return [
    '[general]',
    'persistentmembers = no',
    'autofill = yes',
    'monitor-type = MixMonitor',
    'shared_lastcall = no',
    'log_membername_as_agent = no',
    '',
    `[${QUEUE}]`,
    'strategy = leastrecent',
    'autofill = yes',
    'timeout = 60',
    'retry = 0',
    'wrapuptime = 0',
    'ringinuse = no',
    'timeoutrestart = no',
    'joinempty = yes',
    'leavewhenempty = no',
    'announce-frequency = 0',
    'announce-holdtime = no',
    'announce-position = no',
    'reportholdtime = no',
    'musicclass = default',
    ...agents.map((id) => `member => PJSIP/${agentEndpoint(id)}`),
    '',
  ].join('\n');
}

const EXTENSIONS = [
  '[inbound]',
  `exten => ${LINE},1,Queue(${QUEUE})`,
  ' same => n,Hangup()',
  '[agents]',
  'exten => _X!,1,Hangup(21)',
  '',
].join('\n');

/** An Asterisk with `app_queue` and no controller. @param rtpStart First of 4,000 ports for sound. */
export async function startAppQueue(agents: number, rtpStart: number): Promise<Exchange> {
  const scratch = await scratchSettings({
    asterisk: { rtpStart, rtpEnd: rtpStart + 3_999, rtpTimeoutSeconds: 86_400 },
  });
  const { settings } = scratch;
  const demo = parse(readFileSync(join(projectRoot(), 'config/demo-site/site.yaml'), 'utf8')) as SiteInput;
  const paths = dataPaths(settings.dataDir);
  prepareData(settings);
  writeFileSync(paths.site, stringify(benchSite(agents)(demo)));
  const { secrets, site } = prepareData(settings);
  const layout = writeAsteriskConfiguration(settings, secrets, site);
  const modules = [...ASTERISK_MODULES.filter((name) => !/ari|stasis/.test(name)), 'app_dial', 'app_queue'];
  const conf = (name: string, text: string) => writeFileSync(join(layout.etc, name), text);
  conf('modules.conf', `[modules]\nautoload = no\n${modules.map((name) => `load = ${name}.so\n`).join('')}`);
  conf('queues.conf', queuesConf(agentIds(agents)));
  conf('extensions.conf', EXTENSIONS);
  conf('ari.conf', '[general]\nenabled = no\n');
  conf('websocket_client.conf', '');
  const program = asteriskProgram(settings);
  const child = await startProgram({
    command: program.command,
    args: [...program.args, '-C', layout.configurationFile, '-f'],
    env: program.env,
    outputFile: join(layout.logs, 'asterisk-console.log'),
  });
  const cli = async (command: string) => {
    const args = [...program.args, '-C', layout.configurationFile, '-rx', command];
    const options = { env: { ...process.env, ...program.env }, timeout: 10_000 };
    return (await promisify(execFile)(program.command, args, options)).stdout;
  };
  await until('an Asterisk with app_queue', async () => /fully booted/i.test(await cli('core waitfullybooted')));
  return {
    name: 'app_queue',
    sipPort: settings.asterisk.sipPort,
    agents: agentIds(agents),
    password: (account) => sipPassword(secrets, account),
    ready: async () => {
      await until(
        'all telephones',
        async () => {
          const text = await cli(`queue show ${QUEUE}`);
          return (text.match(/\(Not in use\)/g) ?? []).length === agents;
        },
        120_000,
      );
    },
    cli,
    asteriskPid: () => child.pid,
    controllerPid: () => null,
    close: endsWithUs(async () => {
      await child.close();
      scratch.close();
    }),
  };
}
