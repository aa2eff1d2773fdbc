import { spawnSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { freePort } from '../../../config/demo-site/telephones/free-ports.ts';
import { runtimeProgram } from '../../../config/runtime.ts';
import { type ServerProcess, startServer } from './process.ts';
import { onSmallDisk } from './small-disk.ts';

export type Sshd = ServerProcess & {
  readonly username: string;
  readonly privateKeyFile: string;
  readonly hostKey: string;
  readonly password: string;
};

const USER = 'centralita';
const UID = '1000';
const PASSWORD = 'the password of the test';
/** `openssl passwd -6` of it. */
const HASH = '$6$centralita$sW1pqVH9A.X9RxYIrOCzFG5Djl3n/YBU8y.W6LUho1DqZMaAlU0V7XKYms7yQ2App2rwgUHLCJs5g7PElWia9.';

/**
 * Debian's OpenSSH on a loopback port, as an ordinary user that exists only for it (a user namespace, and a list of users
 * from nss_wrapper), whoever runs the test. `diskKb` lays a small disk of that size over the folder `files`.
 */
export async function startSshd(root: string, diskKb?: number): Promise<Sshd> {
  const files = join(root, 'files');
  await mkdir(files, { recursive: true });
  const hostKey = newKey(join(root, 'host_key'));
  newKey(join(root, 'client_key'));
  await writeFile(join(root, 'authorized_keys'), await readFile(join(root, 'client_key.pub')));
  await writeFile(join(root, 'passwd'), `${USER}:x:${UID}:${UID}::${root}:/bin/sh\n`);
  await writeFile(join(root, 'shadow'), `${USER}:${HASH}:20000:0:99999:7:::\n`);
  await writeFile(join(root, 'group'), `${USER}:x:${UID}:\n`);
  const port = await freePort();
  const sshd = runtimeProgram('sshd');
  const helpers = join(dirname(dirname(sshd.command)), 'lib/openssh');
  await writeFile(
    join(root, 'sshd_config'),
    `Port ${port}
ListenAddress 127.0.0.1
HostKey ${join(root, 'host_key')}
PidFile none
AuthorizedKeysFile ${join(root, 'authorized_keys')}
StrictModes no
UsePAM no
PasswordAuthentication yes
# A client that is killed in the middle of its sign-in is no attacker here.
PerSourcePenalties no
MaxStartups 100
SshdSessionPath ${join(helpers, 'sshd-session')}
SshdAuthPath ${join(helpers, 'sshd-auth')}
Subsystem sftp internal-sftp
`,
  );
  const env = {
    ...sshd.env,
    NSS_WRAPPER_PASSWD: join(root, 'passwd'),
    NSS_WRAPPER_SHADOW: join(root, 'shadow'),
    NSS_WRAPPER_GROUP: join(root, 'group'),
  };
  // Set by `env`, so that the preloaded library reaches only the programs that it was built for.
  const own = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const start = [sshd.command, ...sshd.args, '-D', '-e', '-f', join(root, 'sshd_config')];
  const asUser = ['--user', `--map-user=${UID}`, `--map-group=${UID}`, 'env', ...own, ...start];
  const server =
    diskKb === undefined
      ? await startServer('unshare', asUser, port)
      : await startServer('unshare', onSmallDisk(files, diskKb, ['unshare', ...asUser]), port);
  return { ...server, username: USER, privateKeyFile: join(root, 'client_key'), hostKey, password: PASSWORD };
}

/** Makes a key pair; gives the fingerprint as ssh-keygen prints it. */
function newKey(path: string): string {
  keygen(['-q', '-t', 'ed25519', '-N', '', '-f', path]);
  const [, fingerprint = ''] = keygen(['-l', '-f', `${path}.pub`]).split(' ');
  return fingerprint;
}

function keygen(args: readonly string[]): string {
  const program = runtimeProgram('ssh-keygen');
  const run = spawnSync(program.command, [...program.args, ...args], {
    env: { ...process.env, ...program.env },
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(`ssh-keygen ${args.join(' ')}: ${run.stderr}`);
  return run.stdout;
}
