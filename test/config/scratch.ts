import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts, rtpRange } from '../../config/demo-site/telephones/free-ports.ts';
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
      asterisk: { sipPort: sip, httpPort: ws, ...(await rtpRange()), ...overrides.asterisk },
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

function writeEmpty(folder: string): string {
  const path = join(folder, 'centralita.yaml');
  writeFileSync(path, '{}\n');
  return path;
}
