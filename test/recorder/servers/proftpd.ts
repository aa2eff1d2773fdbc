import { spawnSync } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { freePort } from '../../../config/demo-site/telephones/free-ports.ts';
import { runtimeProgram } from '../../../config/runtime.ts';
import { type ServerProcess, startServer } from './process.ts';
import { onSmallDisk } from './small-disk.ts';

export type Proftpd = ServerProcess & {
  readonly username: string;
  readonly password: string;
  /** The folder that the sign-in leads to. */
  readonly files: string;
  /** PEM of the certificate that it shows, which signed itself. */
  readonly caFile: string;
};

const [USER, PASSWORD] = ['centralita', 'secret-of-the-test'];
const UID = '1000';

/**
 * ProFTPD on a loopback port, as an ordinary user of a namespace of its own. `tls`: only signs in over TLS, by AUTH or from
 * the first byte. `diskKb` lays a small disk of that size over its files.
 */
export async function startProftpd(
  root: string,
  { tls = 'explicit', diskKb }: { tls?: 'explicit' | 'implicit' | 'off'; diskKb?: number } = {},
): Promise<Proftpd> {
  const files = join(root, 'files');
  await mkdir(files, { recursive: true });
  const caFile = join(root, 'certificate.pem');
  const keyFile = join(root, 'key.pem');
  makeCertificate(caFile, keyFile);
  const port = await freePort();
  const program = runtimeProgram('proftpd');
  const lib = join(dirname(dirname(program.args.find((arg) => arg.endsWith('/proftpd')) ?? '')), 'lib');
  // What `openssl passwd -1` makes.
  const hash = openssl(['passwd', '-1', PASSWORD]).trim();
  const passwd = join(root, 'passwd');
  const group = join(root, 'group');
  await writeFile(passwd, `${USER}:${hash}:${UID}:${UID}::${files}:/bin/sh\n`);
  await writeFile(group, `${USER}:x:${UID}:\n`);
  for (const file of [passwd, group, keyFile]) await chmod(file, 0o600);
  const config = join(root, 'proftpd.conf');
  await writeFile(
    config,
    `ModulePath ${join(lib, 'proftpd')}
LoadModule mod_xfer.c
LoadModule mod_ls.c
LoadModule mod_delay.c
LoadModule mod_tls.c
ServerName test
ServerType standalone
DefaultAddress 127.0.0.1
SocketBindTight on
Port ${port}
UseIPv6 off
User ${USER}
Group ${USER}
AuthUserFile ${passwd}
AuthGroupFile ${group}
AuthOrder mod_auth_file.c
RequireValidShell off
AllowOverwrite on
AllowStoreRestart on
AllowRetrieveRestart on
WtmpLog off
PidFile ${join(root, 'pid')}
ScoreboardFile ${join(root, 'scoreboard')}
DelayEngine off
${
  tls === 'off'
    ? ''
    : `TLSEngine on
TLSRequired on
TLSRSACertificateFile ${caFile}
TLSRSACertificateKeyFile ${keyFile}
TLSProtocol TLSv1.2 TLSv1.3
TLSOptions ${tls === 'implicit' ? 'UseImplicitSSL' : 'NoSessionReuseRequired'}`
}
`,
  );
  // Set by `env`, so that the preloaded library reaches only the program that it was built for.
  const env = { ...program.env, NSS_WRAPPER_PASSWD: passwd, NSS_WRAPPER_GROUP: group };
  const own = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const start = [program.command, ...program.args, '-n', '-q', '-c', config];
  const asUser = ['--user', `--map-user=${UID}`, `--map-group=${UID}`, 'env', ...own, ...start];
  const server =
    diskKb === undefined
      ? await startServer('unshare', asUser, port)
      : await startServer('unshare', onSmallDisk(files, diskKb, ['unshare', ...asUser]), port);
  return { ...server, username: USER, password: PASSWORD, files, caFile };
}

function makeCertificate(certificate: string, key: string): void {
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  openssl([
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '30',
    ...subject,
    '-keyout',
    key,
    '-out',
    certificate,
  ]);
}

function openssl(args: readonly string[]): string {
  const run = spawnSync('openssl', args, { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`openssl ${args.join(' ')}: ${run.stderr || run.error?.message}`);
  return run.stdout;
}
