import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { freePort } from '../../../config/demo-site/telephones/free-ports.ts';
import { runtimeProgram } from '../../../config/runtime.ts';
import { type ServerProcess, startServer } from './process.ts';
import { onSmallDisk } from './small-disk.ts';

export type Radosgw = ServerProcess & {
  readonly endpoint: string;
  readonly accessKey: string;
  readonly secretKey: string;
};

/** Ceph's S3 server on a loopback port, its objects in a local database; `diskKb` puts that on a small disk. */
export async function startRadosgw(root: string, diskKb?: number): Promise<Radosgw> {
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
  const [accessKey, secretKey] = ['ACCESSKEY', 'secret-of-the-test'];
  const keys = [`--access-key=${accessKey}`, `--secret-key=${secretKey}`];
  const tool = runtimeProgram('radosgw-admin');
  const user = ['user', 'create', '--uid=centralita', '--display-name=Centralita', ...keys];
  const setUp = [tool.command, ...tool.args, ...common, ...user];
  const start = [program.command, ...program.args, ...common, '-n', 'client.rgw', '-f'];
  const quoted = (words: readonly string[]) => words.map((word) => `'${word}'`).join(' ');
  // In one script, so that the user is made on the disk that the server will see. Once in some dozen runs radosgw-admin
  // makes the user and then waits for ever for its own threads to end (seen): it is ended instead.
  const script = `timeout -s KILL 10 ${quoted(setUp)} > /dev/null; exec ${quoted(start)}`;
  const server =
    diskKb === undefined
      ? await startServer('sh', ['-c', script], port, program.env)
      : await startServer('unshare', onSmallDisk(data, diskKb, ['sh', '-c', script]), port, program.env);
  return { ...server, endpoint: `http://127.0.0.1:${port}`, accessKey, secretKey };
}
