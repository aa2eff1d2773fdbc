import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { browserWebsocketUrl, type LoadOptions, loadSettings } from '../../config/settings.ts';
import { settingsLeaves } from '../../config/settings-environment.ts';
import { settingsSchema } from '../../config/settings-schema.ts';

const folder = mkdtempSync(join(tmpdir(), 'centralita-settings-'));
const file = join(folder, 'centralita.yaml');
afterEach(() => rmSync(file, { force: true }));
afterAll(() => rmSync(folder, { recursive: true }));

function load(yaml: string, environment: LoadOptions['environment'] = {}) {
  writeFileSync(file, yaml);
  return loadSettings({ file, environment });
}

describe('settings', () => {
  test('have a default for everything, and bind to this machine only', () => {
    const settings = load('');
    expect(settings.http).toEqual({ host: '127.0.0.1', port: 8080 });
    expect([settings.ari.host, settings.asterisk.bind]).toEqual(['127.0.0.1', '127.0.0.1']);
    expect(settings.asterisk.outageSeconds).toBe(30);
    expect(settings.dataDir).toMatch(/^\/.*\/data$/);
    expect(settings.spoolDir).toMatch(/^\/dev\/shm\/centralita-[0-9a-f]{12}$/);
    expect(browserWebsocketUrl(settings)).toBe('ws://127.0.0.1:8088/ws');
  });

  test('take the file over the defaults and the environment over the file', () => {
    const settings = load('http: { port: 9000, host: 0.0.0.0 }\nlogLevel: warn\n', {
      CENTRALITA_HTTP_PORT: '9001',
      CENTRALITA_ASTERISK_MANAGED: 'false',
      CENTRALITA_ASTERISK_SIP_PORT: '5070',
      CENTRALITA_LANGUAGES: '[en]',
      CENTRALITA_LOCALE: 'en',
      CENTRALITA_TRUNKS: '[{ name: provider, match: [192.0.2.1] }]',
      CENTRALITA_DATA_DIR: '/var/lib/1000',
    });
    expect(settings.http).toEqual({ port: 9001, host: '0.0.0.0' });
    expect(settings.logLevel).toBe('warn');
    expect(settings.asterisk.managed).toBe(false);
    expect(settings.asterisk.sipPort).toBe(5070);
    expect(settings.languages).toEqual(['en']);
    expect(settings.trunks).toEqual([{ name: 'provider', match: ['192.0.2.1'] }]);
    expect(settings.dataDir).toBe('/var/lib/1000');
  });

  test('keep what looks like a number as text where text is meant', () => {
    expect(load('', { CENTRALITA_DATA_DIR: '2026' }).dataDir).toMatch(/\/2026$/);
  });

  test('name every environment variable once', () => {
    const names = settingsLeaves(settingsSchema).map((leaf) => leaf.variable);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain('CENTRALITA_ASTERISK_RTP_TIMEOUT_SECONDS');
  });

  test.each([
    ['http: { port: eighty }', /http\.port: .*number/],
    ['http: { port: 70000 }', /http\.port: .*65535/],
    ['timezone: Europe/Madird', /timezone: is not an IANA time zone/],
    ['trunks: [{ name: demo, match: [example] }]', /trunks\.0\.match\.0: write an IP address/],
    ['asterisk: { sipPrt: 5060 }', /asterisk\.sipPrt: there is no such setting; did you mean "sipPort"\?/],
    ['htp: { port: 1 }', /htp: there is no such setting; did you mean "http"\?/],
    ['ari: { port: 8080 }', /ari\.port: port 8080 is that of http\.port already/],
    ['asterisk: { rtpStart: 20000, rtpEnd: 20001 }', /asterisk\.rtpEnd: must be at least ten above/],
    ['database: mysql://u:p@db/centralita', /database: write an address such as postgres:/],
    ['database: postgres://u:p@db', /database: is no address/],
    ['locale: fr', /locale: "fr" is not among languages/],
    ['- a list', /the file must hold keys and values/],
    ['http: { port: 1', /centralita\.yaml/],
  ])('refuse %s with place and reason', (yaml, sentence) => {
    expect(() => load(yaml)).toThrow(sentence);
  });

  test('say nothing of the password when they refuse the address of a database', () => {
    const refused = () => load('', { CENTRALITA_DATABASE: 'postgres://u:gehe/im@db/centralita now' });
    expect(refused).toThrow(/database: write an address/);
    expect(refused).not.toThrow(/gehe/);
    const database = 'postgres://u:p%40@db:5432/centralita';
    expect(load('', { CENTRALITA_DATABASE: database }).database).toBe(database);
  });

  test('refuse a file that is named but not there', () => {
    expect(() => loadSettings({ file: join(folder, 'none.yaml'), environment: {} })).toThrow(/is not there/);
  });
});
