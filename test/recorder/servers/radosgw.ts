import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runtimeProgram } from '../../../config/runtime.ts';
import { freePort, type ServerProcess, startServer } from './process.ts';

export type Radosgw = ServerProcess & {
  readonly endpoint: string;
  readonly accessKey: string;
  readonly secretKey: string;
  /** Runs radosgw-admin. */
  readonly admin: (...args: readonly string[]) => void;
};

/** Ceph's S3 server on a loopback port, its objects in a local database. */
export async function startRadosgw(root: string): Promise<Radosgw> {
  const data = join(root, 'data');
  await mkdir(data, { recursive: true });
  const port = await freePort();
  const program = runtimeProgram('radosgw');
  const libraries = dirname(program.args.find((arg) => arg.endsWith('/radosgw')) ?? '').replace(/bin$/, 'lib');
  const config = join(root, 'ceph.conf');
  await writeFile(
    config,
    `[global]
run dir = ${root}
log file = ${join(root, 'log')}
admin socket =
auth supported = none
rgw_backend_store = dbstore
rgw config store = dbstore
dbstore_db_dir = ${data}
dbstore_config_uri = file:${join(data, 'config.db')}
rgw_data = ${data}
plugin_dir = ${libraries}/x86_64-linux-gnu/rados-classes
erasure_code_dir = ${libraries}/x86_64-linux-gnu/ceph/erasure-code
rgw frontends = beast endpoint=127.0.0.1:${port}
`,
  );
  const common = ['-c', config, '--no-mon-config'];
  const admin = (...args: readonly string[]) => {
    const tool = runtimeProgram('radosgw-admin');
    const env = { ...process.env, ...tool.env };
    const run = spawnSync(tool.command, [...tool.args, ...common, ...args], { env, encoding: 'utf8' });
    if (run.status !== 0) throw new Error(`radosgw-admin ${args.join(' ')}: ${run.stderr}`);
  };
  const [accessKey, secretKey] = ['ACCESSKEY', 'secret-of-the-test'];
  const keys = [`--access-key=${accessKey}`, `--secret-key=${secretKey}`];
  admin('user', 'create', '--uid=centralita', '--display-name=Centralita', ...keys);
  const args = [...program.args, ...common, '-n', 'client.rgw', '-f'];
  const server = await startServer(program.command, args, port, program.env);
  return { ...server, endpoint: `http://127.0.0.1:${port}`, accessKey, secretKey, admin };
}
