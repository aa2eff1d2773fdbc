import { freePort } from '../../../config/demo-site/telephones/free-ports.ts';
import { runtimeProgram } from '../../../config/runtime.ts';
import { type ServerProcess, startServer } from './process.ts';

export type Moto = ServerProcess & {
  readonly endpoint: string;
  readonly accessKey: string;
  readonly secretKey: string;
};

/**
 * Amazon's services as moto plays them on a loopback port, in memory: S3 with versions and object lock, KMS. Ceph's
 * gateway, our other S3 server, passes over object lock on its local database.
 */
export async function startMoto(): Promise<Moto> {
  const port = await freePort();
  const python = runtimeProgram('python3');
  // -P: nothing of the folder that we run in is taken for a module.
  const args = [...python.args, '-P', '-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)];
  const server = await startServer(python.command, args, port, python.env);
  return { ...server, endpoint: `http://127.0.0.1:${port}`, accessKey: 'AKIATEST', secretKey: 'secret-of-the-test' };
}
