import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import { CentralitaError } from '../../services/core/errors.ts';
import type { Settings } from '../settings.ts';

export interface PortUse {
  /** The setting to change when it is taken. */
  readonly setting: string;
  readonly host: string;
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
}

/** Ports that the controller listens on. */
export function controllerPorts(settings: Settings): readonly PortUse[] {
  const { http, ari } = settings;
  return [
    { setting: 'http.port', host: http.host, port: http.port, protocol: 'tcp' },
    { setting: 'ari.port', host: ari.host, port: ari.port, protocol: 'tcp' },
  ];
}

/** Ports that our Asterisk listens on. */
export function asteriskPorts(settings: Settings): readonly PortUse[] {
  const { bind, sipPort, httpPort } = settings.asterisk;
  return [
    { setting: 'asterisk.sipPort', host: bind, port: sipPort, protocol: 'udp' },
    { setting: 'asterisk.sipPort', host: bind, port: sipPort, protocol: 'tcp' },
    { setting: 'asterisk.httpPort', host: bind, port: httpPort, protocol: 'tcp' },
    { setting: 'ami.port', host: bind, port: settings.ami.port, protocol: 'tcp' },
  ];
}

/** Tries each port. @throws CentralitaError `port-in-use`, `address-not-here`, `port-forbidden`: all that are wrong, at once. */
export async function checkPorts(uses: readonly PortUse[]): Promise<void> {
  const failures = await Promise.all(uses.map(async (use) => ({ use, code: await tryPort(use) })));
  const wrong = failures.flatMap(({ use, code }) => (code === undefined ? [] : [describe(use, code)]));
  const [first] = wrong;
  if (first === undefined) return;
  throw new CentralitaError(first.code, [...new Set(wrong.map((one) => one.sentence))].join('\n'));
}

function describe(use: PortUse, code: string): { readonly code: string; readonly sentence: string } {
  const { setting, host, port } = use;
  const variable = `CENTRALITA_${setting
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .replaceAll('.', '_')
    .toUpperCase()}`;
  if (code === 'EADDRNOTAVAIL') {
    const key =
      setting.startsWith('asterisk') || setting.startsWith('ami') ? 'asterisk.bind' : setting.replace('port', 'host');
    return { code: 'address-not-here', sentence: `This machine has no address ${host}; correct ${key}.` };
  }
  if (code === 'EACCES') {
    return {
      code: 'port-forbidden',
      sentence: `This user may not open port ${port}; choose one above 1023 in ${setting} (${variable}).`,
    };
  }
  return {
    code: 'port-in-use',
    sentence: `Port ${port} of ${host} is in use by another program; end that one, or choose another in ${setting} (${variable}).`,
  };
}

function tryPort(use: PortUse): Promise<string | undefined> {
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException) => resolve(error.code ?? 'EADDRINUSE');
    if (use.protocol === 'tcp') {
      const server = createServer().once('error', failed);
      server.listen(use.port, use.host, () => server.close(() => resolve(undefined)));
    } else {
      const socket = createSocket('udp4').once('error', failed);
      socket.bind(use.port, use.host, () => socket.close(() => resolve(undefined)));
    }
  });
}
