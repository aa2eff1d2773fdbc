import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSettings, type Settings, type SettingsInput } from '../../config/settings.ts';

export interface Scratch {
  readonly folder: string;
  readonly settings: Settings;
  /** Removes the folder and the spool. */
  readonly close: () => void;
}

/** Settings of an installation of its own, with free ports and an empty data folder. */
export async function scratchSettings(overrides: SettingsInput = {}): Promise<Scratch> {
  const folder = mkdtempSync(join(tmpdir(), 'centralita-'));
  const [http = 0, ari = 0, ami = 0, sip = 0, ws = 0] = await freePorts(5);
  const settings = loadSettings({
    environment: {},
    file: writeEmpty(folder),
    overrides: {
      ...overrides,
      dataDir: join(folder, 'data'),
      http: { port: http, ...overrides.http },
      ari: { port: ari, ...overrides.ari },
      ami: { port: ami, ...overrides.ami },
      asterisk: { sipPort: sip, httpPort: ws, ...overrides.asterisk },
    },
  });
  return {
    folder,
    settings,
    close: () => {
      for (const path of [folder, settings.spoolDir]) rmSync(path, { recursive: true, force: true });
    },
  };
}

/** Ports of 127.0.0.1 that nobody used a moment ago. */
async function freePorts(count: number): Promise<readonly number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => {
        server.listen(0, '127.0.0.1', resolve);
      });
      return server;
    }),
  );
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  });
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

function writeEmpty(folder: string): string {
  const path = join(folder, 'centralita.yaml');
  writeFileSync(path, '{}\n');
  return path;
}
