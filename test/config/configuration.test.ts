import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { confSection } from '../../config/asterisk/conf-text.ts';
import { httpConf, managerConf, websocketClientConf } from '../../config/asterisk/core-conf.ts';
import { extensionsConf } from '../../config/asterisk/dialplan-conf.ts';
import { asteriskLayout } from '../../config/asterisk/layout.ts';
import { modulesConf } from '../../config/asterisk/modules-conf.ts';
import { pjsipAgentsConf, pjsipConf } from '../../config/asterisk/pjsip-conf.ts';
import { programPaths } from '../../config/asterisk/program-paths.ts';
import { writeAsteriskConfiguration } from '../../config/asterisk/write-configuration.ts';
import { runtimePaths } from '../../config/runtime.ts';
import { sipPassword } from '../../config/secrets.ts';
import { loadSettings } from '../../config/settings.ts';
import { prepareData } from '../../config/setup/first-run.ts';
import { siteOf } from '../support/site.ts';
import { scratchSettings } from './scratch.ts';

const settings = loadSettings({ environment: {}, overrides: { asterisk: { outageSeconds: 7 } } });
const secrets = { ari: 'a'.repeat(64), ami: 'b'.repeat(64), sip: 'c'.repeat(64), session: 'd'.repeat(64) };

/** The keys and values of one section. */
function sectionOf(text: string, title: string, type?: string): Record<string, string> {
  const sections = text.split(/^\[/m).filter((part) => part.startsWith(`${title}]`));
  const found = sections.map((part) => {
    const entries = [...part.matchAll(/^([^=[\]\n;]+?) = (.*)$/gm)];
    return Object.fromEntries(entries.map(([, key = '', value = '']) => [key, value]));
  });
  return found.find((one) => type === undefined || one.type === type) ?? {};
}

describe('the written configuration', () => {
  test('lists every module by name', () => {
    expect(modulesConf()).toContain('autoload = no');
    expect(modulesConf()).not.toContain('app_system');
  });

  test('binds every socket to this machine', () => {
    const pjsip = pjsipConf(settings, secrets);
    expect(sectionOf(pjsip, 'transport-udp').bind).toBe('127.0.0.1:5060');
    expect(sectionOf(pjsip, 'transport-tcp').bind).toBe('127.0.0.1:5060');
    expect(sectionOf(httpConf(settings), 'general').bindaddr).toBe('127.0.0.1');
    expect(sectionOf(managerConf(settings, secrets), 'general').bindaddr).toBe('127.0.0.1');
  });

  test('knows a line by its address only, and an account by its name first', () => {
    const pjsip = pjsipConf(settings, secrets);
    expect(sectionOf(pjsip, 'trunk-demo', 'identify').match).toBe('127.0.0.5');
    expect(sectionOf(pjsip, 'global').endpoint_identifier_order).toBe('username,ip');
    expect(pjsip).not.toContain('[anonymous]');
  });

  test('calls out through a line that says where to', () => {
    expect(sectionOf(pjsipConf(settings, secrets), 'trunk-demo', 'endpoint').aors).toBeUndefined();
    const outbound = { host: '192.0.2.7', port: 5080 };
    const trunks = [{ name: 'provider', match: ['192.0.2.7'], outbound }];
    const pjsip = pjsipConf(loadSettings({ environment: {}, overrides: { trunks } }), secrets);
    expect(sectionOf(pjsip, 'trunk-provider', 'endpoint').aors).toBe('trunk-provider');
    expect(sectionOf(pjsip, 'trunk-provider', 'aor').contact).toBe('sip:192.0.2.7:5080');
  });

  test('gives an agent a browser telephone or a SIP telephone', () => {
    const user = { login: 'x', name: 'X', roles: ['agent' as const], language: 'es' };
    const site = siteOf({
      users: [
        { ...user, id: 'ana', phone: 'browser' as const },
        { ...user, id: 'leo', phone: 'sip' as const },
        { ...user, id: 'sonia', roles: ['supervisor' as const], phone: 'browser' as const },
        { ...user, id: 'marta', roles: ['supervisor' as const] },
        { ...user, id: 'alba', roles: ['auditor' as const], phone: 'browser' as const },
      ],
      breakReasons: [],
      outcomes: [],
      returnSeconds: 20,
      awaySeconds: 60,
    });
    const text = pjsipAgentsConf(settings, secrets, site);
    expect(sectionOf(text, 'agent-ana', 'endpoint')).toMatchObject({ webrtc: 'yes', rtp_timeout: '30', timers: 'yes' });
    expect(sectionOf(text, 'agent-ana', 'aor')).toMatchObject({ max_contacts: '1', remove_existing: 'yes' });
    expect(sectionOf(text, 'agent-ana', 'auth').password).toBe(sipPassword(secrets, 'agent-ana'));
    expect(sectionOf(text, 'agent-leo', 'endpoint').webrtc).toBeUndefined();
    // Who listens needs a telephone; who has none, or no right to, has no account.
    expect(sectionOf(text, 'agent-sonia', 'endpoint').webrtc).toBe('yes');
    expect(text).not.toMatch(/marta|alba/);
  });

  test('has a way out when no controller takes a call', () => {
    const dialplan = extensionsConf(settings);
    expect(dialplan).toContain('TIMEOUT(absolute)=7');
    expect(dialplan).toMatch(/Stasis\(centralita,inbound,\$\{EXTEN\},\$\{CHANNEL\(pjsip,call-id\)\}\)/);
    expect(dialplan.match(/Playback\(centralita\/apology,noanswer\)/g)).toHaveLength(2);
    expect(dialplan).toContain('Hangup(17)');
  });

  test('calls the controller where it listens, or where it is said to be', () => {
    expect(sectionOf(websocketClientConf(settings, secrets), 'controller').uri).toBe('ws://127.0.0.1:8089/ari');
    const open = loadSettings({ environment: {}, overrides: { ari: { host: '0.0.0.0', dialHost: 'controller' } } });
    expect(sectionOf(websocketClientConf(open, secrets), 'controller').uri).toBe('ws://controller:8089/ari');
  });

  test('lets no value end its line', () => {
    expect(() => confSection('x', [['key', 'one\n[other]']])).toThrow(/cannot stand in a configuration/);
    expect(() => confSection('x', [['key', 'one;two']])).toThrow(/cannot stand in a configuration/);
  });

  test('is readable by its owner only', async () => {
    const scratch = await scratchSettings();
    try {
      const { secrets: own, site } = prepareData(scratch.settings);
      const { etc } = writeAsteriskConfiguration(scratch.settings, own, site);
      for (const name of readdirSync(etc)) expect(statSync(join(etc, name)).mode & 0o777).toBe(0o600);
      expect(readFileSync(join(etc, 'manager.conf'), 'utf8')).toContain(own.ami);
    } finally {
      scratch.close();
    }
  });

  test('takes the modules of an Asterisk of the machine from where it has them', () => {
    const ours = runtimePaths();
    const own = { ...settings, asterisk: { ...settings.asterisk, binary: '/opt/asterisk', modulesDir: ours.modules } };
    expect(programPaths(own).modules).toBe(ours.modules);
    const missing = { ...own, asterisk: { ...own.asterisk, modulesDir: '/nowhere' } };
    expect(() => programPaths(missing)).toThrow(/asterisk\.modulesDir/);
  });

  test('refuses a data folder whose path is too long for a socket', () => {
    const long = { ...settings, dataDir: `/tmp/${'x'.repeat(120)}` };
    expect(() => asteriskLayout(long)).toThrow(/path .* is too long/);
  });
});
